import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { ReplayAction, ReplayState } from '../../src/tui/screens/replay/replay-state.ts';
import { fakeSession, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { openReplay, replayOf } from '../helpers/open-replay.ts';

const lines = (what: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${what} ${index + 1}`).join('\n');
const thought = { kind: 'thinking', text: lines('thought', 7), at: null, sidechain: false } as const;
const replay = replayOf([
  makeTurn(1, 'developer', textBlock('Go')),
  makeTurn(
    2,
    'agent',
    thought,
    ...Array.from({ length: 6 }, (_, index) =>
      toolBlock({ name: 'Bash', target: `call ${index + 1}`, output: lines(`output ${index + 1}`, 5) }),
    ),
    textBlock(lines('answer', 30)),
  ),
  makeTurn(3, 'developer', textBlock('And now?')),
]);
const look = (type: 'tools' | 'thinking' | 'focused'): ReplayAction => ({ type });
const down = (by: number): ReplayAction => ({ type: 'scroll', by });
const screen = (state: ReplayState) =>
  replay.screen(state).map(line => stripVTControlCharacters(line).replace('▎', ' ').trim());

test('the line on top stays there while calls are opened, hidden and shown again', () => {
  const before = replay.press(down(13));
  expect(screen(before)[0]).toBe('answer 4');
  for (const looks of [
    ['tools'],
    ['tools', 'tools'],
    ['tools', 'tools', 'tools'],
    ['thinking'],
    ['focused'],
  ] as const)
    expect(screen(replay.from(before, ...looks.map(look)))[0]).toBe('answer 4');
});

test('the block under the playhead stays on its row', () => {
  const steps = Array.from({ length: 6 }, (): ReplayAction => ({ type: 'step', by: 1 }));
  const before = replay.press(...steps);
  const call = `✓ Bash call ${before.step.block}`;
  const rowOf = (state: ReplayState) => screen(state).findIndex(line => line.startsWith(call));
  expect(rowOf(before)).toBeGreaterThan(0);
  expect(rowOf(replay.from(before, look('tools')))).toBe(rowOf(before));
  expect(rowOf(replay.from(before, look('thinking')))).toBe(rowOf(before));
});

test('where what one reads is hidden, what stands before it comes into view', () => {
  const inside = replay.press(look('tools'), down(14));
  expect(screen(inside)[0]).toBe('output 2 4');
  expect(screen(replay.from(inside, look('tools')))[0]).toMatch(/^│ 2 agent/);
  expect(screen(replay.from(inside, look('focused')))[0]).toMatch(/^│ 2 agent/);
});

test('a resize leaves the words that one reads on top, deep in a long turn too', () => {
  const words = Array.from({ length: 600 }, (_, at) => `word${at}`).join(' ');
  const session = fakeSession([
    makeTurn(1, 'developer', textBlock('Go')),
    makeTurn(2, 'agent', textBlock(words)),
  ]);
  const wide = openReplay(session, {}, { width: 120, height: 20 });
  const narrow = openReplay(session, {}, { width: 40, height: 12 });
  const firstWord = ({ screen: rows }: typeof wide, state: ReplayState) =>
    Number(/word(\d+)/.exec(rows(state)[0] ?? '')?.[1]);
  const state = wide.press({ type: 'scroll', by: 33 });
  const read = firstWord(wide, state);
  expect(read).toBeGreaterThan(300);
  const small = narrow.from(state, { type: 'resized', before: wide.world });
  expect(Math.abs(firstWord(narrow, small) - read)).toBeLessThan(20);
  const back = wide.from(small, { type: 'resized', before: narrow.world });
  expect(Math.abs(firstWord(wide, back) - read)).toBeLessThan(20);
});
