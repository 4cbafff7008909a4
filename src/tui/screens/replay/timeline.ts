import type { Episode } from '../../../domain/episode.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import type { TurnSpan } from '../../../domain/session.ts';
import type { MomentOrigin } from '../../../domain/standing-rule.ts';
import { bars, episodeMark, onsetMark, pushbackMark, style } from '../../theme.ts';
import { firstTurn } from './episode-marks.ts';

/** A session cut into at most `width` buckets of turns, and a bar for how much the log holds in each. */
export type Density = { readonly bars: readonly string[]; readonly cellOf: (turn: number) => number };

/** Counts a session into cells: costs what the session is long, so a frame must not ask for it. */
export const toDensity = (spans: readonly TurnSpan[], width: number): Density => {
  const cells = Math.max(1, Math.min(width, Math.max(spans.length, 1)));
  const cellOf = (turn: number) =>
    Math.min(cells - 1, Math.floor(((turn - 1) * cells) / Math.max(1, spans.length)));
  const weights = new Array<number>(cells).fill(0);
  for (const span of spans) {
    const cell = cellOf(span.number);
    weights[cell] = (weights[cell] ?? 0) + span.pieces.length;
  }
  const top = Math.log2(1 + Math.max(1, ...weights));
  return { bars: weights.map(weight => style('dim', barFor(Math.log2(1 + weight) / top))), cellOf };
};

const barFor = (share: number): string => bars[Math.min(7, Math.floor(share * 7.99))] ?? bars[0];

export type TimelineInput = {
  readonly density: Density;
  readonly pushbacks: readonly Pushback[];
  readonly episodes: readonly Episode[];
  readonly origins: readonly MomentOrigin[];
  readonly found: readonly number[];
  readonly turn: number;
};

/** `both` is the one strip of a small screen: what happened stands in place of the density. */
export type Timeline = { readonly marks: string; readonly density: string; readonly both: string };

/**
 * Two strips: above what happened (the spans from onset to pushback, episodes as bands up to their resolution, pushback, find matches), below the
 * density with the playhead as an inverse ┃.
 */
export const toTimeline = ({
  density,
  pushbacks,
  episodes,
  origins,
  found,
  turn,
}: TimelineInput): Timeline => {
  const marks = new Array<string>(density.bars.length).fill(' ');
  for (const origin of origins) drawSpan(marks, origin, density.cellOf);
  for (const episode of episodes) drawBand(marks, episode, density.cellOf);
  for (const number of found) marks[density.cellOf(number)] = style('match', '•');
  for (const pushback of pushbacks) marks[density.cellOf(pushback.turn)] = style('pushback', pushbackMark);
  const here = density.cellOf(turn);
  const strip = density.bars.with(here, playhead());
  const both = density.bars.map((bar, cell) => (marks[cell] === ' ' ? bar : (marks[cell] ?? bar)));
  return { marks: marks.join(''), density: strip.join(''), both: both.with(here, playhead()).join('') };
};

const playhead = (): string => style('selected', '┃');

/** From where it began to where it was seen. */
const drawSpan = (marks: string[], { turn, onset }: MomentOrigin, cellOf: Density['cellOf']): void => {
  if (onset === null) return;
  const from = cellOf(onset);
  for (let cell = from + 1; cell < cellOf(turn); cell += 1) marks[cell] = style('dim', '┄');
  marks[from] = style('pushback', onsetMark);
};

const drawBand = (marks: string[], episode: Episode, cellOf: Density['cellOf']): void => {
  const from = cellOf(firstTurn(episode));
  const to = cellOf(episode.resolvedAt ?? episode.pushback.at(-1) ?? firstTurn(episode));
  for (let cell = from + 1; cell < to; cell += 1) marks[cell] = style('episode', '─');
  if (episode.resolvedAt !== null) marks[to] = style('ok', '✓');
  marks[from] = style('episode', episodeMark);
};
