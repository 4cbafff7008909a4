import { expect, test } from 'vitest';
import type { Block } from '../../src/domain/turn.ts';
import { findOrigins } from '../../src/pushback/find-origins.ts';
import { findStandingRules } from '../../src/pushback/ledger/create-ledger.ts';
import { toTurnFacts } from '../../src/pushback/turn-facts.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';

const edit = (path: string): Block =>
  toolBlock({ name: 'Edit', kind: 'edit', target: path, edits: [{ path, before: 'a', after: 'b' }] });
const run = (target: string): Block => toolBlock({ name: 'Bash', kind: 'run', target });

/** What turn 3 of a session is about. */
const aboutOf = (blocks: readonly Block[], objection: string, opening = 'Add a switch') => {
  const turns = [
    makeTurn(1, 'developer', textBlock(opening)),
    makeTurn(2, 'agent', ...blocks),
    makeTurn(3, 'developer', textBlock(objection)),
  ];
  const pushback = makePushback(3, { class: 'constraint_reminder' });
  const facts = turns.map(turn => toTurnFacts(turn, turn.number === 3));
  const rules = findStandingRules(turns);
  return findOrigins([pushback], facts, rules)[0]?.about;
};

test('a rule that is recalled is what it is about', () => {
  const about = aboutOf(
    [edit('package-lock.json')],
    'I told you not to touch the lockfile',
    'Add a switch. Do not touch the lockfile.',
  );
  expect(about).toEqual({ kind: 'rule', name: 'lockfile' });
});

test('a file that the developer writes of comes before the one that the agent changed', () => {
  expect(aboutOf([edit('src/Cart.ts')], 'No, tax.ts is wrong')).toEqual({ kind: 'file', name: 'tax.ts' });
  expect(aboutOf([edit('src/Cart.ts')], 'No, @src/Cart.ts is wrong')).toEqual({
    kind: 'file',
    name: 'cart.ts',
  });
  expect(aboutOf([edit('src/Cart.ts')], 'No, that is wrong')).toEqual({ kind: 'file', name: 'cart.ts' });
});

test('of several changed files none is guessed', () => {
  expect(aboutOf([edit('a.ts'), edit('b.ts'), run('npm test')], 'No, that is wrong')).toBeNull();
});

test('where nothing was changed it is the one well-known command', () => {
  expect(aboutOf([run('git push origin main')], 'Who asked for that?')).toEqual({
    kind: 'command',
    name: 'push',
  });
  expect(aboutOf([run('git push'), run('npm test')], 'Who asked for that?')).toBeNull();
  expect(aboutOf([run('ls -la')], 'Who asked for that?')).toBeNull();
});
