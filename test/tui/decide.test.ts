import { expect, test } from 'vitest';
import { annotationOf, type Review } from '../../src/domain/episode.ts';
import { accept, keepDraft, reject, undo, unsaved } from '../../src/tui/screens/episodes/decide.ts';
import { moveToEntry, type Reviewing, startReviewing } from '../../src/tui/screens/episodes/reviewing.ts';
import { makeEpisode } from '../helpers/fake-session.ts';

const yesterday: Review = {
  decision: 'accepted',
  annotation: null,
  reason: null,
  note: 'seen',
  at: '2026-11-09',
};
const start = (first: Review | null = null): Reviewing =>
  startReviewing(
    [makeEpisode({ review: first }), makeEpisode({ id: 'M002' })].map(episode => ({
      summary: null,
      key: `2026-11-09 ${episode.id}` as const,
      episode,
      why: null,
    })),
  );
const decisions = ({ entries }: Reviewing) => entries.map(({ episode }) => episode.review?.decision ?? null);

test('undo takes decisions back in the order in which they were made, wherever the cursor stands', () => {
  const first = reject(start(), { reason: 'truncation' });
  const both = accept(moveToEntry(first, 1));
  expect(decisions(both)).toEqual(['rejected', 'accepted']);
  const once = undo(moveToEntry(both, 0));
  expect(decisions(once)).toEqual(['rejected', null]);
  expect(decisions(undo(once))).toEqual([null, null]);
});

test('a decision of another day is taken back where the cursor stands, and without one there is nothing to do', () => {
  expect(decisions(undo(start(yesterday)))).toEqual([null, null]);
  const untouched = undo(start());
  expect([untouched.said, untouched.asked]).toEqual(['there is no decision to take back', []]);
});

test('a note outlives another decision, and a reason does not', () => {
  const rejected = reject(start(yesterday), { reason: 'truncation' });
  expect(rejected.entries[0]?.episode.review).toMatchObject({ reason: 'truncation', note: 'seen' });
  expect(accept(rejected).entries[0]?.episode.review).toMatchObject({ reason: null, note: 'seen' });
});

test('labels that are the engine’s again are an accept, and a draft that changed nothing is no decision', () => {
  const episode = makeEpisode();
  const { annotation } = episode;
  const edited = keepDraft(start(), {
    ...annotation,
    symptom: { labels: ['S2'], other: null, reasoning: '' },
  });
  const again = edited.entries[0]?.episode;
  expect(again && annotationOf(again).symptom.labels).toEqual(['S2']);
  expect(accept(edited).entries[0]?.episode.review?.decision).toBe('edited');
  const back = keepDraft(edited, annotation);
  expect(back.entries[0]?.episode.review).toMatchObject({ decision: 'accepted', annotation: null });
  expect(keepDraft(start(), annotation).asked).toEqual([]);
});

test('what could not be kept holds no longer, and an undo that could not be kept can be tried again', () => {
  const accepted = accept(start());
  const [asked] = accepted.asked;
  if (!asked) throw new Error('nothing was asked');
  expect(decisions(unsaved(accepted, asked, 'full'))).toEqual([null, null]);
  const undone = undo({ ...accepted, asked: [] });
  const [taken] = undone.asked;
  if (!taken) throw new Error('nothing was asked');
  const failed = unsaved(undone, taken, 'full');
  expect([decisions(failed), failed.said]).toEqual([['accepted', null], 'full']);
  expect(decisions(undo(failed))).toEqual([null, null]);
});
