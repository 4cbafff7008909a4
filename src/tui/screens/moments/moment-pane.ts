import wrapAnsi from 'wrap-ansi';
import { actWords } from '../../../domain/act-words.ts';
import type { Finder } from '../../../domain/match-words.ts';
import type { Moment } from '../../../domain/moment.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { type Mark, paintRanges } from '../../paint-ranges.ts';
import { beside, fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';
import { findMarks } from '../replay/ranges.ts';
import { spanWords } from '../replay/span-words.ts';
import { sideBySideFrom } from './moment-rows.ts';

type Pane = {
  readonly session: SessionSummary | undefined;
  readonly find: Finder;
  readonly width: number;
  readonly height: number;
};

/** What the agent did and what the developer said of it: side by side, or one below the other where it is narrow. */
export const toMomentPane = (moment: Moment, { session, find, width, height }: Pane): string[] => {
  const { pushback, turn } = moment;
  const label = `${pushbackMark} ${className(pushback.class)} ${Math.round(pushback.strength * 100)}%`;
  const agent = session ? `${sanitise(session.head.agent)} · ` : '';
  const place = `turn ${turn} · ${agent}${oneLine(session?.head.title ?? moment.session, 200)}`;
  const title = `${style('dim', '──')} ${style('pushback', label)} ${style('dim', place)}`;
  const facts = factsOf(moment).map(text => style('dim', text));
  const rows = height - 1 - (height > 6 ? facts.length : 0);
  const above = [title, ...(height > 6 ? facts : [])];
  if (width >= sideBySideFrom) {
    const left = Math.floor(width / 2);
    const [act, said] = [actLines(moment, left - 1, rows), saidLines(moment, find, width - left - 2, rows)];
    const both = Array.from({ length: rows }, (_, row) =>
      beside(act[row] ?? '', said[row] ?? '', left, width - left),
    );
    return [...above, ...both].map(line => fit(line, width));
  }
  const act = actLines(moment, width, Math.max(1, Math.floor(rows / 3)));
  return [...above, ...act, ...saidLines(moment, find, width, rows - act.length)].map(line =>
    fit(line, width),
  );
};

/** The rule that it recalls, and what it cost until it was said. */
const factsOf = ({ rule, origin }: Moment): string[] => [
  ...(rule ? [`   recalls turn ${rule.turn}: “${oneLine(rule.text, 300)}”`] : []),
  ...(origin?.onset != null && origin.span
    ? [`   began in turn ${origin.onset}: ${spanWords(origin.span)} until then`]
    : []),
];

/** What was touched and run, then the last words, which say what was claimed. */
const actLines = ({ act }: Moment, width: number, rows: number): string[] => {
  if (!act || rows <= 0) return [];
  const did = actWords(act) || (rows === 1 ? oneLine(act.words.slice(-width), width) : '');
  const head = `${style('agent', `│ ${act.turn} agent`)} ${style('tool', did)}`;
  const room = rows - 1;
  const words = wrapped(act.words.trim().slice(-room * width), width, text => sanitise(text));
  const shown = words.length > room ? ['  …', ...words.slice(words.length - room + 1)] : words;
  return [head, ...(room > 0 ? shown : [])];
};

/** The developer's words from a little before those that decided it, where they are far in. */
const saidLines = ({ turn, words, pushback }: Moment, find: Finder, width: number, rows: number) => {
  const head = style('developer', `▌ ${turn} developer`);
  if (words === '') return [head, style('dim', '  stopped without a word')].slice(0, rows);
  const signals = pushback.signals.flatMap(({ start, end, text }): Mark[] =>
    start !== null && end !== null && words.slice(start, end) === text
      ? [{ start, end, as: 'pushback' }]
      : [],
  );
  const first = Math.min(...signals.map(({ start }) => start), words.length);
  const from = signals.length > 0 && first > (rows - 2) * width ? first - Math.floor(width / 2) : 0;
  const shown = words.slice(from, from + rows * width);
  const marks = [
    ...findMarks(shown, find),
    ...signals
      .map(mark => ({ ...mark, start: mark.start - from, end: mark.end - from }))
      .filter(({ start, end }) => start >= 0 && end <= shown.length),
  ];
  const lines = wrapped(shown, width, text => `${from > 0 ? '…' : ''}${paintRanges(text, marks)}`);
  return [head, ...lines].slice(0, rows);
};

const wrapped = (text: string, width: number, paint: (text: string) => string): string[] =>
  text === ''
    ? []
    : wrapAnsi(paint(text), Math.max(8, width - 2), { hard: true, trim: false })
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => `  ${line.replace(/^ (?=\S)/, '')}`);
