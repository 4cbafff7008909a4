import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { ReplayAction, ReplayState } from '../../src/tui/screens/replay/replay-state.ts';
import { makeEpisode, makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { replayOf } from '../helpers/open-replay.ts';

const turns = Array.from({ length: 40 }, (_, index) =>
  makeTurn(index + 1, index % 2 === 0 ? 'developer' : 'agent', textBlock(`Words of turn ${index + 1}.`)),
);
const pushbacks = [
  makePushback(9, {
    class: 'scope_objection',
    signals: [{ kind: 'words', text: 'only the footer', start: 0, end: 5 }],
  }),
  makePushback(31),
];
const origins = [{ turn: 31, onset: 12, span: null, rule: null }];
const replay = replayOf(turns, { pushbacks, origins });
const only = { type: 'only' } as const;
const trailer = { type: 'trailer' } as const;
const tick = { type: 'tick' } as const;
const shown = (state: ReplayState, one = replay) =>
  one.screen(state).map(line => stripVTControlCharacters(line).trimEnd());
/** The turns that playing comes through, to the end. */
const played = (state: ReplayState, one = replay) => {
  const seen = new Set([state.step.turn]);
  let here = state;
  for (let ticks = 0; here.playing && ticks < 500; ticks += 1) {
    here = one.from(here, tick);
    seen.add(here.step.turn);
  }
  return { turns: [...seen], end: here };
};

test('& shows the turns with pushback alone and says how many are hidden between', () => {
  const state = replay.press(only);
  expect(state.step.turn).toBe(9);
  expect(shown({ ...state, top: { turn: 9, line: 0 } })).toEqual([
    '┄ 8 turns hidden',
    expect.stringContaining('▌ 9 developer ↯ scope objection'),
    '    because “only the footer”',
    '  Words of turn 9.',
    '',
    '┄ 21 turns hidden',
    expect.stringContaining('▌ 31 developer'),
    expect.any(String),
    '  Words of turn 31.',
    '',
  ]);
  expect(replay.from(state, only).only).toBe('all');
});

test('after a find & shows the turns that match alone', () => {
  const found = replay.press(
    { type: 'find' },
    { type: 'typed', text: 'turn 2' },
    { type: 'settle' },
    { type: 'found', query: 'turn 2', found: [2, 20, 21], sums: [1, 2, 3], scanned: 40, meant: null },
    only,
  );
  expect(shown(found).join('\n')).toContain('┄ 17 turns hidden');
  expect(
    played(replay.from(found, { type: 'go', spot: { turn: 1, offset: null } }, { type: 'play' })).turns,
  ).toEqual([2, 20, 21]);
});

test.each<[string, ReplayAction, number]>([
  ['a step', { type: 'step', by: 1 }, 31],
  ['the next developer turn', { type: 'developer', by: 1 }, 31],
  ['half way', { type: 'seek', share: 0.5 }, 31],
  ['the end', { type: 'seek', share: 1 }, 31],
  ['scrolling down', { type: 'scroll', by: 200 }, 31],
  ['scrolling up', { type: 'scroll', by: -200 }, 9],
])('where only some turns show, %s comes to one of them', (_, action, turn) => {
  const from = replay.press(only);
  const state = replay.from(from, { type: 'step', by: 1 }, action);
  expect([state.step.turn, state.top.turn]).toContain(turn);
});

test('a turn that is asked for by its number and hidden is said to be hidden', () => {
  const state = replay.press(only, { type: 'go', spot: { turn: 20, offset: null } });
  expect(state.step.turn).toBe(31);
  expect(state.said).toBe('turn 20 is hidden: {only} shows all');
});

test('with nothing to show alone everything stays and it says why', () => {
  const calm = replayOf(turns);
  const state = calm.press(only);
  expect(state.only).toBe('all');
  expect(state.said).toBe('no turn with pushback to show alone');
});

test('the trailer plays the pushback from where it began to the answer after, each with its title', () => {
  const state = replay.press(trailer);
  expect(state.playing).toBe(true);
  const { turns: seen, end } = played(state);
  // The answer before and after; of a long way from the onset only what stands beside the key turns.
  expect(seen).toEqual([8, 9, 10, 12, 13, 30, 31, 32]);
  expect(end.said).toBe('end of the trailer, 2 pushbacks in 8 of 40 turns: {play} plays it again');
  const all = shown({ ...end, playing: false, top: { turn: 8, line: 0 } });
  expect(all[1]).toBe('▶ 1/2 ↯ scope objection in turn 9: “only the footer”');
  expect(replay.from(end, { type: 'play' }).step.turn).toBe(8);
});

test('in a classified session the trailer plays the episodes up to where they were put right', () => {
  const classified = replayOf(turns, {
    pushbacks,
    episodes: [makeEpisode({ onset: 4, pushback: [5], resolvedAt: 8 })],
  });
  const state = classified.press(trailer);
  expect(state.said).toBe('trailer, 1 episode: {trailer} ends it');
  expect(shown({ ...state, playing: false, top: { turn: 4, line: 0 } }, classified).slice(1, 3)).toEqual([
    '▶ 1/1 ◆ M001 Edit Of A Forbidden File (Developer Constraint',
    'Violation)',
  ]);
  expect(played(state, classified).turns).toEqual([4, 5, 6, 7, 8, 9]);
});

test('p again leaves one at the same turn among all', () => {
  const state = replay.press(trailer, tick, tick, trailer);
  expect(state.only).toBe('all');
  expect(state.playing).toBe(false);
  expect(state.step.turn).toBe(9);
  expect(shown(state).join('\n')).not.toContain('hidden');
});

test('with nothing to play the trailer says what to do', () => {
  expect(replayOf(turns).press(trailer).said).toBe(
    'nothing to play: no pushback was found here, {episodes} classifies the session',
  );
});

test('the focused view shows prompts, final answers and that a turn was stopped, and nothing else', () => {
  const stopped = replayOf([
    makeTurn(1, 'developer', textBlock('Tidy the shelf')),
    makeTurn(
      2,
      'agent',
      textBlock('First I look.'),
      toolBlock({ name: 'Read', target: 'shelf.ts' }),
      textBlock('It is tidy.'),
      { kind: 'interruption', at: null, sidechain: false },
    ),
  ]);
  const text = shown(stopped.press({ type: 'focused' }), stopped).join('\n');
  expect(text).toContain('Tidy the shelf');
  expect(text).toContain('It is tidy.');
  expect(text).toContain('stopped by the developer');
  expect(text).not.toMatch(/First I look|shelf\.ts/);
});
