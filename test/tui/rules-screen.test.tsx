import { expect, test } from 'vitest';
import type { AdoptionPlan, ProposedRule } from '../../src/domain/proposed-rule.ts';
import { listedSessions, openScreens } from '../helpers/open-screens.tsx';

const [session] = listedSessions;
const ruleOf = (id: string, rule: string, more: Partial<ProposedRule> = {}): ProposedRule => ({
  ...{ id, rule, project: '/home/dev/shop', folder: '/home/dev/shop', kind: 'ban' },
  ...{ signs: 2, sessions: 1, breaks: 1, lastSeen: '2026-11-01T10:00:00.000Z', relapse: null },
  evidence: [
    { session: session?.head.id ?? '', turn: 3, at: null, does: 'again', words: 'I told you not to push.' },
    { session: 'claude-code:elsewhere', turn: 2, at: null, does: 'breaks', words: 'git push' },
  ],
  presence: { state: 'absent', said: null, atSigns: { inForce: 0, notYet: 0, unknown: 2 } },
  proposal: { kind: 'line', file: 'AGENTS.md', text: `- ${rule}` },
  backtest: { sessions: 4, calls: 120, stopped: 3, innocent: 2, examples: [] },
  ...more,
});
const push = ruleOf('a1', 'Never push to main.');
const tax = ruleOf('b2', 'Leave the tax code alone.', {
  presence: {
    state: 'ignored',
    said: { file: 'CLAUDE.md', line: 4, text: 'Leave the tax code alone.' },
    atSigns: { inForce: 2, notYet: 0, unknown: 0 },
  },
});
const found = { sessions: 4, projects: 1, rules: [push, tax] };
const plan: AdoptionPlan = {
  ...{ rule: push, folder: '/home/dev/shop', as: 'line' },
  files: [
    {
      ...{ file: 'AGENTS.md', before: null, after: '- Never push to main.\n' },
      diff: '--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1,1 @@\n+- Never push to main.\n',
    },
  ],
};
const withRules = { rules: async () => found, planAdoption: async () => plan };

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])(
  'L shows each rule with how it stands, what it rests on and what is proposed, at %ix%i',
  async (columns, rows) => {
    const screen = openScreens(withRules, columns, rows);
    await screen.shows('3 of 3');
    screen.press('L');
    await screen.shows('2 rules of 1 project');
    await screen.shows('absent');
    screen.fits();
    screen.press('j');
    await screen.shows('ignored: CLAUDE.md:4');
    screen.fits();
    screen.press('q');
    await screen.shows('3 of 3');
  },
);

test('enter replays the chosen sign; one whose log is not listed says so', async () => {
  const screen = openScreens(withRules);
  await screen.shows('3 of 3');
  screen.press('L');
  await screen.shows('2 rules of 1 project');
  screen.press(']');
  screen.press('\r');
  await screen.shows('its log is not in the list of sessions');
  screen.press('[');
  screen.press('\r');
  await screen.shows('turn 3/');
  screen.press('q');
  await screen.shows('2 rules of 1 project');
});

test('nothing is written before a diff was shown and y pressed', async () => {
  const written: AdoptionPlan[] = [];
  const adoptRule = async (one: AdoptionPlan) => {
    written.push(one);
    const { id, project, rule, kind } = one.rule;
    return { ...{ id, project, rule, kind, as: one.as }, at: '2026-11-10T00:00:00.000Z', file: 'AGENTS.md' };
  };
  const screen = openScreens({ ...withRules, adoptRule });
  await screen.shows('3 of 3');
  screen.press('L');
  await screen.shows('2 rules of 1 project');
  screen.press('a');
  await screen.shows('+- Never push to main.');
  screen.press('n');
  await screen.shows('nothing was written');
  expect(written).toEqual([]);
  screen.press('a');
  await screen.shows('this would be written in /home/dev/shop');
  screen.press('y');
  await screen.shows('written to AGENTS.md');
  expect(written).toEqual([plan]);
});

test('while logs are read it says how far, and leaving stops it', async () => {
  let signalled: AbortSignal | undefined;
  const screen = openScreens({
    rules: (onProgress, signal) => {
      signalled = signal;
      onProgress({ of: 'calls', done: 12, total: 4000 });
      return new Promise(() => {});
    },
  });
  await screen.shows('3 of 3');
  screen.press('L');
  await screen.shows('tool calls of 12 of 4,000 sessions');
  screen.press('q');
  await screen.shows('3 of 3');
  expect(signalled?.aborted).toBe(true);
});

test('a failure is told, and no rule is no empty screen', async () => {
  const screen = openScreens({ rules: async () => ({ sessions: 3, projects: 2, rules: [] }) });
  await screen.shows('3 of 3');
  screen.press('L');
  await screen.shows('Nothing was said or broken again and again.');
  const broken = openScreens({ rules: () => Promise.reject(new Error('the store is torn')) });
  await broken.shows('3 of 3');
  broken.press('L');
  await broken.shows('the store is torn');
});
