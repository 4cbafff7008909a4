/**
 * `npm run evaluate -- load|pushback|episodes|study|tokens|mine [--json]`: how well a room does on the real sessions of ../shared/corpus;
 * `mine` on what the person at this machine said in replays.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateEpisodes } from './evaluate-episodes.ts';
import { evaluateLoad } from './evaluate-load.ts';
import { evaluateMine } from './evaluate-mine.ts';
import { evaluatePushback } from './evaluate-pushback.ts';
import { evaluateStudy } from './evaluate-study.ts';
import { evaluateTokens } from './evaluate-tokens.ts';

type Result = { readonly table: string; readonly json: unknown };
const evaluations: Readonly<Record<string, (corpus: string) => Result | Promise<Result>>> = {
  load: evaluateLoad,
  pushback: evaluatePushback,
  episodes: evaluateEpisodes,
  study: evaluateStudy,
  tokens: evaluateTokens,
  mine: evaluateMine,
};

const [name = '', ...flags] = process.argv.slice(2);
const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const evaluate = evaluations[name];
if (!evaluate) {
  console.error(`usage: npm run evaluate -- ${Object.keys(evaluations).join('|')} [--json]`);
  process.exitCode = 2;
} else if (name !== 'mine' && !existsSync(corpus)) {
  console.error(`The corpus is not beside this checkout (${corpus}): nothing to evaluate on.`);
  process.exitCode = 2;
} else {
  const { table, json } = await evaluate(corpus);
  console.log(flags.includes('--json') ? JSON.stringify(json, null, 2) : table);
}
