import type { IsoTime } from './turn.ts';

/** A turn that a person wants to find again, with what they noted on it ('' for nothing). */
export type Mark = { readonly turn: number; readonly note: string; readonly at: IsoTime };

/** The marks with one more on its turn, or without the one there; in the order of the turns. */
export const setMark = (marks: readonly Mark[], turn: number, mark: Mark | null): readonly Mark[] =>
  [...marks.filter(one => one.turn !== turn), ...(mark ? [mark] : [])].sort((a, b) => a.turn - b.turn);
