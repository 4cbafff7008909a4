import type { Episode } from '../../../domain/episode.ts';
import type { Happened } from '../../../domain/happened.ts';
import { type Pushback, type PushbackClass, pushbackClasses } from '../../../domain/pushback.ts';
import type { MomentOrigin } from '../../../domain/standing-rule.ts';
import { className, episodeMark, onsetMark, pushbackMark, type StyleName, style } from '../../theme.ts';
import { firstTurn } from './episode-marks.ts';

/** What a turn is marked with on the strip. `text` is one column wide; `letter` is its class where there is room. */
export type Sign = {
  readonly text: string;
  readonly letter: string;
  readonly as: StyleName;
  /** In full, as its letter means, and in short, as its mark does. */
  readonly means: string;
  readonly short: string;
  /** What fills the rest of a turn that has several cells: the band that begins or goes on there. */
  readonly goesOn?: Sign | undefined;
  /** Where several turns share a cell, or several signs a turn, the highest rank is drawn. */
  readonly rank: number;
};

const sign = (
  rank: number,
  text: string,
  as: StyleName,
  short: string,
  means = short,
  letter = text,
): Sign => ({ text, letter, as, means, short, rank });

/** A letter of each class's name, and a colour that it shares with the classes nearest to it. */
const classLetters: Readonly<Record<PushbackClass, readonly [string, StyleName]>> = {
  correction: ['C', 'pushback'],
  rejection: ['R', 'pushback'],
  failure_report: ['F', 'error'],
  constraint_reminder: ['M', 'mark'],
  scope_objection: ['S', 'mark'],
  clarify_intent: ['I', 'accent'],
  interruption: ['P', 'tool'],
  undo_request: ['U', 'tool'],
  trust_challenge: ['T', 'agent'],
};

/** In the order of telling: what a person said, what was judged, what was stopped, what may be, what just failed. */
const classSigns = new Map(
  pushbackClasses.map(name => {
    const [letter, as] = classLetters[name];
    return [name, sign(10, pushbackMark, as, 'pushback', className(name), letter)];
  }),
);
const begins = sign(9, episodeMark, 'episode', 'episode begins');
const resolved = sign(8, '✓', 'ok', 'put right');
const happened: Readonly<Record<Happened, Sign>> = {
  interrupted: sign(7, '◼', 'pushback', 'stopped'),
  refused: sign(6, '⊘', 'error', 'refused'),
  failed: sign(3, '✗', 'error', 'failed call'),
};
const doubtfulSigns = new Map(
  pushbackClasses.map(name => [
    name,
    sign(5, '?', 'dim', 'doubtful', `doubtful ${className(name)}`, classLetters[name][0].toLowerCase()),
  ]),
);
const onset = sign(4, onsetMark, 'pushback', 'began');
const band = sign(2, '─', 'episode', 'episode');
const span = sign(1, '┄', 'dim', 'unnoticed');
/** What find looks for. */
export const match = sign(9.5, '•', 'match', 'match');

/** Every sign that a strip can show, the most telling first: what the help lists. */
export const allSigns: readonly Sign[] = [
  ...classSigns.values(),
  match,
  begins,
  resolved,
  happened.interrupted,
  happened.refused,
  sign(5, '?', 'dim', 'doubtful', 'doubtful pushback', 'a–z'),
  onset,
  happened.failed,
  band,
  span,
];

export type SignedFacts = {
  readonly pushbacks: readonly Pushback[];
  readonly doubtful: readonly Pushback[];
  readonly origins: readonly MomentOrigin[];
  readonly episodes: readonly Episode[] | null;
};

/**
 * The most telling sign of each of `total` turns (from index 0). It costs what the session is long: once for a session,
 * never for a frame.
 */
export const toTurnSigns = (
  { pushbacks, doubtful, origins, episodes }: SignedFacts,
  surveyed: readonly (readonly Happened[])[],
  total: number,
): (Sign | undefined)[] => {
  const signs = new Array<Sign | undefined>(total).fill(undefined);
  const bands = new Array<Sign | undefined>(total).fill(undefined);
  const put = (turn: number, next: Sign | undefined) => {
    const here = signs[turn - 1];
    if (next && turn >= 1 && turn <= total && (!here || here.rank < next.rank)) signs[turn - 1] = next;
  };
  /** A band from the end of one turn to the beginning of another. */
  const join = (from: number, to: number, next: Sign) => {
    for (let turn = Math.max(1, from); turn <= Math.min(total, to - 1); turn += 1) {
      bands[turn - 1] = next;
      if (turn > from) put(turn, next);
    }
  };
  for (const one of origins) {
    if (one.onset === null) continue;
    put(one.onset, onset);
    join(one.onset, one.turn, span);
  }
  for (const episode of episodes ?? []) {
    const from = firstTurn(episode);
    put(from, begins);
    const end = episode.resolvedAt ?? episode.pushback.at(-1) ?? from;
    join(from, end, band);
    put(end, band);
    if (episode.resolvedAt !== null) put(episode.resolvedAt, resolved);
  }
  surveyed.forEach((kinds, index) => {
    for (const kind of kinds) put(index + 1, happened[kind]);
  });
  for (const one of doubtful) put(one.turn, doubtfulSigns.get(one.class));
  for (const one of pushbacks) {
    const drawn = classSigns.get(one.class);
    // The strongest pushback of a cell gives it its class.
    put(one.turn, drawn && { ...drawn, rank: drawn.rank + one.strength });
  }
  return signs.map((sign, index) => sign && { ...sign, goesOn: bands[index] });
};

export const drawSign = ({ letter, text, as }: Sign, letters: boolean): string =>
  style(as, letters ? letter : text);
