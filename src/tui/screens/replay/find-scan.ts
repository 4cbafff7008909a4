import { meantQuery } from '../../../app/meant-query.ts';
import { foldWords } from '../../../domain/fold-words.ts';
import { turnText } from '../../../domain/turn.ts';
import type { ReplayModel } from './replay-model.ts';

/** What find-in-session has found so far. */
export type Findings = {
  /** The turns that match, in order, and how many matches there are up to and in each. */
  readonly found: readonly number[];
  readonly sums: readonly number[];
  /** How many turns are looked through; all of them when nothing more comes. */
  readonly scanned: number;
  /** The query that is answered, where nothing says what was typed; null: the typed one. */
  readonly meant: string | null;
};

/** So many different words are known of a session at most. */
const mostWords = 50_000;

/**
 * Looks through a session turn by turn; where no turn answers, its words are gathered, and what is most like the query is
 * looked for. `step` does one turn's work and is false when all is done.
 */
export const createFindScan = (model: ReplayModel, query: string) => {
  const [found, sums]: [number[], number[]] = [[], []];
  let scanned = 0;
  let meant: string | null = null;
  let gathering: { readonly counts: Map<string, number>; turn: number } | null = null;
  const look = (): void => {
    scanned += 1;
    const matches = model.countMatches(scanned, meant ?? query);
    if (matches === 0) return;
    found.push(scanned);
    sums.push((sums.at(-1) ?? 0) + matches);
  };
  /** False when there is nothing else to look for. */
  const gather = (): boolean => {
    gathering ??= { counts: new Map(), turn: 0 };
    const { counts } = gathering;
    if (gathering.turn < model.total() && counts.size < mostWords) {
      gathering.turn += 1;
      countWords(model, gathering.turn, counts);
      return true;
    }
    meant = meantQuery(query, counts);
    if (meant !== null) scanned = 0;
    return meant !== null;
  };
  let isDone = false;
  const step = (): boolean => {
    if (scanned < model.total()) look();
    isDone = scanned >= model.total() && (found.length > 0 || meant !== null || !gather());
    return !isDone;
  };
  const findings = (): Findings => ({
    ...{ found: [...found], sums: [...sums], meant },
    scanned: isDone ? scanned : Math.min(scanned, model.total() - 1),
  });
  return { step, findings };
};

const countWords = (model: ReplayModel, number: number, counts: Map<string, number>): void => {
  const turn = model.peek(number);
  for (const [word] of foldWords(turn ? turnText(turn) : '').matchAll(/[\p{L}\p{N}]{4,30}/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
};
