import wrapAnsi from 'wrap-ansi';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { Turn } from '../../../domain/turn.ts';
import { paintLine } from '../../text/paint-spans.ts';
import { added } from '../../text/span.ts';
import { wrapFlow } from '../../text/wrap-spans.ts';
import { className, pushbackMark, style } from '../../theme.ts';
import type { ReadingAids } from './blocks/passage.ts';
import type { TurnMarks } from './turn-marks.ts';
import { toWhyLines } from './why-lines.ts';

const indent = '    ';

/** Who speaks, when, what pushback it is and why, and what is known to begin or end here. */
export const toHeaderLines = (
  turn: Turn,
  marks: TurnMarks,
  { width, why }: { readonly width: number; readonly why: boolean },
  aids: ReadingAids,
): string[] => {
  const below = [...marks.notes, ...reasons(marks, why, aids)];
  return [
    headerLine(turn, marks.pushback, width),
    ...below.flatMap(line => wrap(line, width - indent.length)).map(line => indent + line),
  ];
};

const headerLine = (turn: Turn, pushback: Pushback | null, width: number): string => {
  const time = turn.at ? ` ${turn.at.slice(11, 16)}` : '';
  const name = `${turn.speaker === 'developer' ? '▌' : '│'} ${turn.number} ${turn.speaker}${time}${turn.abandoned ? ' abandoned' : ''}`;
  const spans = [
    added(name, turn.speaker),
    ...(pushback ? [added(` ${pushbackWords(pushback)}`, 'pushback')] : []),
    added(` ${'─'.repeat(width)}`, 'dim'),
  ];
  const [line = []] = wrapFlow({ spans, breaks: 'anywhere' }, width, 1);
  return paintLine(line);
};

const pushbackWords = ({ class: name, strength }: Pushback): string =>
  `${pushbackMark} ${className(name)} ${strengthBar(strength)} ${Math.round(strength * 100)}%`;

/** In short, or in whole where it is asked why. */
const reasons = (marks: TurnMarks, why: boolean, { nameKeys }: ReadingAids): string[] => {
  if (why) return toWhyLines(marks, nameKeys);
  return marks.pushback ? [style('dim', reasonWords(marks.pushback))] : [];
};

/** Says which words and signs decided it, so that nobody has to believe a number. */
const reasonWords = ({ signals, secondary }: Pushback): string => {
  const also = secondary.length > 0 ? `also ${secondary.map(className).join(', ')}; ` : '';
  const words = signals
    .map(signal => (signal.kind === 'words' ? `“${oneLine(signal.text, 400)}”` : oneLine(signal.text, 400)))
    .join(' · ');
  return `${also}because ${words || 'of its context'}`;
};

/** Five cells, full for a sure thing. */
const strengthBar = (strength: number): string => {
  const full = Math.round(strength * 5);
  return '▰'.repeat(full) + '▱'.repeat(5 - full);
};

const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
