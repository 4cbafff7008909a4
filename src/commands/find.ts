import type { SearchAnswer } from '../app/app.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import type { Hit } from '../domain/hit.ts';
import { oneLine } from '../domain/sanitise.ts';
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
    facets: false,
  });
  const { hits, total, problems, instead } = answer ?? { hits: [], total: 0, problems: [], instead: [] };
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
  out(
    hits
      .map(
        hit =>
          `${hit.session} turn ${hit.turn} ${hit.speaker}${hit.pushback ? ` ↯ ${hit.pushback.class}` : ''}\n    ${oneLine(hit.snippet, 200)}`,
      )
      .join('\n'),
  );
  talk(`${countOf(total, 'turn')}${total > hits.length ? `, ${hits.length} shown (--limit)` : ''}.`);
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
export const toHitJson = ({ session, turn, speaker, at, snippet, score, pushback }: Hit) => ({
  ...{ session, turn, speaker, at },
  ...{ snippet, score, pushback },
});
