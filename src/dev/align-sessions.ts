import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAdapter } from '../adapters/index.ts';
import { loadTurns, openSession } from '../app/open-session.ts';
import type { Pushback } from '../domain/pushback.ts';
import { type Turn, turnText } from '../domain/turn.ts';
import { detectPushbacks } from '../pushback/detect-pushback.ts';
import { type LabelledRow, withoutMarks } from './pushback-rows.ts';

/** A labelled row found in its session as our adapters read it; `pushback` is null when its turn is judged none. */
export type Aligned = { readonly row: LabelledRow; readonly pushback: Pushback | null };

/** Reads every labelled session through its adapter and finds the rows again by their words. Rows not found are left out. */
export const alignSessions = (corpus: string, rows: readonly LabelledRow[]): Aligned[] =>
  [...Map.groupBy(rows, row => row.session)].flatMap(([session, labelled]) => {
    const turns = readTurns(join(corpus, session));
    const pushbacks = new Map(detectPushbacks(turns).map(pushback => [pushback.turn, pushback]));
    const spoken = turns.flatMap(turn =>
      turn.speaker === 'developer' ? [{ number: turn.number, words: toWords(turnText(turn)) }] : [],
    );
    return labelled.flatMap(row => {
      const number = findTurn(row, spoken);
      return number === null ? [] : [{ row, pushback: pushbacks.get(number) ?? null }];
    });
  });

const readTurns = (path: string): Turn[] => {
  if (!existsSync(path)) return [];
  const adapter = findAdapter({ path, head: readFileSync(path, 'utf8').slice(0, 65_536) });
  if (!adapter) return [];
  const session = openSession(adapter, path);
  try {
    return loadTurns(session);
  } finally {
    session.close();
  }
};

/** The turn with the same words, the nearest to the row's own number; merging differs, so one may hold the other. */
const findTurn = (
  row: LabelledRow,
  spoken: readonly { readonly number: number; readonly words: string }[],
): number | null => {
  const words = toWords(withoutMarks(row.user));
  if (words === '') return null;
  const same = spoken.filter(turn => turn.words === words);
  const holding = spoken.filter(
    turn =>
      turn.words.length > 20 &&
      words.length > 20 &&
      (turn.words.includes(words) || words.includes(turn.words)),
  );
  const near = (same.length > 0 ? same : holding).toSorted(
    (a, b) => Math.abs(a.number - row.turn) - Math.abs(b.number - row.turn),
  );
  return near[0]?.number ?? null;
};

const toWords = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
