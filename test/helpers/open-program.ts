import type headless from '@xterm/headless';
import { expect } from 'vitest';
import { linesOf, openTerminal } from '../../src/dev/open-terminal.ts';
import { homeEnv, homeOfReader, launcher, root } from './run-cli.ts';
import { strayTraffic } from './terminal-traffic.ts';

export type ProgramOptions = {
  readonly columns?: number;
  readonly rows?: number;
  /** What follows the program's name. */
  readonly args?: readonly string[];
  /** The samples were read in it before unless it is given. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
  /** The emulator joins no pictures, so it finds a row with some wider than it is. */
  readonly joinedPictures?: boolean;
  /** The logs speak of errors themselves. */
  readonly mayQuoteErrors?: boolean;
};

/** Screens of three kinds of terminal: a phone or a split, the classic, a wide monitor. */
export const sizes = [
  [40, 12],
  [80, 24],
  [200, 50],
] as const;

/**
 * The built program in a real pseudo-terminal, on the samples unless `args` say otherwise. Every frame that it draws
 * is looked at: `faults` tells what was wrong with any of them.
 */
export const openProgram = ({
  columns = 80,
  rows = 24,
  args = ['--sessions', 'sessions'],
  home = homeOfReader(),
  env = {},
  node = [],
  joinedPictures = false,
  mayQuoteErrors = false,
}: ProgramOptions = {}) => {
  const faults = new Set<string>();
  let isResizing = false;
  const program = openTerminal({
    args: [...node, launcher, ...args],
    columns,
    rows,
    cwd: root,
    env: { ...homeEnv(home), FORCE_COLOR: '1', ...env },
    onFrame: terminal => {
      if (!isResizing) for (const fault of frameFaults(terminal, mayQuoteErrors)) faults.add(fault);
    },
  });
  // Told to cut rows it would hide one that is too wide: it wraps them all the same, and a frame is found at fault.
  program.terminal.parser.registerCsiHandler(
    { prefix: '?', final: 'l' },
    params => params[0] === 7 && !joinedPictures,
  );
  return {
    ...program,
    /** Frames may be drawn for the size before until `settled`. */
    resizeTo: (nextColumns: number, nextRows: number) => {
      isResizing = true;
      program.resize(nextColumns, nextRows);
    },
    settled: () => {
      isResizing = false;
      expect(frameFaults(program.terminal)).toEqual([]);
    },
    /** No frame was at fault, and nothing but our own sequences was written; a copy only where one was asked for. */
    isSound: ({ mayCopy = false } = {}) => {
      expect([...faults].join('\n\n')).toBe('');
      const copied = /\u001b\]52;c;[A-Za-z0-9+/=]*\u0007/g;
      expect(strayTraffic(mayCopy ? program.written().replace(copied, '') : program.written())).toEqual([]);
    },
  };
};

export type OpenProgram = ReturnType<typeof openProgram>;

/** What is wrong with a frame: each fills the alternate screen, wraps no line, and names where one is and what to press. */
const frameFaults = (terminal: headless.Terminal, mayQuoteErrors = false): string[] => {
  const { active } = terminal.buffer;
  if (active.type !== 'alternate') return [];
  const lines = linesOf(terminal);
  const drawn = `\n${lines.join('\n')}`;
  const wrapped = lines.findIndex((_, row) => active.getLine(row)?.isWrapped);
  return [
    ...(wrapped >= 0 ? [`line ${wrapped + 1} is wrapped:${drawn}`] : []),
    ...(lines[0]?.trim() ? [] : [`the first line is blank, or the screen scrolled:${drawn}`]),
    // The list of keys ends where it ends, and says on its first line how to leave.
    ...(lines.slice(-2).join('').trim() || /^Keys: /.test(lines[0] ?? '')
      ? []
      : [`the last lines are blank:${drawn}`]),
    ...(!mayQuoteErrors &&
    /\b(TypeError|RangeError|ReferenceError|undefined|NaN)\b|\[object |This is a bug/.test(drawn)
      ? [`an error shows:${drawn}`]
      : []),
  ];
};
