import type { Candidate, Evidence } from '../domain/episode.ts';
import type { Turn } from '../domain/turn.ts';
import { locateQuote } from './locate-quote.ts';

/**
 * The candidates of all windows as one list, numbered anew in the order of the windows. Windows overlap, so what went
 * wrong in the shared turns may be told twice: two candidates of different windows are one when more than half of the
 * quotes of the one with fewer overlap a quote of the other, in the same turn of the log. The one with more quotes
 * stays, the earlier one of equals. Within a window nothing is joined: the model was asked to keep those apart.
 */
export const mergeCandidates = (
  windows: readonly (readonly Candidate[])[],
  turns: readonly Turn[],
): readonly Candidate[] => {
  if (windows.length === 1) return windows[0] ?? [];
  const kept: Placed[] = [];
  for (const [window, candidates] of windows.entries()) {
    for (const candidate of candidates) {
      const placed = { window, candidate, places: placesOf(candidate, turns) };
      const twin = kept.findIndex(other => other.window !== window && areOne(other, placed));
      if (twin < 0) kept.push(placed);
      else if (candidate.evidence.length > (kept[twin]?.candidate.evidence.length ?? 0)) kept[twin] = placed;
    }
  }
  return kept.map(({ candidate }, index) => ({ ...candidate, id: candidateId(index) }));
};

/** `M001` for the first candidate. Source: the study's extraction prompt. */
export const candidateId = (index: number): string => `M${String(index + 1).padStart(3, '0')}`;

type Place = Pick<Evidence, 'turn' | 'start' | 'end'>;
type Placed = {
  readonly window: number;
  readonly candidate: Candidate;
  readonly places: readonly Place[];
};

/** A quote that stands nowhere has no place: it makes no two candidates one. */
const placesOf = ({ evidence }: Candidate, turns: readonly Turn[]): Place[] =>
  evidence.flatMap(claim => locateQuote(claim, turns) ?? []);

const areOne = (a: Placed, b: Placed): boolean => {
  const [fewer, more] = a.candidate.evidence.length <= b.candidate.evidence.length ? [a, b] : [b, a];
  const shared = fewer.places.filter(place => more.places.some(other => overlap(place, other)));
  return shared.length > fewer.candidate.evidence.length / 2;
};

const overlap = (a: Place, b: Place): boolean => a.turn === b.turn && a.start < b.end && b.start < a.end;
