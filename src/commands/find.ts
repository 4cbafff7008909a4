import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { oneLine } from '../domain/sanitise.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

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
  // A script that reads on would take the rest of a query for the whole of it.
  if (problems.length > 0)
    throw new UserError(
      problems.map(({ at, what }) => `In the query, column ${at + 1}: ${what}`).join('\n'),
      'Mend it, or put quotes around what is no filter.',
    );
  if (total === 0)
    throw new UserError(
      `No turn matches “${query}”.`,
      'Fewer words find more; `pushback find --help` lists the filters.',
      { code: 3 },
    );
  for (const { typed, meant } of instead)
    talk(`Nothing says “${oneLine(typed, 60)}”: this is what says “${oneLine(meant, 60)}”.`);
  if (json) {
    const plain = hits.map(({ session, turn, speaker, at, snippet, score, pushback }) => ({
      session,
      turn,
      speaker,
      at,
      snippet,
      score,
      pushback,
    }));
    return out(toJson({ query, total, hits: plain }));
  }
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
