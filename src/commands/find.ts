import { styleText } from 'node:util';
import type { SearchAnswer } from '../app/app.ts';
import { noAnswer } from '../app/no-answer.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf, formatCount } from '../domain/count-of.ts';
import type { Hit } from '../domain/hit.ts';
import { oneLine, sanitise } from '../domain/sanitise.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

/** What a query may say. */
export const queryHelp =
  'words, "a phrase", -not, this or that, agent: project: branch: model: session: in:developer|agent|path|command|output has:pushback|episode|refusal|interruption class: strength>0.7 symptom: cause: severity: after: before:';

export type FindOptions = { readonly json: boolean; readonly pushback: boolean; readonly limit: number };

/** `pushback find QUERY`: the turns that answer a query, newest session first. */
export const find = async (
  app: CommandApp,
  query: string,
  { json, pushback, limit }: FindOptions,
  { out, talk }: Output,
): Promise<void> => {
  await app.library();
  const answer = await app.search({
    query,
    pushbackOnly: pushback,
    threshold: (await app.config()).threshold,
    within: { session: null, project: null },
    limit,
    countTo: Number.POSITIVE_INFINITY,
  });
  const { hits, total, isCounted, problems, instead } = answer ?? noAnswer;
  checkQuery(problems);
  if (total === 0)
    throw new UserError(
      `No turn matches “${query}”.`,
      'Fewer words find more; `pushback find --help` lists the filters.',
      { code: 3 },
    );
  for (const { typed, meant } of instead)
    talk(`Nothing says “${oneLine(typed, 60)}”: this is what says “${oneLine(meant, 60)}”.`);
  if (json) return out(toJson({ query, total, hits: hits.map(toHitJson) }));
  out(hits.flatMap(toHitLines).join('\n'));
  talk(
    `${isCounted ? countOf(total, 'turn') : `At least ${formatCount(total)} turns`}${total > hits.length ? `, ${hits.length} shown (--limit)` : ''}.`,
  );
};

/** Where a hit stands and what else is known of it, how the turn before began, and its words, those that matched marked. */
const toHitLines = ({ session, turn, speaker, pushback, signs, labels, before, ...hit }: Hit): string[] => [
  [
    `${session} turn ${turn} ${speaker}`,
    ...(pushback ? [`↯ ${pushback.class}`] : []),
    ...signs,
    ...labels,
  ].join(' '),
  ...(before === null ? [] : [`    after ${oneLine(before, 160)}`]),
  `    ${emphasised(hit)}`,
];

/** On a terminal alone, and not without colour. */
const emphasised = ({ snippet, matches }: Pick<Hit, 'snippet' | 'matches'>): string => {
  const pieces = matches.map(({ start, end }, at) => {
    const plain = sanitise(snippet.slice(matches[at - 1]?.end ?? 0, start));
    return plain + styleText(['bold', 'underline'], sanitise(snippet.slice(start, end)));
  });
  return [...pieces, sanitise(snippet.slice(matches.at(-1)?.end ?? 0))].join('');
};

/** Throws UserError (2) where a query is wrong: who reads on would take the rest of it for the whole. */
export const checkQuery = (problems: SearchAnswer['problems']): void => {
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ at, what }) => `In the query, column ${at + 1}: ${what}`).join('\n'),
      'Mend it, or put quotes around what is no filter.',
    );
};

/** A hit as every `--json` output prints it. */
export const toHitJson = ({ matches: _, ...hit }: Hit) => hit;
