import { axisWords } from '../../../domain/axis-words.ts';
import { type Axis, axes, axisAnswer } from '../../../domain/edit-annotation.ts';
import { annotationOf, type Episode, type Evidence, type Review } from '../../../domain/episode.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import { episodeMark, style } from '../../theme.ts';
import { spanWords } from '../replay/span-words.ts';
import { toArc } from './arc.ts';
import { paragraph } from './paragraph.ts';
import type { Stop } from './reviewing.ts';

/** Screen lines, the one that the cursor stands on, and those on which quotes begin. */
export type Document = {
  readonly lines: readonly string[];
  readonly cursorLine: number;
  readonly quotes?: readonly number[];
};

/** One episode in whole: what happened, its course, its labels with their reasons, what it quotes, what a person said. */
export const toEpisodeLines = ({ entry, quote }: Stop, turns: number | null, width: number): Document => {
  const { episode, why } = entry;
  const lines = [
    headLine(episode, quote === null),
    ...(why ? paragraph(style('mark', why), width) : []),
    ...(episode.review ? reviewLines(episode.review, width) : []),
    ...toArc(episode, turns, width - 4).flatMap(line => paragraph(line, width)),
    ...paragraph(sanitise(episode.description), width),
    ...axes.flatMap(axis => axisLines(axis, episode, width)),
    ...spanLine(episode, width),
  ];
  let cursorLine = 0;
  const quotes: number[] = [];
  for (const [at, evidence] of episode.evidence.entries()) {
    if (at === quote) cursorLine = lines.length;
    quotes.push(lines.length);
    lines.push(...quoteLines(evidence, at === quote, width));
  }
  return { lines, cursorLine, quotes };
};

/** How a person left an episode, as a mark: colour alone would not do. */
export const reviewMark = (review: Review | null): string => {
  switch (review?.decision) {
    case 'accepted':
      return style('ok', '✓');
    case 'edited':
      return style('ok', '✎');
    case 'rejected':
      return style('error', '✗');
    default:
      return style('dim', '·');
  }
};

const pointer = (isHere: boolean): string => (isHere ? style('accent', '❯') : ' ');

const headLine = (episode: Episode, isHere: boolean): string => {
  const { id, name, onset, pushback, confidence } = episode;
  const place = [onset, pushback[0]].filter(turn => turn !== null && turn !== undefined).join('→');
  const symptom = annotationOf(episode).symptom.labels.join('+');
  const facts = [symptom, place ? `turn ${place}` : '', confidence].filter(Boolean).join(' · ');
  const title = `${episodeMark} ${id} ${oneLine(name, 200)}`;
  return `${pointer(isHere)} ${style('episode', title)} ${style('dim', facts)}`;
};

const reviewLines = (review: Review, width: number): string[] => {
  const { decision, reason, note, at } = review;
  const words = [decision === 'edited' ? 'accepted with your labels' : decision, at.slice(0, 10)];
  const why = reason ? `: ${reason.replaceAll('_', ' ')}` : '';
  return [
    ...paragraph(`${reviewMark(review)} ${words.filter(Boolean).join(' ')}${sanitise(why)}`, width),
    ...(note ? paragraph(`${style('bold', 'note')} ${sanitise(note)}`, width) : []),
  ];
};

/** The label that counts, with the engine's reasons; where a person set another, what the engine had said as well. */
const axisLines = (axis: Axis, episode: Episode, width: number): string[] => {
  const [mine, engines] = [annotationOf(episode), episode.annotation];
  const isOwn = axisAnswer(axis, mine) !== axisAnswer(axis, engines);
  const said = isOwn
    ? `yours; the engine: ${axisWords(axis, engines)}. ${engines[axis].reasoning}`
    : mine[axis].reasoning;
  return paragraph(
    `${style('bold', axis.padEnd(10))} ${sanitise(axisWords(axis, mine))}${style('dim', said ? ` · ${sanitise(said)}` : '')}`,
    width,
  );
};

/** From onset to pushback: what it cost before it was seen, as far as the log can tell. */
const spanLine = ({ span }: Episode, width: number): string[] => {
  const words = spanWords(span);
  return words ? paragraph(`${style('bold', 'undetected')} ${words}`, width) : [];
};

const quoteLines = (
  { turn, quote, context, located }: Evidence,
  isHere: boolean,
  width: number,
): string[] => {
  const how = located === 'exact' ? '' : style('dim', ` (${located})`);
  const text = `${style('bold', `turn ${turn}`)} “${style(isHere ? 'evidence' : 'plain', oneLine(quote, 300))}”${how} ${style('dim', oneLine(context, 200))}`;
  return paragraph(text, width).map((line, at) =>
    at === 0 && isHere ? `  ${style('accent', '❯')} ${line.slice(4)}` : line,
  );
};
