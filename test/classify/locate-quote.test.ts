import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locateQuote, turnEvidenceText } from '../../src/classify/locate-quote.ts';
import { turnText } from '../../src/domain/turn.ts';
import { makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const turns = [
  makeTurn(1, 'developer', textBlock('Do not touch the lock file, please. Use the “staging” host.')),
  makeTurn(
    2,
    'agent',
    textBlock('I updated `package-lock.json` and\n  everything is green now.'),
    toolBlock({
      name: 'Bash',
      target: 'npm test',
      status: 'error',
      exitCode: 1,
      output: '3 tests failed in cart',
    }),
  ),
  makeTurn(3, 'developer', textBlock('No, I said not to touch the lock file.')),
];
const find = (turn: number, quote: string) => locateQuote({ turn, quote, context: 'why' }, turns);

test('a quote in its turn is found as it is', () => {
  expect(find(3, 'I said not to touch')).toEqual({
    turn: 3,
    quote: 'I said not to touch',
    context: 'why',
    located: 'exact',
    start: 4,
    end: 23,
  });
});

test('white space, quote marks, case and Markdown marks do not hide a quote, and the log’s own words come back', () => {
  expect(find(2, 'I updated package-lock.json and everything is GREEN')).toMatchObject({
    located: 'normalised',
    quote: 'I updated `package-lock.json` and\n  everything is green',
  });
  expect(find(1, 'Use the "staging" host')).toMatchObject({
    located: 'normalised',
    quote: 'Use the “staging” host',
  });
});

test('a quote across our truncation mark is found at its longest piece', () => {
  const quote = 'I updated [... 90 characters left out ...] everything is green now.';
  expect(find(2, quote)).toMatchObject({ located: 'normalised', quote: 'everything is green now.' });
  expect(find(2, 'everything is green now. [... 9 characters left out ...] I updated')?.located).not.toBe(
    'normalised',
  );
});

test('a nearly right quote is found whole-worded, another sentence is not found', () => {
  expect(find(3, 'No, I said not to touch the lockfile.')).toMatchObject({ located: 'fuzzy', turn: 3 });
  expect(find(3, 'Please rewrite the checkout page in another framework')).toBeNull();
});

test('a quote in another turn puts the turn right', () => {
  expect(find(3, 'Do not touch the lock file, please.')).toMatchObject({ turn: 1, located: 'exact' });
  expect(find(99, 'everything is green now')).toMatchObject({ turn: 2, located: 'exact' });
});

test('what a tool said is found behind the text of the turn', () => {
  expect(find(2, '3 tests failed in cart')).toMatchObject({ turn: 2, located: 'exact' });
  const [, agent] = turns;
  expect(agent && turnEvidenceText(agent).startsWith(turnText(agent))).toBe(true);
});

test('an empty quote, or a few letters of another turn, are nothing', () => {
  expect(find(1, '  ')).toBeNull();
  expect(find(1, 'cart')).toBeNull();
});

test('every stretch of a turn is found, and the offsets always give the quote', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.nat(200),
      fc.nat(200),
      (text, from, length) => {
        const turn = makeTurn(1, 'developer', textBlock(text));
        const quote = turnEvidenceText(turn).slice(from, from + length);
        const found = locateQuote({ turn: 1, quote, context: '' }, [turn]);
        if (found) expect(turnEvidenceText(turn).slice(found.start, found.end)).toBe(found.quote);
        if (quote.replace(/[\s*`\p{Cf}\p{Cc}]/gu, '').length >= 2) expect(found?.located).toBe('exact');
      },
    ),
  );
});

test('a turn of a megabyte is searched nearly in one pass', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(40_000);
  const big = makeTurn(1, 'agent', textBlock(`${filler}The migration ran without any errors. ${filler}`));
  const quote = 'The migration ran wihtout any errors.';
  expect(locateQuote({ turn: 1, quote, context: '' }, [big])).toMatchObject({
    located: 'fuzzy',
    quote: 'The migration ran without any errors.',
  });
});
