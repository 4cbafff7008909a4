import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { plainReading } from '../../src/tui/screens/replay/blocks/passage.ts';
import { foundWords } from '../../src/tui/screens/replay/find-moves.ts';
import { markMatch } from '../../src/tui/screens/replay/match-place.ts';
import { createReplayModel } from '../../src/tui/screens/replay/replay-model.ts';
import {
  openAt,
  type ReplayAction,
  type ReplayState,
  viewOf,
} from '../../src/tui/screens/replay/replay-state.ts';
import { noFacts } from '../../src/tui/screens/replay/session-facts.ts';
import { toMarkdownFlows } from '../../src/tui/text/markdown/markdown-flows.ts';
import { parseMarkdown } from '../../src/tui/text/markdown/parse-markdown.ts';
import { isColourless } from '../../src/tui/theme.ts';
import { fakeSession, makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { replayOf, findIn as search } from '../helpers/open-replay.ts';

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

test('a match that is not drawn says which action shows it', () => {
  expect(found(...new Array(4).fill(next)).said).toBe('');
  expect(found(...new Array(5).fill(next)).said).toBe(
    'it stands in the output of this call: {tools} shows it',
  );
  expect(found({ type: 'tools' }, ...new Array(5).fill(next)).said).toBe('');
  expect(found(...new Array(6).fill(next)).said).toBe('it stands in thinking: {thinking} shows it');
  expect(found({ type: 'thinking' }, ...new Array(6).fill(next)).said).toBe('');
});

test('how many there are stands there before one has gone to the first', () => {
  const [open, typed, , all] = search(replay, 'ledger');
  if (!open || !typed || !all) throw new Error('no search');
  expect(at(replay.press(open, typed, all))).toBe('8 matches in 3 turns');
  expect(at(replay.press(...search(replay, 'nowhere')))).toBe('no match');
  expect(replay.press(...search(replay, 'nowhere')).said).toBe('no match');
  expect(replay.press(next).said).toBe('nothing is looked for yet: {find} finds');
});

test('where only some turns show, matches of the others are passed over', () => {
  const state = replay.press({ type: 'only' }, ...search(replay, 'ledger'));
  expect(state.said).toBe('no match shows: {only} shows all');
});

/** The lines of a turn with what of its `nth` match is drawn on each, by columns. */
const drawn = (text: string, query: string, nth: number, more: { links?: boolean; width?: number } = {}) => {
  const model = createReplayModel(fakeSession([makeTurn(1, 'agent', textBlock(text))]), noFacts, undefined, {
    ...plainReading,
    links: more.links ?? false,
    parse: parseMarkdown,
    highlight: null,
  });
  const view = { ...viewOf(openAt(1), more.width ?? 60), find: query };
  const match = model.matchesIn(1, query)[nth];
  return model.lines(1, view).flatMap(line => {
    const place = line.found.find(({ start }) => start === match?.start);
    const plain = stripVTControlCharacters(line.text);
    return place ? [plain.slice(place.left, place.right)] : [];
  });
};

test('a match that is wrapped, also behind a bar, is marked at its words on each line', () => {
  expect(drawn('some one two', 'one two', 0, { width: 12 })).toEqual(['one', 'two']);
  expect(drawn('> some words say (one two) here and more', '(one two)', 0, { width: 26 })).toEqual([
    '(one',
    'two)',
  ]);
});

test('the match that is marked is the one that is counted, also where Markdown hides words before it', () => {
  const text = 'See [the rate](https://rate.example/rate) for **rate** and `rate`.';
  const all = (links: boolean) => [0, 1, 2, 3, 4].map(nth => drawn(text, 'rate', nth, { links, width: 90 }));
  expect(all(false)).toEqual(new Array(5).fill(['rate']));
  expect(all(true)).toEqual(new Array(5).fill(['rate']));
  expect(drawn('a **b** c', '**', 0)).toEqual(isColourless() ? ['**'] : []);
});

test('an address stands behind its link as long as it holds what is looked for', () => {
  const source = 'See [the list](https://rate.example/a).';
  const text = (find: string) =>
    toMarkdownFlows({
      source,
      isFound: piece => find !== '' && piece.toLowerCase().includes(find.toLowerCase()),
      width: 60,
      keepsMarks: false,
      links: true,
      parse: parseMarkdown,
      highlight: null,
    })
      .flatMap(({ spans }) => spans.map(span => span.text))
      .join('');
  expect(text('')).toBe('See the list.');
  expect(text('list')).toBe('See the list.');
  expect(text('Rate')).toBe('See the list (https://rate.example/a).');
});

test('marking a match changes no width and no words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ maxLength: 20 }),
      (before, after) => {
        const line = `  ${stripVTControlCharacters(before).replace(/needle/gi, '')}needle${stripVTControlCharacters(after)}`;
        const left = stringWidth(line.slice(0, line.indexOf('needle')));
        const place = { left, right: left + 6 };
        const marked = stripVTControlCharacters(markMatch(line, place));
        expect(marked.slice(2)).toBe(line.slice(2));
        expect(stringWidth(marked)).toBe(stringWidth(line));
      },
    ),
  );
});

const lines = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1}`).join('\n');
const script = `set -e\n${lines(30, 'echo')}\nrun ledger`;
const withEdits = replayOf([
  makeTurn(1, 'developer', textBlock('Rename it')),
  makeTurn(
    2,
    'agent',
    toolBlock({
      name: 'Edit',
      target: 'src/tax.ts',
      output: 'ledger kept',
      edits: [
        {
          path: 'src/tax.ts',
          before: `// ledger far away\n${lines(20, 'line')}\nconst ledger = 1;`,
          after: `// ledger far away\n${lines(20, 'line')}\nconst ledgers = 2;`,
        },
        { path: 'src/new.ts', before: null, after: 'export ledger;\n' },
      ],
    }),
    toolBlock({ name: 'Bash', target: script }),
  ),
]);

test('matches in the edits of a call are counted as they are drawn, the new and the old line, and stepped to', () => {
  const full = { type: 'tools' } as const;
  const seen = (presses: number) =>
    withEdits.press(full, ...search(withEdits, 'ledger'), ...new Array(presses).fill(next));
  const marked = (presses: number) =>
    withEdits
      .screen(seen(presses))
      .map(line => stripVTControlCharacters(line))
      .filter(line => line.startsWith('❯'))
      .map(line => line.trim());
  expect(foundWords(withEdits.model, seen(0))).toBe('1/5');
  expect(marked(0)).toEqual(['❯   - const ledger = 1;']);
  expect(marked(1)).toEqual(['❯   + const ledgers = 2;']);
  expect(marked(2)).toEqual(['❯   +    1 export ledger;']);
  expect(marked(3)).toEqual(['❯   ledger kept']);
});

test('a match in an edit that is not drawn says which action shows it', () => {
  expect(withEdits.press(...search(withEdits, 'ledger')).said).toBe(
    'it stands in an edit of this call: {tools} shows it',
  );
});

test('a long command is drawn whole where its call is opened, and what it says far down is found there', () => {
  const found = withEdits.press({ type: 'tools' }, ...search(withEdits, 'run ledger'));
  expect(found.said).toBe('');
  const shown = withEdits.screen(found).map(line => stripVTControlCharacters(line));
  expect(shown.some(line => line.replace('▎', '').trim() === 'echo 30')).toBe(true);
  expect(shown.some(line => line.startsWith('❯') && line.includes('run ledger'))).toBe(true);
});
