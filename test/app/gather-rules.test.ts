import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherRules } from '../../src/app/gather-rules.ts';
import { sampleNamed } from '../helpers/samples.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

/** The sample with a broken ban, as if it had been worked on in this folder. */
const shopLog = (folder: string): string => {
  const { text } = sampleNamed('checkout-currency/b0ca5f7f');
  return writeText(join(emptyFolder(), 'projects/shop/s.jsonl'), text.replaceAll('/home/dev/shop', folder));
};

const git = (folder: string, date: string, ...args: string[]): void => {
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.org'];
  execFileSync('git', [...who, ...args], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
};
const commit = (folder: string, date: string, text: string): void => {
  writeText(join(folder, 'CLAUDE.md'), text);
  git(folder, date, 'add', '-A');
  git(folder, date, 'commit', '-q', '-m', 'Write down the rules');
};
const repository = (): string => {
  const folder = emptyFolder();
  git(folder, '2026-09-01T00:00:00Z', 'init', '-q');
  return folder;
};

const rulesOf = async (log: string) => {
  const dir = emptyFolder();
  const { rules } = await gatherRules(
    {
      library: { roots: [log], index: join(dir, 'index.db'), program: 'test', glance: false, told: [] },
      ...{ filters: {}, store: dir, threshold: null, home: '/nobody', hasStore: false },
    },
    () => {},
  );
  return rules;
};

test('a rule that no file says is absent, and gets a line for the file that the agent reads', async () => {
  const folder = repository();
  commit(folder, '2026-09-01T00:00:00Z', '# Shop\n\nPrices are in cents.\n');
  const [rule, ...others] = await rulesOf(shopLog(folder));
  expect(others).toEqual([]);
  expect(rule).toMatchObject({ project: folder, signs: 3, sessions: 1, breaks: 1, kind: 'ban' });
  expect(rule?.evidence.map(({ turn, does }) => [turn, does])).toEqual([
    [3, 'again'],
    [2, 'breaks'],
    [1, 'says'],
  ]);
  expect(rule?.evidence[0]?.words).toBe('I told you not to touch the tax code.');
  expect(rule?.presence).toEqual({
    state: 'absent',
    said: null,
    atSigns: { inForce: 0, notYet: 3, unknown: 0 },
  });
  expect(rule?.proposal).toEqual({
    kind: 'line',
    file: 'CLAUDE.md',
    text: '- Do not touch the tax code',
  });
  expect(rule?.backtest).toMatchObject({ stopped: 1, innocent: 0 });
});

test('one that stood there when it was broken is ignored, and gets a guard', async () => {
  const folder = repository();
  commit(folder, '2026-09-01T00:00:00Z', '# Shop\n\n- Never touch the tax code.\n');
  const [rule] = await rulesOf(shopLog(folder));
  expect(rule?.presence).toEqual({
    state: 'ignored',
    said: { file: 'CLAUDE.md', line: 3, text: 'Never touch the tax code.' },
    atSigns: { inForce: 3, notYet: 0, unknown: 0 },
  });
  const { proposal } = rule ?? {};
  const snippets = proposal?.kind === 'guard' ? proposal.snippets : [];
  expect(snippets.map(({ agent, file }) => [agent, file])).toEqual([
    ['Claude Code', '.claude/settings.json'],
  ]);
  expect(snippets[0]?.text).toContain('Edit(**/tax/**)');
});

test('one that was written down afterwards is said, and nothing is proposed', async () => {
  const folder = repository();
  commit(folder, '2026-10-01T00:00:00Z', '- Never touch the tax code.\n');
  const [rule] = await rulesOf(shopLog(folder));
  expect(rule?.presence.state).toBe('said');
  expect(rule?.presence.atSigns).toEqual({ inForce: 0, notYet: 3, unknown: 0 });
  expect(rule?.proposal).toBeNull();
});

test('without git nobody knows since when a file says it; without the folder, not even whether', async () => {
  const folder = emptyFolder();
  writeText(join(folder, 'AGENTS.md'), 'Leave the tax code alone.\n');
  const [rule] = await rulesOf(shopLog(folder));
  expect(rule?.presence).toMatchObject({ state: 'said', atSigns: { unknown: 3 } });
  const [elsewhere] = await rulesOf(shopLog('/nowhere/on/this/machine'));
  expect(elsewhere).toMatchObject({ folder: null, presence: { state: 'unknown' } });
});

test('nothing of the project is changed by looking', async () => {
  const folder = repository();
  commit(folder, '2026-09-01T00:00:00Z', 'Prices are in cents.\n');
  await rulesOf(shopLog(folder));
  expect(readFileSync(join(folder, 'CLAUDE.md'), 'utf8')).toBe('Prices are in cents.\n');
  const env = { PATH: process.env.PATH ?? '' };
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: folder, env, encoding: 'utf8' })).toBe('');
});

test('a rule is told without what its sentence says of the task, secrets hidden, nothing for a terminal to obey', async () => {
  const { text } = sampleNamed('checkout-currency/b0ca5f7f');
  const key = 'sk-ant-api03-Invented0Key0For0Tests0Of0Redaction0aaaaaaaaaaaaaaaaaaaa';
  const hostile = text.replace(
    'Do not touch the tax code, ',
    `Do not touch the tax code \\u001b[31m${key}, `,
  );
  const log = writeText(join(emptyFolder(), 'projects/shop/s.jsonl'), hostile);
  const [rule] = await rulesOf(log);
  expect(rule?.rule).toMatch(/^Do not touch the tax code \[REDACTED/);
  const told = JSON.stringify(rule);
  expect(told).not.toContain(key);
  expect(told).not.toMatch(/\\u001b/);
});

test('on worktrees of one repository a project is one', async () => {
  const folder = repository();
  commit(folder, '2026-09-01T00:00:00Z', 'Prices are in cents.\n');
  git(folder, '2026-09-01T00:00:00Z', 'worktree', 'add', '-q', join(folder, '.worktrees/fix'));
  const [rule] = await rulesOf(shopLog(join(folder, '.worktrees/fix')));
  expect(rule?.project).toBe(folder);
});
