import type { App } from '../app/app.ts';
import { openApp } from '../app/open-app.ts';
import type { BenchPlace } from './bench-commands.ts';
import type { Measured } from './figures.ts';

export const typed = (words: readonly string[], from: number, to: number): string[] =>
  words.flatMap(word => Array.from({ length: to - from + 1 }, (_, at) => word.slice(0, from + at)));

const words = ['function', 'error in', 'database', 'component', 'configuration'];
const groups: readonly { what: string; queries: readonly string[]; budget?: Measured['budget'] }[] = [
  { what: 'search: 3 to 8 letters typed', queries: typed(words, 3, 8), budget: { p95: 1.4 } },
  { what: 'search: 1 letter typed', queries: typed(words, 1, 1), budget: { p95: 68 } },
  { what: 'search: 2 letters typed', queries: typed(words, 2, 2), budget: { p95: 28 } },
  {
    what: 'search: whole words and phrases',
    queries: ['error test ', '"the error" ', 'file name '],
    budget: { p95: 0.3 },
  },
  {
    what: 'search: a name with an underscore',
    queries: ['user_id', 'file_path', 'test_'],
    budget: { p50: 11 },
  },
  { what: 'search: signs that match nothing', queries: ['<=>~', '日本語訳'], budget: { p50: 113 } },
  { what: 'search: pushback only', queries: ['has:pushback', 'has:pushback test', 'class:correction file'] },
];
/** The budgets are of the newest 50. */
const hits = 50;
const rounds = 20;

/** Queries over all logs, answered by the worker, each one unmeasured and then twenty times. */
export const benchSearch = async ({ logs, home, env }: BenchPlace): Promise<Measured[]> => {
  const app = openApp({ sessions: [logs], store: home, cwd: home, home, env, now: () => new Date() });
  await app.library();
  const timed: Measured[] = [];
  for (const { what, queries, budget } of groups)
    timed.push({ what, budget, values: await timesOf(app, queries) });
  await app.close();
  return timed;
};

export const timesOf = async (app: Pick<App, 'search'>, queries: readonly string[]): Promise<number[]> =>
  (await timesTo(app, queries)).first;

/** Milliseconds to the first answers of each query, which fill a screen, and until all are counted. */
export const timesTo = async (
  app: Pick<App, 'search'>,
  queries: readonly string[],
): Promise<{ readonly first: number[]; readonly counted: number[] }> => {
  const times = { first: [] as number[], counted: [] as number[] };
  for (const query of queries)
    for (let round = 0; round <= rounds; round += 1) {
      const from = performance.now();
      let first: number | undefined;
      const within = { session: null, project: null };
      const request = { query, pushbackOnly: false, threshold: null, within, limit: hits, countTo: 10_000 };
      await app.search(request, () => {
        first ??= performance.now() - from;
      });
      const counted = performance.now() - from;
      if (round === 0) continue;
      times.first.push(first ?? counted);
      times.counted.push(counted);
    }
  return times;
};
