import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { foundWords } from '../../src/tui/screens/replay/find-moves.ts';
import { markMatch, placesOf } from '../../src/tui/screens/replay/match-place.ts';
import type { ReplayAction, ReplayState } from '../../src/tui/screens/replay/replay-state.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { replayOf } from '../helpers/open-replay.ts';

const filler = 'Nothing of note happened here.\n'.repeat(40);
const turns = [
  makeTurn(1, 'developer', textBlock('Look at the ledger')),
  makeTurn(
    2,
    'agent',
    textBlock(`The ledger is small.\n${filler}A second Ledger, and a third ledger.`),
    toolBlock({ name: 'Bash', target: 'cat ledger.txt', output: 'the ledger is empty' }),
    { kind: 'thinking', text: 'Which ledger?', at: null, sidechain: false },
  ),
  makeTurn(3, 'developer', textBlock('No')),
  makeTurn(4, 'agent', textBlock('The ledger is kept.')),
];
const replay = replayOf(turns, { pushbacks: [makePushback(3)] });
const next = { type: 'match', by: 1 } as const;
const back = { type: 'match', by: -1 } as const;
const search = (one: typeof replay, query: string): ReplayAction[] => {
  const found: number[] = [];
  const sums: number[] = [];
  for (let turn = 1; turn <= one.model.total(); turn += 1) {
    const count = one.model.countMatches(turn, query);
    if (count > 0) {
      found.push(turn);
      sums.push((sums.at(-1) ?? 0) + count);
    }
  }
  return [
    { type: 'find' },
    { type: 'typed', text: query },
    { type: 'settle' },
    { type: 'found', query, found, sums, scanned: one.model.total() },
  ];
};
const found = (...more: ReplayAction[]) => replay.press(...search(replay, 'ledger'), ...more);
const shows = (state: ReplayState) => replay.screen(state).map(line => stripVTControlCharacters(line));
const at = (state: ReplayState) => foundWords(replay.model, state);

test('every match is counted and stepped to, also several in one turn', () => {
  const states = Array.from({ length: 8 }, (_, presses) => found(...new Array(presses).fill(next)));
  expect(states.map(at)).toEqual(['1/8', '2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8']);
  expect(states.map(({ step }) => step.turn)).toEqual([1, 2, 2, 2, 2, 2, 2, 4]);
  expect(at(found(next, next, back))).toBe('2/8');
});

test('the line of the match is in view and has a sign of its own', () => {
  expect(shows(found(next, next))).toContainEqual('❯ A second Ledger, and a third ledger.');
  expect(shows(found())).toContainEqual('❯ Look at the ledger');
});

test('n wraps round the end and N round the beginning, with a word', () => {
  const last = found(...new Array(8).fill(next));
  expect(at(last)).toBe('1/8');
  expect(last.said).toBe('past the end, from the beginning');
  const first = found(back);
  expect(at(first)).toBe('8/8');
  expect(first.said).toBe('past the beginning, from the end');
});

test('a match that is not drawn says which key shows it', () => {
  expect(found(...new Array(4).fill(next)).said).toBe('');
  expect(found(...new Array(5).fill(next)).said).toBe('it stands in the output of this call: t shows it');
  expect(found({ type: 'tools' }, ...new Array(5).fill(next)).said).toBe('');
  expect(found(...new Array(6).fill(next)).said).toBe('it stands in thinking: T shows it');
  expect(found({ type: 'thinking' }, ...new Array(6).fill(next)).said).toBe('');
});

test('how many there are stands there before one has gone to the first', () => {
  const [open, typed, , all] = search(replay, 'ledger');
  if (!open || !typed || !all) throw new Error('no search');
  expect(at(replay.press(open, typed, all))).toBe('8 matches in 3 turns');
  expect(at(replay.press(...search(replay, 'nowhere')))).toBe('no match');
  expect(replay.press(...search(replay, 'nowhere')).said).toBe('no match');
  expect(replay.press(next).said).toBe('nothing is looked for yet: / finds');
});

test('where only some turns show, matches of the others are passed over', () => {
  const state = replay.press({ type: 'only' }, ...search(replay, 'ledger'));
  expect(state.said).toBe('no match shows: & shows all');
});

test('a match that is wrapped over two lines is marked on both', () => {
  const lines = ['  one two', '  three four'];
  expect(placesOf(lines, 'twothree', 0)).toEqual([
    { line: 0, start: 6, end: 9 },
    { line: 1, start: 2, end: 7 },
  ]);
  expect(placesOf(lines, 'o', 2)).toEqual([{ line: 1, start: 9, end: 10 }]);
  expect(placesOf(lines, 'o', 9)).toEqual([]);
});

test('a match that is wrapped at its blank, or goes on behind a bar, is marked at its words alone', () => {
  expect(placesOf(['  say one', '  two more'], 'one two', 0)).toEqual([
    { line: 0, start: 6, end: 9 },
    { line: 1, start: 2, end: 5 },
  ]);
  expect(placesOf(['  │ say (one', '  │ two) more'], '(one two)', 0)).toEqual([
    { line: 0, start: 8, end: 12 },
    { line: 1, start: 4, end: 8 },
  ]);
});

test('marking a match changes no width and no words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ maxLength: 20 }),
      (before, after) => {
        const line = `  ${stripVTControlCharacters(before).replace(/needle/gi, '')}needle${stripVTControlCharacters(after)}`;
        const [place] = placesOf([line], 'needle', 0);
        if (!place) return;
        const marked = stripVTControlCharacters(markMatch(line, place));
        expect(marked.slice(2)).toBe(line.slice(2));
        expect(stringWidth(marked)).toBe(stringWidth(line));
      },
    ),
  );
});
