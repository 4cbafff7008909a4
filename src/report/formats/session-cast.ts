import wrapAnsi from 'wrap-ansi';
import { oneLine, sanitise } from '../../domain/sanitise.ts';
import {
  type ExportedBlock,
  type ExportedSession,
  type ExportedTurn,
  headingOf,
  shorten,
} from '../exported-session.ts';

const columns = 100;
const rows = 30;
/** Seconds: a line takes so long to come, and a pause in the log is never waited out longer. */
const lineSeconds = 0.12;
const longestPause = 2;
/** Lines of an output and characters of it that are played. */
const mostOutput = 600;

/**
 * The session as an asciicast of version 2: turn after turn, a line at a time, with a marker at each pushback that a
 * player can jump to. What a log holds is printed as text; the only escape sequences are our own colours.
 */
export const formatSessionCast = (session: ExportedSession): string => {
  const events: string[] = [];
  let [time, before] = [0, null as number | null];
  const add = (kind: 'o' | 'm', text: string) => {
    events.push(JSON.stringify([Math.round(time * 1000) / 1000, kind, text]));
  };
  for (const turn of shorten(session, mostOutput).turns) {
    time += pauseBefore(turn, before);
    before = turn.at === null ? before : Date.parse(turn.at);
    if (turn.pushback) add('m', `↯ ${turn.pushback.class.replaceAll('_', ' ')}, turn ${turn.number}`);
    for (const line of toLines(turn)) {
      add('o', `${line}\r\n`);
      time += lineSeconds;
    }
  }
  const header = {
    version: 2,
    width: columns,
    height: rows,
    title: oneLine(session.title, 200),
    idle_time_limit: longestPause,
  };
  return [JSON.stringify(header), ...events].join('\n');
};

const pauseBefore = ({ at }: ExportedTurn, before: number | null): number => {
  if (at === null || before === null) return lineSeconds;
  return Math.min(longestPause, Math.max(lineSeconds, (Date.parse(at) - before) / 1000 || 0));
};

const paint = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;

const toLines = (turn: ExportedTurn): string[] => [
  '',
  paint(turn.pushback ? 33 : turn.speaker === 'developer' ? 36 : 1, headingOf(turn)),
  ...turn.blocks.flatMap(toBlockLines),
];

const toBlockLines = (block: ExportedBlock): string[] => {
  switch (block.kind) {
    case 'text':
      return wrapped(block.text);
    case 'thinking':
      return wrapped(block.text).map(line => paint(2, line));
    case 'mark':
      return [paint(2, oneLine(block.text, columns))];
    case 'tool':
      return [
        paint(35, oneLine(`${block.name} ${block.target} (${block.status})`, columns - 2)),
        ...block.edits.flatMap(({ lines }) => lines.slice(0, 20).map(toDiffLine)),
        ...(block.output
          ? wrapped(block.output)
              .slice(0, 12)
              .map(line => paint(2, line))
          : []),
      ];
  }
};

const toDiffLine = (line: string): string => {
  const text = oneLine(line, columns - 2);
  return line.startsWith('+') ? paint(32, text) : line.startsWith('-') ? paint(31, text) : text;
};

const wrapped = (text: string): string[] =>
  wrapAnsi(sanitise(text), columns, { hard: true, trim: false }).split('\n');
