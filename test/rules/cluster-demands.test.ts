import { expect, test } from 'vitest';
import { readRule } from '../../src/app/read-rule.ts';
import type { RuleProof } from '../../src/domain/proposed-rule.ts';
import { clusterDemands } from '../../src/rules/cluster-demands.ts';
import { type Demand, demandsSame, saysDemand, type Worded } from '../../src/rules/demand.ts';

const toWorded = (words: string): Worded => {
  const read = readRule(words);
  return { words, kind: read?.kind ?? null, objects: read?.objects ?? [], acts: read?.acts ?? null };
};
const same = (a: string, b: string) => demandsSame(toWorded(a), toWorded(b));

test.each([
  ['Never push to main.', 'From now on do not push anything.'],
  ['Do not touch the tax code.', 'Please leave the tax code alone.'],
  ['Never edit `src/legacy/api.ts`.', "Don't change src/legacy/api.ts, I said."],
  ['Never use default exports in this repository.', 'Do not use default exports here.'],
  ['Always run the tests after a change.', 'Always run tests after every change.'],
])('%s = %s', (a, b) => {
  expect(same(a, b)).toBe(true);
});

test.each([
  ['Never push to main.', 'Never commit without a ticket number.'],
  ['Do not touch the tax code.', 'Do not touch the auth module.'],
  ['Never edit src/a/index.ts.', 'Never edit src/b/index.ts.'],
  ['Never use default exports here.', 'Always use default exports here.'],
  ['Do not use tabs.', 'Do not use any globals.'],
  ['Oh dear, no.', 'Oh dear, not that.'],
])('%s is another rule than: %s', (a, b) => {
  expect(same(a, b)).toBe(false);
});

test('a rule file says it in its own words, and does not by naming the same things', () => {
  const says = (line: string, rule: string) => saysDemand(toWorded(line), toWorded(rule));
  expect(says('Do not push without asking the maintainer.', 'Never push to main.')).toBe(true);
  expect(says('Never use default exports; named ones only.', 'Do not use default exports here.')).toBe(true);
  expect(says('Default exports are used in pages.', 'Do not use default exports here.')).toBe(false);
  expect(says('Push tags with `git push --tags`.', 'Never push to main.')).toBe(false);
});

const sign = (session: string, turn: number, does: RuleProof['does'], words = 'words'): RuleProof => ({
  ...{ session, turn, does, words },
  at: `2026-11-0${session.length}T0${Math.min(turn, 9)}:00:00.000Z`,
});
const demand = (words: string, signs: readonly RuleProof[], lasting = true): Demand => ({
  ...toWorded(words),
  ...{ session: signs[0]?.session ?? '', agent: 'Claude Code', lasting, signs, brokenBy: [] },
  origin: `${words} ${signs[0]?.turn}`,
});
const count = (...demands: Demand[]) => clusterDemands(demands).length;
const noPush = 'Never push to main.';

test('one session that says a rule once asks for nothing; two that do, do', () => {
  expect(count(demand(noPush, [sign('a', 1, 'says')]))).toBe(0);
  expect(count(demand(noPush, [sign('a', 1, 'says')]), demand('Do not push.', [sign('bb', 3, 'says')]))).toBe(
    1,
  );
});

test('what was meant for one task asks for nothing, however often it is set', () => {
  const once = (session: string, turn: number) =>
    demand('No changes yet.', [sign(session, turn, 'says')], false);
  expect(count(once('a', 1), once('bb', 3), once('ccc', 5))).toBe(0);
});

test('a rule that was broken and had to be said again asks, and its signs come latest first', () => {
  const [cluster] = clusterDemands([
    demand(noPush, [sign('a', 1, 'says'), sign('a', 4, 'breaks'), sign('a', 5, 'again')]),
  ]);
  expect(cluster?.signs.map(({ turn }) => turn)).toEqual([5, 4, 1]);
});

test('an episode and the objection that it is told by are one sign', () => {
  const words = 'Do the migration in two steps, not in one';
  const told = (does: RuleProof['does'], turn: number): Demand => ({
    ...demand(words, [sign('a', turn, does, words)]),
    ...{ kind: null, acts: null, origin: `${does} ${turn}` },
  });
  expect(count(told('again', 5), told('episode', 5))).toBe(0);
  expect(count(told('again', 5), told('episode', 9))).toBe(1);
});

test('a turn that two logs hold counts once, and so does an objection that was pasted', () => {
  expect(count(demand(noPush, [sign('a', 1, 'says')]), demand(noPush, [sign('bb', 1, 'says')]))).toBe(0);
  const pasted = 'Error: the cache folder of the worker is not there';
  const objection = (session: string, turn: number): Demand => ({
    ...demand(pasted, [sign(session, turn, 'again', pasted)]),
    ...{ kind: null, acts: null, origin: pasted },
  });
  expect(count(objection('a', 3), objection('a', 5), objection('bb', 7))).toBe(0);
});
