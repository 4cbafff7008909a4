import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findAdapter } from '../adapters/index.ts';
import { createOpenAIEngine } from '../classify/engines/openai.ts';
import { batchFactor } from '../classify/estimate.ts';
import { weighRun } from '../classify/weigh-run.ts';
import { readInput } from './published-episodes.ts';

const folders = ['specstory', 'claude-code', 'codex', 'entire', 'long'];
const models = ['gpt-5.4', 'gpt-5.4-mini', 'gpt-4.1-mini'];
/** Sessions of the study. */
const studied = 20_574;

/**
 * What the sessions of a corpus weigh as a remote engine sends them, secrets hidden, prompts and expected replies
 * included, and what as many sessions as the study had would cost at that weight.
 */
export const evaluateTokens = (corpus: string): { table: string; json: unknown } => {
  const rows = folders.flatMap(folder => logsIn(join(corpus, folder)).flatMap(path => weigh(folder, path)));
  const groups = [...Map.groupBy(rows, ({ folder }) => folder), ['all', rows] as const].map(([name, some]) =>
    toGroup(name, some),
  );
  const costs = models.map(model => {
    const [mean] = [meanOf(rows, row => row.costs[model] ?? 0)];
    return { model, session: mean, study: mean * studied, batch: mean * studied * batchFactor };
  });
  const table = [
    'logs          sessions   bytes/session  tokens p50   p90     mean    windows p90 (128k)',
    ...groups.map(
      ({ name, n, bytes, p50, p90, mean, windows }) =>
        `${name.padEnd(14)}${n.toString().padStart(8)}${Math.round(bytes).toLocaleString('en').padStart(16)}${p50.toLocaleString('en').padStart(12)}${p90.toLocaleString('en').padStart(9)}${Math.round(mean).toLocaleString('en').padStart(9)}${windows.toString().padStart(10)}`,
    ),
    '',
    ...costs.map(
      ({ model, session, study, batch }) =>
        `${model.padEnd(14)} $${session.toFixed(4)} a session; ${studied.toLocaleString('en')} sessions: $${Math.round(study).toLocaleString('en')}, by batches $${Math.round(batch).toLocaleString('en')}`,
    ),
  ].join('\n');
  return { table, json: { groups, costs } };
};

type Row = {
  readonly folder: string;
  readonly bytes: number;
  readonly tokens: number;
  readonly windows: number;
  readonly costs: Readonly<Record<string, number>>;
};

const weigh = (folder: string, path: string): Row[] => {
  const text = readFileSync(path, 'utf8');
  if (!findAdapter({ path, head: text.slice(0, 65_536) })) return [];
  const input = readInput(path);
  if (input.turns.length === 0) return [];
  const weights = models.map(model => [model, weighRun(engineOf(model, null), input)] as const);
  const { tokens } = weights[0]?.[1] ?? { tokens: 0 };
  const small = engineOf('gpt-4o-mini', 128_000).windows?.(input) ?? [];
  return [
    {
      ...{ folder, bytes: Buffer.byteLength(text), tokens, windows: small.length },
      costs: Object.fromEntries(weights.map(([model, { cost }]) => [model, cost ?? 0])),
    },
  ];
};

const engineOf = (model: string, contextTokens: number | null) =>
  createOpenAIEngine({
    ...{ model, contextTokens, env: { OPENAI_API_KEY: 'unused' } },
    promptFolder: resolve(import.meta.dirname, '../../config/prompts'),
  });

const logsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:jsonl|md)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));

const toGroup = (name: string, rows: readonly Row[]) => {
  const sorted = (of: (row: Row) => number) => rows.map(of).sort((a, b) => a - b);
  const at = (counts: readonly number[], share: number) =>
    counts[Math.floor((counts.length - 1) * share)] ?? 0;
  const tokens = sorted(row => row.tokens);
  return {
    ...{ name, n: rows.length, bytes: meanOf(rows, row => row.bytes), mean: meanOf(rows, row => row.tokens) },
    ...{
      p50: at(tokens, 0.5),
      p90: at(tokens, 0.9),
      windows: at(
        sorted(row => row.windows),
        0.9,
      ),
    },
  };
};

const meanOf = (rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length);
