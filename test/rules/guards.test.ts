import { expect, test } from 'vitest';
import { readRule } from '../../src/app/read-rule.ts';
import type { RuleGuard } from '../../src/domain/proposed-rule.ts';
import type { ToolCall } from '../../src/domain/tool-call.ts';
import { backtestGuard, type PastCall } from '../../src/rules/backtest-guard.ts';
import { guardSnippets } from '../../src/rules/guard-snippets.ts';
import { meetsGuard } from '../../src/rules/match-guard.ts';
import { shellCommands } from '../../src/rules/shell-commands.ts';
import { toRuleGuard } from '../../src/rules/to-rule-guard.ts';

const call = (more: Partial<ToolCall>): ToolCall => ({
  ...{ id: 'c1', name: 'Bash', kind: 'run', target: '', input: {}, output: null },
  ...{ status: 'ok', exitCode: 0, edits: [], subagent: null },
  ...more,
});
const run = (target: string) => call({ target });
const edit = (path: string, before: string | null = 'old') =>
  call({ name: 'Edit', kind: 'edit', target: path, edits: [{ path, before, after: 'new' }] });
const guardOf = (words: string): RuleGuard | null => {
  const read = readRule(words);
  return read && toRuleGuard(read, check => (check === 'tests' ? 'npm test' : null));
};

test('a shell line is parted as a shell parts it: quotes, operators, assignments, here-documents', () => {
  expect(shellCommands('cd app && CI=1 npm test; echo "a && git push"')).toEqual([
    ['cd', 'app'],
    ['npm', 'test'],
    ['echo', 'a && git push'],
  ]);
  expect(shellCommands('cat <<EOF\ngit push\nEOF\n(git status)')).toEqual([['cat'], ['git', 'status']]);
});

test.each([
  ['Never push to main.', { kind: 'command', act: 'deny', prefixes: ['git push'] }],
  ['Always ask me before you commit.', { kind: 'command', act: 'ask', prefixes: ['git commit'] }],
  [
    'Never run `docker compose down` here.',
    { kind: 'command', act: 'deny', prefixes: ['docker compose down'] },
  ],
  [
    'Do not edit `src/legacy/api.ts`.',
    { kind: 'path', act: 'deny', does: 'edit', globs: ['**/src/legacy/api.ts'] },
  ],
  [
    'Do not touch the tax code.',
    { kind: 'path', act: 'deny', does: 'edit', globs: ['**/tax/**', '**/tax.*'] },
  ],
  ['Always run the tests after a change.', { kind: 'check', check: 'tests', command: 'npm test' }],
])('%s', (words, guard) => {
  expect(guardOf(words)).toEqual(guard);
});

test('what a linter forbids is left to it, and met where an edit adds such a line', () => {
  const guard = guardOf('Never use default exports.') as RuleGuard;
  expect(guard).toMatchObject({ kind: 'lint', eslint: 'import/no-default-export' });
  const to = (before: string | null, after: string) =>
    call({ name: 'Edit', kind: 'edit', edits: [{ path: 'a.ts', before, after }] });
  const line = 'export default run;';
  expect(meetsGuard(guard, to('', line))).toBe(true);
  expect(meetsGuard(guard, to(line, `${line}\nrun();`))).toBe(false);
  const texts = guardSnippets(guard, ['Aider']).map(({ text }) => JSON.parse(text));
  expect(texts[0]).toEqual({ linter: { rules: { style: { noDefaultExport: 'error' } } } });
});

test('what only words can hold has no guard', () => {
  expect(guardOf('Never use emojis in comments.')).toBeNull();
});

test('a guard meets what it is about, wherever it stands in a line, and nothing that only names it', () => {
  const push = guardOf('Never push to main.') as RuleGuard;
  expect(meetsGuard(push, run('npm test && git push origin main'))).toBe(true);
  expect(meetsGuard(push, run('git commit -m "then git push"'))).toBe(false);
  expect(meetsGuard(push, run('git stash push'))).toBe(false);
  const tax = guardOf('Do not touch the tax code.') as RuleGuard;
  expect(meetsGuard(tax, edit('/home/dev/shop/src/tax/rates.ts'))).toBe(true);
  expect(meetsGuard(tax, edit('/home/dev/shop/src/syntax/rates.ts'))).toBe(false);
});

test('a ban on new documents meets a file that is made, and none that is changed', () => {
  const guard = guardOf('Do not create any markdown files.') as RuleGuard;
  const made = { ...edit('NOTES.md', null), name: 'create_file' };
  expect([meetsGuard(guard, made), meetsGuard(guard, edit('README.md'))]).toEqual([true, false]);
});

const past = (turn: number, one: ToolCall, isInnocent: boolean): PastCall => ({
  ...{ session: 's', turn, call: one, isInnocent },
});

test('a backtest tells what would have been met, and how many of it nobody minded', () => {
  const push = guardOf('Never push to main.') as RuleGuard;
  const calls = [
    past(8, { ...run('git push'), id: 'c3' }, true),
    past(6, { ...run('git push --force'), id: 'c2' }, true),
    past(2, run('git push'), false),
    past(2, run('ls'), true),
  ];
  const tested = backtestGuard(push, { sessions: 2, total: 40, calls }, new Set(['s c2']));
  expect(tested).toMatchObject({ sessions: 2, calls: 40, stopped: 3, innocent: 1 });
  expect(tested?.examples.map(({ turn, innocent }) => [turn, innocent])).toEqual([
    [6, false],
    [2, false],
    [8, true],
  ]);
});

test('each agent gets what its own documentation knows, and those of other agents nothing', () => {
  const push = guardOf('Never push to main.') as RuleGuard;
  const [claude, codex] = guardSnippets(push, ['Claude Code', 'Codex']);
  expect(JSON.parse(claude?.text ?? '')).toEqual({ permissions: { deny: ['Bash(git push:*)'] } });
  expect(codex?.text).toContain('prefix_rule(pattern = ["git","push"], decision = "forbidden"');
  expect(guardSnippets(push, ['Aider'])).toEqual([]);
});
