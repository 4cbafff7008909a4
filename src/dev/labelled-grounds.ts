import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAdapter } from '../adapters/index.ts';
import { loadTurns, openSession } from '../app/open-session.ts';
import { type Turn, turnText } from '../domain/turn.ts';
import type { Ground } from '../pushback/features.ts';
import { readGrounds } from '../pushback/read-grounds.ts';
import { type LabelledRow, toTurns, withoutMarks } from './pushback-rows.ts';

/**
 * A labelled row with what the detector sees of it. `real`: found again in its session as our adapters read it; the
 * others (no adapter, a bare stop) stand on the shortened context that the annotator saw.
 */
export type LabelledGround = { readonly row: LabelledRow; readonly ground: Ground; readonly real: boolean };

/** Reads every labelled session through its adapter, finds the rows again by their words, and reads their ground. */
export const loadLabelledGrounds = (corpus: string, rows: readonly LabelledRow[]): LabelledGround[] =>
  [...Map.groupBy(rows, row => row.session)].flatMap(([session, labelled]) => {
    const turns = readTurns(join(corpus, session));
    const grounds = readGrounds(turns);
    const spoken = turns.flatMap(turn =>
      turn.speaker === 'developer' ? [{ number: turn.number, words: toWords(turnText(turn)) }] : [],
    );
    return labelled.flatMap((row): LabelledGround[] => {
      const ground = grounds.get(findTurn(row, spoken) ?? 0);
      if (ground) return [{ row, ground, real: true }];
      const alone = [...readGrounds(toTurns(row)).values()].at(-1);
      return alone ? [{ row, ground: alone, real: false }] : [];
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
