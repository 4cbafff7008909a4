import { expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import type { Review } from '../../src/domain/episode.ts';
import { UserError } from '../../src/errors.ts';
import { makeClassification, makeEpisode } from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

const down = '\x1b[B';

const three = makeClassification({
  session: 'claude-code:3',
  episodes: [
    makeEpisode(),
    makeEpisode({ id: 'M002', name: 'Tests Said To Pass', confidence: 'low' }),
    makeEpisode({ id: 'M003', name: 'Wrong Folder', evidence: [] }),
  ],
});
/** An app that keeps decisions as the store does. */
const keeping = (kept: [key: string, review: Review | null][]): Partial<App> => ({
  classification: async () => ({
    ...three,
    episodes: three.episodes.map(episode => ({
      ...episode,
      review: kept.findLast(([key]) => key.endsWith(episode.id))?.[1] ?? null,
    })),
  }),
  reviewEpisode: async (_session, key, review) => {
    kept.push([key, review]);
  },
});

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('episodes are accepted, rejected, noted and undone one by one at %ix%i', async (columns, rows) => {
  const kept: [string, Review | null][] = [];
  const screen = openScreens(keeping(kept), columns, rows);
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/3');
  await screen.shows(columns < 60 ? '3 episodes' : '3 episodes · offline');
  screen.fits();
  if (columns > 120) await screen.shows('· M003 Wrong Folder');
  screen.press('n');
  await screen.shows('accept or reject it first');
  screen.press('a');
  await screen.shows('accepted (U takes it back)');
  screen.press('n');
  await screen.shows('note ▏');
  screen.press('mind the q');
  await screen.shows('note mind the q▏');
  screen.press('\r');
  await screen.shows('note kept');
  screen.press('}R');
  await screen.shows('It is just none');
  screen.fits();
  screen.press(down);
  await screen.shows('❯ invisible agent action');
  screen.press('\r');
  await screen.shows('rejected: it no longer counts');
  screen.fits();
  screen.press('U');
  await screen.shows('taken back');
  const at = '2026-11-10T00:00:00.000Z';
  const accepted = { decision: 'accepted', annotation: null, reason: null, note: '', at };
  expect(kept).toEqual([
    ['2026-11-09T10:00:00.000Z M001', accepted],
    ['2026-11-09T10:00:00.000Z M001', { ...accepted, note: 'mind the q' }],
    [
      '2026-11-09T10:00:00.000Z M002',
      { ...accepted, decision: 'rejected', reason: 'invisible_agent_action' },
    ],
    ['2026-11-09T10:00:00.000Z M002', null],
  ]);
});

test('each axis is set from a menu of words, and the labels that were kept stand in place of the engine’s', async () => {
  const kept: [string, Review | null][] = [];
  const screen = openScreens(keeping(kept));
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/3');
  screen.press('s');
  await screen.shows('❯ [ ] Wrong Project Diagnosis');
  await screen.shows('[x] Developer Constraint Violation');
  screen.press('\r');
  await screen.shows('[x] Wrong Project Diagnosis');
  screen.press('s');
  await screen.shows('symptom    Wrong Project Diagnosis, Developer Constraint Violation');
  screen.press('x');
  await screen.shows('❯ [ ] Underspecified Instruction');
  screen.press('\r');
  await screen.shows('❯ direct');
  screen.press('\r');
  await screen.shows('[x] Underspecified Instruction');
  screen.press('x');
  await screen.shows(
    'cause      Instruction-Following Failure (direct), Underspecified Instruction (direct)',
  );
  screen.press('o');
  await screen.shows('❯ Damage, Easily Reversed in Code or Task State');
  screen.press('k');
  await screen.shows('❯ Effort and Trust Cost');
  screen.press('\r');
  await screen.shows('outcome    Effort and Trust Cost · yours; the engine: Damage, Easily Reversed');
  screen.press('r');
  await screen.shows('❯ Unknown');
  screen.press('j');
  await screen.shows('❯ Resolved: Agent by Itself');
  screen.press('\r');
  await screen.shows('resolution Resolved, Agent by Itself');
  screen.press('UUUU');
  await screen.shows('resolution Unknown · No sign of a fix.');
  expect(kept.map(([, review]) => review?.decision)).toEqual([
    ...Array(4).fill('edited'),
    ...Array(3).fill('edited'),
    undefined,
  ]);
  expect(kept[3]?.[1]?.annotation?.outcome).toEqual({ severity: 'DS1', locus: null, reasoning: '' });
});

test('a symptom of one’s own is typed, and too short a one is not taken', async () => {
  const kept: [string, Review | null][] = [];
  const screen = openScreens(keeping(kept));
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/3');
  screen.press('s');
  await screen.shows('❯ [ ] Wrong Project');
  screen.press('8');
  await screen.shows('symptom in three to eight words ▏');
  screen.press('language\r');
  await screen.shows('a symptom of your own has three to eight words');
  screen.press(' of the answer\r');
  await screen.shows('symptom    Other: language of the answer');
  expect(kept[0]?.[1]?.annotation?.symptom).toEqual({
    labels: ['S8'],
    other: 'language of the answer',
    reasoning: '',
  });
});

test('a decision that cannot be kept is taken off the screen again, and says why', async () => {
  const screen = openScreens({
    ...keeping([]),
    reviewEpisode: async () => {
      throw new UserError('The store cannot be written, and what it holds is unharmed.', 'Free some space.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/3');
  screen.press('R');
  await screen.shows('It is just none');
  screen.press('\r');
  await screen.shows('The store cannot be written');
  screen.press('v');
  await screen.shows('Nothing was rejected');
  expect(screen.frame()).not.toContain('✗ rejected');
});
