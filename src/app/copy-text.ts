import type { Command } from '../domain/command.ts';

/** What became of a text that a person copied. */
export type Copied =
  | { readonly to: 'clipboard'; readonly by: string }
  /** To be written to the terminal, which may take it (OSC 52) or not, and does not say. */
  | { readonly to: 'terminal'; readonly sequence: string }
  | { readonly to: 'file'; readonly path: string };

type Env = Readonly<Record<string, string | undefined>>;
type Machine = {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly feed: (command: Command, text: string) => Promise<boolean>;
  /** Keeps a text in a new file of its own and gives its path. */
  readonly keep: (text: string) => string;
};

/** Terminals cut longer sequences or drop them: xterm's and tmux's own buffers hold about as much. */
const longestSequence = 100_000;

/**
 * Puts a text where a person can paste it: by a clipboard program of this machine, else through the terminal, which also
 * works over SSH, else in a file. Inside tmux, tmux itself is asked: it passes no foreign OSC 52 on by default, and keeps
 * the text in its own buffer too.
 */
export const copyText = async (text: string, { env, platform, feed, keep }: Machine): Promise<Copied> => {
  for (const tool of clipboardTools(env, platform)) {
    if (await feed(tool, text)) return { to: 'clipboard', by: tool.program };
  }
  const sequence = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  return sequence.length <= longestSequence ? { to: 'terminal', sequence } : { to: 'file', path: keep(text) };
};

/** Over SSH a clipboard program of this machine would fill the wrong clipboard. Windows' `clip` spoils all but ASCII. */
const clipboardTools = (env: Env, platform: NodeJS.Platform): Command[] => {
  const tmux = env.TMUX ? [tool('tmux', 'load-buffer', '-w', '-')] : [];
  if (env.SSH_CONNECTION || env.SSH_TTY) return tmux;
  if (platform === 'darwin') return [tool('pbcopy'), ...tmux];
  const wayland = env.WAYLAND_DISPLAY ? [tool('wl-copy')] : [];
  const x11 = env.DISPLAY
    ? [tool('xclip', '-selection', 'clipboard'), tool('xsel', '--clipboard', '--input')]
    : [];
  return [...wayland, ...x11, ...tmux];
};

const tool = (program: string, ...args: string[]): Command => ({ program, args, cwd: null });
