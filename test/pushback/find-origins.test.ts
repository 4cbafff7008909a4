import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pushback } from '../../src/domain/pushback.ts';
import type { StandingRule } from '../../src/domain/standing-rule.ts';
import type { Block, Turn } from '../../src/domain/turn.ts';
import { findOrigins } from '../../src/pushback/find-origins.ts';
import { findStandingRules } from '../../src/pushback/ledger/create-ledger.ts';
import { toTurnFacts } from '../../src/pushback/turn-facts.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const edit = (path: string): Block =>
  toolBlock({ name: 'Edit', kind: 'edit', target: path, edits: [{ path, before: 'a', after: 'b' }] });

const play = (...told: readonly (string | readonly Block[])[]): Turn[] =>
  told.map((one, index) => {
    const at = `2026-11-01T10:${String(index * 2).padStart(2, '0')}:00.000Z`;
    const turn =
      typeof one === 'string'
        ? makeTurn(index + 1, 'developer', textBlock(one))
        : makeTurn(index + 1, 'agent', ...one);
    return { ...turn, at, endedAt: at };
  });

const originsOf = (
  turns: readonly Turn[],
  pushbacks: readonly Pushback[],
  rules: readonly StandingRule[] = [],
) => {
  const facts = turns.map(turn =>
    toTurnFacts(
      turn,
      pushbacks.some(one => one.turn === turn.number),
    ),
  );
  return findOrigins(pushbacks, facts, rules).map(({ origin }) => origin);
};

test('a pushback began in the agent turn right before it, and cost what lies between', () => {
  const turns = play('Add a switch', [edit('a.ts'), edit('b.ts')], 'No, that is wrong');
  expect(originsOf(turns, [makePushback(3)])).toEqual([
    { turn: 3, onset: 2, span: { turns: 1, toolCalls: 2, minutes: 2, tokens: null }, rule: null },
  ]);
});

test('the same complaint once more began where the first one did', () => {
  const turns = play(
    'Add it',
    [edit('a.ts')],
    'The list is empty',
    [edit('a.ts')],
    'Still empty',
    [edit('a.ts')],
    'still nothing',
  );
  const pushbacks = [3, 5, 7].map(turn => makePushback(turn, { class: 'failure_report' }));
  expect(originsOf(turns, pushbacks).map(({ onset, span }) => [onset, span?.turns, span?.toolCalls])).toEqual(
    [
      [2, 1, 1],
      [2, 3, 2],
      [2, 5, 3],
    ],
  );
});

test('another complaint in the next turn has its own beginning', () => {
  const turns = play(
    'Add it',
    [edit('a.ts')],
    'The list is empty',
    [edit('a.ts')],
    'Rename the button, not the page',
  );
  const pushbacks = [makePushback(3, { class: 'failure_report' }), makePushback(5, { class: 'correction' })];
  expect(originsOf(turns, pushbacks).map(({ onset }) => onset)).toEqual([2, 4]);
});

test('praise or another error in the next turn begins anew, also in the same words', () => {
  for (const next of [
    'Great, it works now! But the list is empty on Sundays',
    'Another error: the list is empty',
  ]) {
    const turns = play('Add it', [edit('a.ts')], 'The list is empty', [edit('a.ts')], next);
    const pushbacks = [3, 5].map(turn => makePushback(turn, { class: 'failure_report' }));
    expect(originsOf(turns, pushbacks).map(({ onset }) => onset)).toEqual([2, 4]);
  }
});

test('a file inside pasted code leads nowhere', () => {
  const paste = 'This fails:\n```\ntax.ts:3 boom\n```';
  const turns = play('Add it', [edit('src/tax.ts')], 'Go on', [edit('src/cart.ts')], paste);
  expect(originsOf(turns, [makePushback(5)])[0]?.onset).toBe(4);
});

test('a complaint about a file began where that file was last edited', () => {
  const turns = play(
    'Add it',
    [edit('src/tax.ts')],
    'Go on',
    [edit('src/cart.ts')],
    'tax.ts rounds the wrong way',
  );
  expect(originsOf(turns, [makePushback(5)])[0]).toMatchObject({
    onset: 2,
    span: { turns: 3, toolCalls: 2, minutes: 6 },
  });
});

test('a file that the turn before edited too, or that nobody edited, leads nowhere else', () => {
  const both = play(
    'Add it',
    [edit('src/tax.ts')],
    'Go on',
    [edit('src/tax.ts')],
    'tax.ts rounds the wrong way',
  );
  expect(originsOf(both, [makePushback(5)])[0]?.onset).toBe(4);
  const neither = play('Add it', [edit('a.ts')], 'Go on', [edit('b.ts')], 'tax.ts rounds the wrong way');
  expect(originsOf(neither, [makePushback(5)])[0]?.onset).toBe(4);
});

test('a reminder of a rule began where the rule was first broken, unseen until then', () => {
  const turns = play(
    "Tidy up, but don't touch src/tax.ts.",
    [edit('src/tax.ts')],
    'Now the footer.',
    [edit('src/footer.ts')],
    'I told you not to touch src/tax.ts',
  );
  const rules = findStandingRules(turns);
  expect(originsOf(turns, [makePushback(5, { class: 'constraint_reminder' })], rules)).toEqual([
    { turn: 5, onset: 2, span: { turns: 3, toolCalls: 2, minutes: 6, tokens: null }, rule: 0 },
  ]);
});

test('a stop without words began in the turn that was stopped', () => {
  const turns = play('Add it', [edit('a.ts')]);
  expect(originsOf(turns, [makePushback(2, { class: 'interruption' })])[0]).toEqual({
    turn: 2,
    onset: 2,
    span: { turns: 0, toolCalls: 1, minutes: 0, tokens: null },
    rule: null,
  });
});

test('where the log has no times there are no minutes, and without an agent turn no onset', () => {
  const untimed = play('Add it', [edit('a.ts')], 'No').map(turn => ({ ...turn, at: null, endedAt: null }));
  expect(originsOf(untimed, [makePushback(3)])[0]?.span?.minutes).toBeNull();
  expect(originsOf(play('No, wrong'), [makePushback(1)])[0]).toMatchObject({ onset: null, span: null });
});

test('a span sums the tokens of the agent turns in it, as far as the log tells them', () => {
  const told = (...tokens: readonly (number | null)[]) =>
    play('Add it', [edit('a.ts')], 'a.ts is empty', [edit('b.ts')], 'a.ts is still empty').map(
      (turn, index) => ({ ...turn, tokens: tokens[index] ?? null }),
    );
  const pushbacks = [3, 5].map(turn => makePushback(turn, { class: 'failure_report' }));
  const spent = (turns: readonly Turn[]) => originsOf(turns, pushbacks).map(({ span }) => span?.tokens);
  expect(spent(told(null, 700, null, 90))).toEqual([700, 790]);
  expect(spent(told(null, null, null, 90))).toEqual([null, 90]);
  expect(spent(told(null, 0, null, null))).toEqual([0, 0]);
  expect(spent(told())).toEqual([null, null]);
});

test('a stop without words cost the tokens of the turn that was stopped', () => {
  const turns = play('Add it', [edit('a.ts')]).map(turn => ({ ...turn, tokens: turn.number * 10 }));
  expect(originsOf(turns, [makePushback(2, { class: 'interruption' })])[0]?.span?.tokens).toBe(20);
});

test('whatever a session holds, an onset is an agent turn before its pushback and nothing throws', () => {
  const told = fc.oneof(
    fc
      .constantFrom('no', 'still wrong', 'a.ts is wrong', "don't touch a.ts", 'I said not to touch a.ts')
      .map(words => words),
    fc.array(fc.constantFrom(edit('a.ts'), edit('b.ts')), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), all => {
      const turns = play(...all);
      const pushbacks = turns
        .filter(({ speaker }) => speaker === 'developer')
        .map(({ number }) => makePushback(number));
      const origins = originsOf(turns, pushbacks, findStandingRules(turns));
      expect(origins.map(({ turn }) => turn)).toEqual(pushbacks.map(({ turn }) => turn));
      for (const { turn, onset, span } of origins) {
        if (onset === null) continue;
        expect(turns[onset - 1]?.speaker).toBe('agent');
        expect(span?.turns).toBe(turn - onset);
        expect(onset).toBeLessThan(turn);
      }
    }),
  );
});
