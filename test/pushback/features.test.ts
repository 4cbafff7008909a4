import { expect, test } from 'vitest';
import model from '../../config/pushback-model.json' with { type: 'json' };
import type { Turn } from '../../src/domain/turn.ts';
import { toFeatures } from '../../src/pushback/features.ts';
import { readGrounds } from '../../src/pushback/read-grounds.ts';
import { makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const edit = (before: string, after: string) =>
  toolBlock({ name: 'Edit', kind: 'edit', edits: [{ path: 'src/cart.ts', before, after }] });

const featuresOf = (...turns: Turn[]) => {
  const ground = [...readGrounds(turns).values()].at(-1);
  if (!ground) throw new Error('no developer turn to judge');
  return toFeatures(ground);
};

const opening = [
  makeTurn(1, 'developer', textBlock('Round the cart total to two digits')),
  makeTurn(2, 'agent', textBlock('Done, all tests pass.'), edit('return total', 'return round(total, 2)')),
];

test('what the agent did and claimed before the turn is read', () => {
  const found = featuresOf(...opening, makeTurn(3, 'developer', textBlock('cart.ts rounds twice now')));
  expect(found).toMatchObject({ 'act/claimed': 1, 'act/namesEdited': 1, 'act/asked': 0 });
  expect(found['act/edit']).toBeGreaterThan(0);
});

test('the answer is read when it is there: a concession, and an edit that puts back what stood before', () => {
  const asked = makeTurn(3, 'developer', textBlock('That is not what the tax office wants'));
  const answer = makeTurn(
    4,
    'agent',
    textBlock("You're right, I take it back."),
    edit('return round(total, 2)', 'return total'),
  );
  expect(featuresOf(...opening, asked, answer)).toMatchObject({
    'reply/here': 1,
    'reply/reply: concedes': 1,
    'reply/reverts': 1,
    'reply/sameFile': 1,
  });
  expect(Object.keys(featuresOf(...opening, asked)).filter(name => name.startsWith('reply/'))).toEqual([]);
});

test('the same error pasted again and a rule whose words come back are remembered', () => {
  const error = 'TypeError: total of line 12 is undefined';
  const found = featuresOf(
    makeTurn(1, 'developer', textBlock(`Never change the tax table. ${error}`)),
    makeTurn(2, 'agent', textBlock('Fixed.')),
    makeTurn(3, 'developer', textBlock(`The tax table change is in there\n${error.replace('12', '14')}`)),
  );
  expect(found['history/rule']).toBeGreaterThan(0.5);
  const again = featuresOf(
    makeTurn(1, 'developer', textBlock(`Look at this:\n${error}`)),
    makeTurn(2, 'agent', textBlock('Fixed.')),
    makeTurn(3, 'developer', textBlock(error.replace('12', '14'))),
  );
  expect(again['history/sameError']).toBe(1);
});

test('a question mark inside a path asks nothing', () => {
  const name = 'signs/turn: question';
  const ask = (words: string) => featuresOf(...opening, makeTurn(3, 'developer', textBlock(words)))[name];
  expect(ask('open /orders?page=2 in the browser')).toBeUndefined();
  expect(ask('is it rounded twice?')).toBe(1);
});

test('the fitted model knows no word of any log: every name is a cue, a sign or a count', () => {
  const groups = /^(?:cues|signs|shape|act|history|marks|reply)\//;
  expect([...model.now.names, ...model.later.names].filter(name => !groups.test(name))).toEqual([]);
  expect(model.now.names.filter(name => name.startsWith('reply/'))).toEqual([]);
});
