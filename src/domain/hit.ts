import type { Pushback } from './pushback.ts';
import type { Thing } from './query-filters.ts';
import type { IsoTime, Speaker } from './turn.ts';

/** A turn that answers a search. `snippet` is plain text; `matches` are UTF-16 ranges of it that matched. */
export type Hit = {
  readonly session: string;
  readonly turn: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly snippet: string;
  readonly matches: readonly { readonly start: number; readonly end: number }[];
  /** How the turn before it began; null for a first turn. */
  readonly before: string | null;
  readonly score: number;
  readonly pushback: Pushback | null;
  /** What happened in it besides words. */
  readonly signs: readonly Extract<Thing, 'refusal' | 'interruption'>[];
  /** The codes of the episodes that it belongs to. */
  readonly labels: readonly string[];
};
