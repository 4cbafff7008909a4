import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adoptRule, planAdoption } from '../../src/app/adopt-rule.ts';
import { gatherRules } from '../../src/app/gather-rules.ts';
import type { ProposedRule } from '../../src/domain/proposed-rule.ts';
import { readAdoptedRules } from '../../src/store/adopted-rules.ts';
import { sampleNamed } from '../helpers/samples.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const at = '2026-09-20T00:00:00.000Z';
const noTax = '- Do not touch the tax code.';
const ruleIn = (folder: string | null, more: Partial<ProposedRule> = {}): ProposedRule => ({
  ...{ id: 'a1b2c3d4', project: folder ?? '/gone', folder, rule: 'Do not touch the tax code.', kind: 'ban' },
  ...{ signs: 3, sessions: 1, breaks: 1, lastSeen: null, evidence: [], backtest: null, relapse: null },
  presence: { state: 'absent', said: null, atSigns: { inForce: 0, notYet: 0, unknown: 3 } },
  proposal: { kind: 'line', file: 'AGENTS.md', text: noTax },
  ...more,
});

test('planning shows a diff and writes nothing; adopting writes it and keeps since when', () => {
  const [folder, store] = [emptyFolder(), emptyFolder()];
  writeText(join(folder, 'AGENTS.md'), '- Prices are in cents.\n');
  const plan = planAdoption(ruleIn(folder));
  expect(plan.files[0]?.diff).toContain(
    '@@ -1,1 +1,2 @@\n - Prices are in cents.\n+- Do not touch the tax code.\n',
  );
  expect(readFileSync(join(folder, 'AGENTS.md'), 'utf8')).toBe('- Prices are in cents.\n');
  adoptRule(plan, store, at);
  expect(readFileSync(join(folder, 'AGENTS.md'), 'utf8')).toBe(`- Prices are in cents.\n${noTax}\n`);
  expect(readAdoptedRules(store)).toMatchObject([{ id: 'a1b2c3d4', at, as: 'line', file: 'AGENTS.md' }]);
  expect(readdirSync(folder)).toEqual(['AGENTS.md']);
});

test('a file that changed after the diff was shown is left as it is, and nothing is kept', () => {
  const [folder, store] = [emptyFolder(), emptyFolder()];
  const plan = planAdoption(ruleIn(folder));
  writeText(join(folder, 'AGENTS.md'), 'mine\n');
  expect(() => adoptRule(plan, store, at)).toThrow('AGENTS.md changed meanwhile: nothing was written.');
  expect(readFileSync(join(folder, 'AGENTS.md'), 'utf8')).toBe('mine\n');
  expect([readAdoptedRules(store), readdirSync(folder)]).toEqual([[], ['AGENTS.md']]);
});

test('a link inside the project is followed and stays one; one that leads out of it is refused', () => {
  const [folder, store, elsewhere] = [emptyFolder(), emptyFolder(), emptyFolder()];
  writeText(join(folder, 'docs/rules.md'), 'Rules.\n');
  symlinkSync('docs/rules.md', join(folder, 'AGENTS.md'));
  adoptRule(planAdoption(ruleIn(folder)), store, at);
  expect(readFileSync(join(folder, 'docs/rules.md'), 'utf8')).toBe(`Rules.\n\n${noTax}\n`);
  mkdirSync(join(folder, 'other'));
  symlinkSync(elsewhere, join(folder, '.claude'));
  const guard = { kind: 'command', act: 'deny', prefixes: ['git push'] } as const;
  const snippets = [{ agent: 'Claude Code', file: '.claude/settings.json', text: '{}', limits: '' }];
  const plan = planAdoption(ruleIn(folder, { proposal: { kind: 'guard', guard, snippets } }));
  expect(() => adoptRule(plan, store, at)).toThrow('leads out of');
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('the rights of a file stay', () => {
  const folder = emptyFolder();
  const path = writeText(join(folder, 'AGENTS.md'), 'Rules.\n');
  const before = statSync(path).mode;
  adoptRule(planAdoption(ruleIn(folder)), emptyFolder(), at);
  expect(statSync(path).mode).toBe(before);
});

test('what cannot be written says what to do instead', () => {
  expect(() => planAdoption(ruleIn(null))).toThrow('is not on this machine');
  expect(() => planAdoption(ruleIn('/x', { proposal: null }))).toThrow('Nothing is proposed');
});

test('a rule that was adopted and broken later has relapsed, and now asks for a guard', async () => {
  const [folder, store, logs] = [emptyFolder(), emptyFolder(), emptyFolder()];
  const { text } = sampleNamed('checkout-currency/b0ca5f7f');
  const own = text.replaceAll('/home/dev/shop', folder);
  writeText(join(logs, 'projects/shop/a.jsonl'), own);
  const later = own
    .replaceAll('b0ca5f7f-b5b2', 'c1db6a8e-b5b2')
    .replaceAll('2026-09-14T', '2026-10-14T')
    .replace('Do not touch the tax code', 'As ever, do not touch the tax code');
  const gather = async () => {
    const library = { roots: [logs], index: join(store, 'i.db'), program: 'test', glance: false, told: [] };
    const job = { library, filters: {}, store, threshold: null, home: '/nobody', hasStore: true };
    return (await gatherRules(job, () => {})).rules;
  };
  const [found] = await gather();
  if (!found) throw new Error('no rule');
  adoptRule(planAdoption(found), store, at);
  expect(existsSync(join(folder, 'CLAUDE.md'))).toBe(true);
  const [kept] = await gather();
  expect(kept).toMatchObject({ id: found.id, presence: { state: 'said' }, proposal: null });
  expect(kept?.relapse).toMatchObject({
    before: { sessions: 1, n: 1, share: null },
    after: { sessions: 0, n: 0 },
  });
  writeText(join(logs, 'projects/shop/b.jsonl'), later);
  const [relapsed] = await gather();
  expect(relapsed).toMatchObject({
    id: found.id,
    presence: { state: 'ignored' },
    proposal: { kind: 'guard' },
  });
  expect(relapsed?.relapse?.after).toEqual({ sessions: 1, n: 1, share: null });
});
