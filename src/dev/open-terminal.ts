import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

export type TerminalOptions = {
  /** Another program than Node. */
  readonly file?: string;
  /** For Node: its own, and then of the program that it runs. */
  readonly args: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called at the end of each frame, with the screen as that frame left it. */
  readonly onFrame?: (terminal: headless.Terminal) => void;
  /** Called with each piece that the program writes, before it is read. */
  readonly onWritten?: (text: string) => void;
};

export type Left = { readonly code: number; readonly signal: number };

/** The longest that anything is waited for, in ms: a busy machine is slow, and what never comes fails all the same. */
const longestWait = 60_000;
/** DEC mode 2026: Ink ends a frame with the end of a synchronised update. */
const synchronised = 2026;

/** Runs a program in a pseudo-terminal and reads its screen through a terminal emulator. */
export const openTerminal = ({
  file = process.execPath,
  args,
  columns,
  rows,
  cwd,
  env,
  onFrame,
  onWritten,
}: TerminalOptions) => {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const program = spawn(file, [...args], {
    cols: columns,
    rows,
    cwd,
    env: { ...env, TERM: 'xterm-256color' },
  });
  const waiting = new Set<() => void>();
  let [written, frames] = ['', 0];
  let ended: Left | null = null;
  const look = () => {
    for (const one of [...waiting]) one();
  };
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, params => {
    if (params[0] !== synchronised) return false;
    frames += 1;
    onFrame?.(terminal);
    return false;
  });
  program.onData(data => {
    written += data;
    onWritten?.(data);
    terminal.write(data, look);
  });
  program.onExit(({ exitCode, signal }) =>
    terminal.write('', () => {
      ended = { code: exitCode, signal: signal ?? 0 };
      look();
    }),
  );
  /** Resolves to true once `fits`; to false when it does not within `longest` ms. */
  const until = (fits: () => boolean, longest: number): Promise<boolean> => {
    if (fits()) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const check = () => fits() && resolve(true);
    waiting.add(check);
    const timer = setTimeout(() => resolve(false), longest);
    return promise.finally(() => {
      waiting.delete(check);
      clearTimeout(timer);
    });
  };
  const screen = () => linesOf(terminal).join('\n');
  const shows = async (words: string | RegExp): Promise<void> => {
    const fits = () => (typeof words === 'string' ? screen().includes(words) : words.test(screen()));
    if (!(await until(() => fits() || ended !== null, longestWait)) || !fits())
      throw new Error(
        `“${words}” never came${ended ? ', the program ended' : ''}; the screen shows:\n${screen()}`,
      );
  };
  return {
    terminal,
    pid: program.pid,
    press: (keys: string) => program.write(keys),
    paste: (text: string) => program.write(`\u001b[200~${text}\u001b[201~`),
    resize: (nextColumns: number, nextRows: number) => {
      terminal.resize(nextColumns, nextRows);
      program.resize(nextColumns, nextRows);
    },
    kill: (signal: NodeJS.Signals) => program.kill(signal),
    screen,
    lines: () => linesOf(terminal),
    /** Everything that the program has written. */
    written: () => written,
    frames: () => frames,
    shows,
    until,
    /** A frame since there were `before` of them; false when none came soon, as when a key changes nothing. */
    draws: (before: number, soon: number) => until(() => frames > before || ended !== null, soon),
    hasEnded: () => ended !== null,
    /** How the program ended. */
    left: async (): Promise<Left> => {
      await until(() => ended !== null, longestWait);
      if (!ended) throw new Error(`The program never ended; the screen shows:\n${screen()}`);
      return ended;
    },
  };
};

export type OpenTerminal = ReturnType<typeof openTerminal>;

/** The screen's lines without the blanks at their ends. */
export const linesOf = ({ buffer: { active }, rows }: headless.Terminal): string[] =>
  Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
