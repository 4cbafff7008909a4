import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { Turn } from '../../../domain/turn.ts';
import { fit } from '../../parts/row.tsx';
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

/** Where there is little room the bar goes first, then the number; what is cut then says so. */
const headerLine = (turn: Turn, pushback: Pushback | null, width: number): string => {
  const time = turn.at ? ` ${turn.at.slice(11, 16)}` : '';
  const name = `${turn.speaker === 'developer' ? '▌' : '│'} ${turn.number} ${turn.speaker}${time}${turn.abandoned ? ' abandoned' : ''}`;
  const room = width - stringWidth(name) - 1;
  const [longest = '', ...shorter] = pushback ? pushbackWords(pushback) : [];
  const words = [longest, ...shorter].find(one => stringWidth(one) <= room) ?? shorter.at(-1) ?? '';
  const said = style(turn.speaker, name) + (words === '' ? '' : ` ${style('pushback', words)}`);
  const left = width - stringWidth(said) - 1;
  return left < 0 ? fit(said, width) : `${said} ${style('dim', '─'.repeat(left))}`;
};

/** In whole, and shorter and shorter. */
const pushbackWords = ({ class: name, strength }: Pushback): readonly string[] => {
  const words = `${pushbackMark} ${className(name)}`;
  const share = `${Math.round(strength * 100)}%`;
  return [`${words} ${strengthBar(strength)} ${share}`, `${words} ${share}`, words];
};

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
