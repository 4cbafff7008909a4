import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { usualKeymap } from '../../src/tui/keys/keymap.ts';
import { foundWords } from '../../src/tui/screens/replay/find-moves.ts';
import { toReplayRows } from '../../src/tui/screens/replay/replay-rows.ts';
import { openAt, type ReplayState, viewOf } from '../../src/tui/screens/replay/replay-state.ts';
import {
  fakeSession,
  makePushback,
  makeSummary,
  makeTurn,
  textBlock,
  toolBlock,
} from '../helpers/fake-session.ts';
import { findIn, openReplay, replayOf } from '../helpers/open-replay.ts';

const at = (time: string) => ({ at: `2026-11-24T${time}:00.000Z` });
const turns = [
  { ...makeTurn(1, 'developer', textBlock('The rate of the tax is wrong')), ...at('09:00') },
  {
    ...makeTurn(
      2,
      'agent',
      textBlock('I look at the rate, around the levy.'),
      toolBlock({ name: 'Read', kind: 'read', target: 'src/user_id.ts', output: 'const tax = a->b;' }),
      toolBlock({ name: 'Bash', target: 'npm run levy', status: 'rejected' }),
    ),
    ...at('09:10'),
  },
  { ...makeTurn(3, 'developer', textBlock('No, the tax rate, and round it')), ...at('10:00') },
  {
    ...makeTurn(4, 'agent', textBlock('Done.'), { kind: 'interruption', at: null, sidechain: false }),
    ...at('10:05'),
  },
];
const pushbacks = [
  makePushback(1, { class: 'failure_report', strength: 0.6 }),
  makePushback(3, { class: 'correction', strength: 0.9 }),
];
const replay = replayOf(turns, { pushbacks });
const settled = (query: string) => replay.press(...findIn(replay, query));
const foundBy = (query: string) => settled(query).find.found;
const lines = (state: ReplayState) => replay.screen(state).map(line => stripVTControlCharacters(line));
const viewOfAll = viewOf(openAt(1), 60);
const statusOf = (state: ReplayState) =>
  stripVTControlCharacters(
    toReplayRows(replay.model, makeSummary([], pushbacks), state, false, usualKeymap.replay).status,
  );

test('a turn answers when it holds all words, in whatever order and in whichever of its blocks', () => {
  expect(foundBy('tax rate')).toEqual([1, 2, 3]);
  expect(foundBy('"tax rate"')).toEqual([3]);
  expect(foundBy('wrong or levy')).toEqual([1, 2]);
});

test('what is not wanted is a word of its own, or signs anywhere', () => {
  expect(foundBy('rate -round')).toEqual([1, 2]);
  expect(foundBy('rate -"a->b"')).toEqual([1, 3]);
});

test('a word is found where one begins, whatever its letter case and accents, and code as it is written', () => {
  expect(foundBy('lev')).toEqual([2]);
  expect(foundBy('evy')).toEqual([]);
  expect(foundBy('lévy')).toEqual([2]);
  expect(foundBy('er_id')).toEqual([2]);
  expect(foundBy('user_id')).toEqual([2]);
  expect(foundBy('->')).toEqual([2]);
  expect(foundBy('TAX')).toEqual([1, 2, 3]);
});

test('a word that nothing says is taken for the likest that the session says, and the line tells it', () => {
  const state = settled('wromg rate');
  expect(state.find).toMatchObject({ query: 'wromg rate', meant: 'wrong rate', found: [1] });
  expect(statusOf(state)).toContain('nothing says so, this is “wrong rate”');
  expect(replay.press(...findIn(replay, 'zzzzz')).find).toMatchObject({ meant: null, found: [] });
});

test('each word is a match, but words said side by side as they were typed are one', () => {
  expect(foundWords(replay.model, settled('levy rate'))).toBe('1/3');
  const state = settled('tax rate');
  expect(foundWords(replay.model, state)).toBe('1/5');
  expect(replay.model.matchesIn(3, 'tax rate')).toEqual([{ block: 0, part: 'words', start: 8 }]);
});

test('a word is marked in the turns that answer, and not where another word is missing', () => {
  const markedIn = (query: string, turn: number) =>
    replay.model
      .lines(turn, { ...viewOfAll, find: query })
      .flatMap(({ found, text }) =>
        found.map(({ left, right }) => stripVTControlCharacters(text).slice(left, right)),
      );
  expect(markedIn('rate levy', 2)).toEqual(['rate', 'levy', 'levy']);
  expect(markedIn('rate levy', 1)).toEqual([]);
  expect(markedIn('rate', 1)).toEqual(['rate']);
});

test('in: says whose words, or what of the tool calls, and nothing else is marked', () => {
  expect(foundBy('in:developer tax')).toEqual([1, 3]);
  expect(foundBy('in:agent tax')).toEqual([]);
  expect(foundBy('in:output tax')).toEqual([2]);
  expect(foundBy('in:command levy')).toEqual([2]);
  expect(foundBy('in:path levy')).toEqual([]);
  expect(foundBy('in:path user_id')).toEqual([2]);
  // `Read` is the tool, not what it read.
  expect(foundBy('in:path read')).toEqual([]);
  expect(replay.model.matchesIn(2, 'in:command levy')).toEqual([{ block: 2, part: 'tool call', start: 13 }]);
});

test('filters alone find turns: each is one match at its header, which is marked', () => {
  expect(foundBy('has:pushback')).toEqual([1, 3]);
  expect(foundBy('has:refusal')).toEqual([2]);
  expect(foundBy('has:interruption')).toEqual([4]);
  const state = replay.from(settled('has:pushback'), { type: 'match', by: 1 });
  expect(foundWords(replay.model, state)).toBe('2/2');
  expect(state.step.turn).toBe(3);
  expect(state.said).toBe('');
  expect(lines(state)).toContainEqual(expect.stringMatching(/^❯ 3 developer 10:00/));
});

test('a header is marked below what tells of the turns that do not show', () => {
  const state = replay.from(settled('has:interruption'), { type: 'only' });
  const shown = lines(state);
  expect(shown.filter(line => line.startsWith('❯'))).toEqual([expect.stringMatching(/^❯ 4 agent 10:05/)]);
});

test('class, strength and the time of the turn narrow what words find', () => {
  expect(foundBy('class:correction')).toEqual([3]);
  expect(foundBy('tax strength>0.5 -class:correction')).toEqual([1]);
  expect(foundBy('rate strength<=60%')).toEqual([1]);
  expect(foundBy('rate after:2026-11-24')).toEqual([1, 2, 3]);
  expect(foundBy('rate before:2026-11-24')).toEqual([]);
});

test('a filter of the session holds for all turns or for none', () => {
  expect(foundBy('rate agent:claude project:shop')).toEqual([1, 2, 3]);
  expect(foundBy('rate agent:codex')).toEqual([]);
  expect(foundBy('rate -agent:codex')).toEqual([1, 2, 3]);
});

test('what is wrong stands on the line with its place, and the rest still finds', () => {
  const state = settled('wrong agnet:codex');
  expect(state.find.found).toEqual([1]);
  expect(statusOf(state)).toContain('column 7: there is no filter agnet: (quotes search for it as words)');
  const typing = replay.press({ type: 'find' }, { type: 'typed', text: 'has:luck' });
  expect(statusOf(typing)).toMatch(/^\/has:luck▏ .*column 1: has: wants pushback/);
  expect(foundBy('has:luck')).toEqual([]);
});

test('a turn that the filters leave out is not decoded', () => {
  const decoded: number[] = [];
  const session = fakeSession(turns);
  const one = openReplay(
    {
      ...session,
      turn: number => {
        decoded.push(number);
        return session.turn(number);
      },
    },
    { pushbacks },
  );
  findIn(one, 'rate class:correction');
  expect(decoded).toEqual([3]);
});
