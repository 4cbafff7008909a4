import type { Episode } from '../../../domain/episode.ts';
import { onsetMark, pushbackMark, style } from '../../theme.ts';

type Arc = Pick<Episode, 'onset' | 'pushback' | 'resolvedAt'>;

/**
 * The course of an episode on a strip of at most `width` cells, and in words: where it began, where the developer pushed
 * back, where it was put right. Around it the turns before and after, as far again as it is long; `turns` is the length
 * of the session, null where that is not known. Nothing when no turn of it is known.
 */
export const toArc = (episode: Arc, turns: number | null, width: number): string[] => {
  const known = marksOf(episode);
  const [first, last] = [known.at(0), known.at(-1)];
  if (!first || !last) return [];
  const margin = Math.max(2, last.turn - first.turn);
  const from = Math.max(1, first.turn - margin);
  const to = Math.max(last.turn, Math.min(turns ?? last.turn, last.turn + margin));
  const cells = Math.max(known.length, Math.min(width, (to - from) * 4 + 1));
  const strip = new Array<string>(cells).fill(style('dim', '·'));
  const places = spread(
    known.map(({ turn }) => Math.round(((turn - from) / Math.max(1, to - from)) * (cells - 1))),
    cells,
  );
  const [begin = 0, end = 0] = [places.at(0), places.at(-1)];
  for (let cell = begin; cell <= end; cell += 1) strip[cell] = style('episode', '━');
  for (const [at, { mark }] of known.entries()) strip[places[at] ?? 0] = mark;
  return [strip.join(''), wordsOf(episode)];
};

const marksOf = ({ onset, pushback, resolvedAt }: Arc): { turn: number; mark: string }[] => {
  const marks = [
    ...(onset === null ? [] : [{ turn: onset, mark: style('episode', onsetMark) }]),
    ...pushback.map(turn => ({ turn, mark: style('pushback', pushbackMark) })),
    ...(resolvedAt === null ? [] : [{ turn: resolvedAt, mark: style('ok', '✓') }]),
  ];
  return marks.sort((a, b) => a.turn - b.turn);
};

/** Every mark in a cell of its own, in order, none beyond the strip. */
const spread = (places: readonly number[], cells: number): number[] => {
  const apart: number[] = [];
  for (const place of places) apart.push(Math.max(place, (apart.at(-1) ?? -1) + 1));
  return apart.map((place, at) => Math.min(place, cells - (apart.length - at)));
};

const wordsOf = ({ onset, pushback, resolvedAt }: Arc): string =>
  [
    onset === null ? 'the log does not show where it began' : `${onsetMark} turn ${onset} begins`,
    pushback.length > 0 ? `${pushbackMark} turn ${pushback.join(', ')} pushed back` : '',
    resolvedAt === null ? 'no fix seen' : `✓ turn ${resolvedAt} put right`,
  ]
    .filter(words => words !== '')
    .join(' → ');
