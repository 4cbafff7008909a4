import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { toArc } from '../../src/tui/screens/episodes/arc.ts';
import { toEpisodeLines } from '../../src/tui/screens/episodes/episode-lines.ts';
import { toPlanLines } from '../../src/tui/screens/episodes/plan-lines.ts';
import type { Entry } from '../../src/tui/screens/episodes/reviewing.ts';
import { makeEpisode, makePlan } from '../helpers/fake-session.ts';

const linesOf = ({ episode = makeEpisode(), why = null }: Partial<Entry>, width = 100): string[] => {
  const entry: Entry = { summary: null, key: '2026-11-09 M001', episode, why };
  return toEpisodeLines({ at: 0, entry, quote: null }, 4, width).lines.map(line =>
    stripVTControlCharacters(line),
  );
};

test('an episode says what it cost until it was seen, and on a narrow screen the line wraps', () => {
  const span = { turns: 3, toolCalls: 12, minutes: 41.5, tokens: 151_914 };
  const at = (width: number) => linesOf({ episode: makeEpisode({ span }) }, width);
  expect(at(100)).toContain('    undetected 3 turns, 12 tool calls, 41.5 minutes, 151,914 tokens');
  const from = at(40).findIndex(line => line.includes('undetected'));
  expect(at(40).slice(from, from + 2)).toEqual([
    '    undetected 3 turns, 12 tool calls,',
    '    41.5 minutes, 151,914 tokens',
  ]);
});

test('the question before sending tells another computer from a program on this one', () => {
  const first = (endpoint: string) =>
    stripVTControlCharacters(toPlanLines(makePlan({ endpoint }), 100)[0] ?? '');
  expect(first('http://127.0.0.1:8080/v1')).toContain('a program on this machine');
  expect(first('http://localhost/v1')).toContain('a program on this machine');
  expect(first('https://localhost.example.org/v1')).toContain('would leave this machine');
  expect(first('https://api.openai.com/v1')).toContain('would leave this machine');
});

test('its course stands on a strip: where it began, where it was pushed back on, where it was put right', () => {
  const arc = (episode: Parameters<typeof toArc>[0], turns = 40, width = 30) =>
    toArc(episode, turns, width).map(line => stripVTControlCharacters(line));
  expect(arc({ onset: 10, pushback: [13], resolvedAt: 16 })).toEqual([
    '··········◇━━━━↯━━━✓··········',
    '◇ turn 10 begins → ↯ turn 13 pushed back → ✓ turn 16 put right',
  ]);
  expect(arc({ onset: null, pushback: [1], resolvedAt: null }, 1)).toEqual([
    '↯',
    'the log does not show where it began → ↯ turn 1 pushed back → no fix seen',
  ]);
  expect(arc({ onset: 1, pushback: [2, 3], resolvedAt: 400 }, 400, 8)[0]).toBe('◇↯↯━━━━✓');
});

test('a person’s label stands before the engine’s, and a rejection says why', () => {
  const { annotation } = makeEpisode();
  const own = { ...annotation, symptom: { labels: ['S2' as const], other: null, reasoning: '' } };
  const review = { decision: 'edited', annotation: own, reason: null, note: 'seen twice', at: '2026-11-12' };
  const edited = linesOf({ episode: makeEpisode({ review: { ...review, decision: 'edited' } }) }, 200);
  expect(edited[0]).toContain('M001 Edit Of A Forbidden File S2');
  expect(edited).toContain('    ✎ accepted with your labels 2026-11-12');
  expect(edited).toContain('    note seen twice');
  expect(edited).toContain(
    '    symptom    Misread Developer Intent · yours; the engine: Developer Constraint Violation. A quoted ban was broken.',
  );
  const rejected = makeEpisode({
    review: { ...review, annotation: null, decision: 'rejected', reason: 'invisible_project_context' },
  });
  expect(linesOf({ episode: rejected })).toContain('    ✗ rejected 2026-11-12: invisible project context');
});
