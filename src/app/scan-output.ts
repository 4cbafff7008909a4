import type { Hit } from '../domain/hit.ts';
import { createFinder, createMatcher, type Finder } from '../domain/match-words.ts';
import { type Query, type Term, termsOf } from '../domain/query.ts';
import { type Turn, turnToolCalls } from '../domain/turn.ts';
import { readBytes } from '../files/read-bytes.ts';
import { createSnipper } from '../search/snippet.ts';
import { openLog } from './open-session.ts';

/**
 * Looks for a query's words in what tools gave back, log by log in the order of `paths`: what no index holds. Each step
 * is one log, with the turns whose output holds a term of every group. A log that cannot be read has none.
 */
export function* scanOutput(paths: readonly string[], query: Query): Generator<readonly Hit[]> {
  const looked = { find: createFinder(termsOf(query)), holds: createMatcher(query) };
  for (const path of paths) yield mayHold(path, query.wanted) ? hitsIn(path, looked) : [];
}

/** Bytes are looked through a hundred times faster than a log is decoded; packed ones and databases tell nothing so. */
const mayHold = (path: string, wanted: Query['wanted']): boolean => {
  const bytes = path.endsWith('.zst') ? null : readBytes(path);
  if (bytes === null) return true;
  return wanted.every(terms => terms.some(term => spellings(term).some(one => bytes.includes(one))));
};

/** The ways in which a word is usually written; in a log, JSON escapes what is neither letter nor sign. */
const spellings = ({ text }: Term): string[] => {
  const plain = text
    .split(/["\\\n\t]/)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  const lower = plain.toLowerCase();
  return [...new Set([plain, lower, plain.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)])];
};

const hitsIn = (path: string, looked: Looked): Hit[] => {
  const hits: Hit[] = [];
  try {
    const session = openLog(path);
    try {
      while (session.readOn());
      const { head, spans } = session.outline();
      for (const { number } of spans) {
        const turn = session.turn(number);
        const hit = turn && hitIn(turn, head.id, looked);
        if (hit) hits.push(hit);
      }
    } finally {
      session.close();
    }
  } catch {
    // It vanished, or is no log any more: the library says so.
  }
  return hits;
};

/** What is looked for, read once. */
type Looked = { readonly find: Finder; readonly holds: ReturnType<typeof createMatcher> };

/** What only the index knows of a turn. */
const noMarks = { pushback: null, signs: [], labels: [] };

const hitIn = (turn: Turn, session: string, { find, holds }: Looked): Hit | null => {
  const output = turnToolCalls(turn)
    .map(call => call.output ?? '')
    .find(text => holds([text]));
  if (output === undefined) return null;
  const { number, speaker, at } = turn;
  const snippet = createSnipper(find)(output);
  return { session, turn: number, speaker, at, ...snippet, before: null, score: 0, ...noMarks };
};
