import type { Hit } from '../domain/hit.ts';
import { parseQuery, type Query } from '../search/query.ts';
import { toSnippet } from '../search/snippet.ts';
import type { SearchAnswer, SearchRequest } from './app.ts';
import type { Said, Summarised } from './summarise-session.ts';

/** Searches the turns of every session read so far, newest session first. */
export const searchLibrary = (library: readonly Summarised[], request: SearchRequest): SearchAnswer => {
  const query = parseQuery(request.query);
  const hits: Hit[] = [];
  let total = 0;
  for (const { summary, said } of library) {
    if (!fitsSession(summary.head, query)) continue;
    const pushbacks = new Map((summary.counts?.pushbacks ?? []).map(pushback => [pushback.turn, pushback]));
    for (const turn of said) {
      const pushback = pushbacks.get(turn.turn) ?? null;
      if ((request.pushbackOnly || query.pushback) && !pushback) continue;
      if (query.class && pushback?.class !== query.class && !pushback?.secondary.includes(query.class))
        continue;
      if (!fitsTurn(turn, query)) continue;
      total += 1;
      if (hits.length >= request.limit) continue;
      const { text, matches } = toSnippet(turn.text, query.words);
      hits.push({
        session: summary.head.id,
        turn: turn.turn,
        speaker: turn.speaker,
        at: turn.at,
        snippet: text,
        matches,
        score: pushback?.strength ?? 0,
        pushback,
      });
    }
  }
  return { hits, total, problems: query.problems };
};

const fitsSession = (head: Summarised['summary']['head'], query: Query): boolean => {
  if (query.agent && !`${head.agent} ${head.source}`.toLowerCase().includes(query.agent)) return false;
  if (query.project && !(head.project ?? '').toLowerCase().includes(query.project)) return false;
  if (query.after && (head.startedAt ?? '') < query.after) return false;
  return !(query.before && (head.startedAt ?? '~') >= query.before);
};

const fitsTurn = (turn: Said, query: Query): boolean => {
  if (query.speaker && turn.speaker !== query.speaker) return false;
  const text = turn.text.toLowerCase();
  return query.words.every(word => text.includes(word)) && !query.not.some(word => text.includes(word));
};
