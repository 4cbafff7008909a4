import type { Hit } from '../domain/hit.ts';
import { type Query, type Term, wordsOf } from '../domain/query.ts';
import { type Turn, turnToolCalls } from '../domain/turn.ts';
import { readBytes } from '../files/read-bytes.ts';
import { createSnipper } from '../search/snippet.ts';
import { openLog } from './open-session.ts';

/**
 * Looks for a query's words in what tools gave back, log by log in the order of `paths`: what no index holds. Each step
 * is one log, with the turns whose output holds a term of every group. A log that cannot be read has none.
 */
export function* scanOutput(paths: readonly string[], query: Query): Generator<readonly Hit[]> {
  for (const path of paths) yield mayHold(path, query.wanted) ? hitsIn(path, query) : [];
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

const hitsIn = (path: string, query: Query): Hit[] => {
  const hits: Hit[] = [];
  try {
    const session = openLog(path);
    try {
      while (session.readOn());
      const { head, spans } = session.outline();
      for (const { number } of spans) {
        const turn = session.turn(number);
        const hit = turn && hitIn(turn, head.id, query);
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

const hitIn = (turn: Turn, session: string, { wanted, not }: Query): Hit | null => {
  const output = turnToolCalls(turn)
    .map(call => call.output ?? '')
    .find(text => answers(text.toLowerCase(), wanted, not));
  if (output === undefined) return null;
  const snip = createSnipper(wordsOf({ wanted }));
  const { number, speaker, at } = turn;
  return { session, turn: number, speaker, at, ...snip(output), before: null, score: 0, pushback: null };
};

const answers = (output: string, wanted: Query['wanted'], not: readonly Term[]): boolean => {
  const says = ({ text }: Term) => output.includes(text.toLowerCase());
  return wanted.every(terms => terms.some(says)) && !not.some(says);
};
