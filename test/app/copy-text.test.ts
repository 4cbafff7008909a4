import { describe, expect, test } from 'vitest';
import { copyText } from '../../src/app/copy-text.ts';

type Env = Readonly<Record<string, string>>;

/** Copies on a machine that has the programs in `there`, and tells what was asked of it. */
const copyOn = async (
  env: Env,
  there: readonly string[],
  text = 'café',
  platform: NodeJS.Platform = 'linux',
) => {
  const asked: string[] = [];
  const copied = await copyText(text, {
    env,
    platform,
    feed: async ({ program, args }) => {
      asked.push([program, ...args].join(' '));
      return there.includes(program);
    },
    keep: () => '/tmp/copied.txt',
  });
  return { copied, asked };
};

describe('the clipboard program of this machine comes first', () => {
  test.each([
    ['macOS', 'darwin', {}, 'pbcopy'],
    ['Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wl-copy'],
    ['X11', 'linux', { DISPLAY: ':0' }, 'xclip'],
  ] as const)('%s', async (_, platform, env, program) => {
    const { copied } = await copyOn(env, [program], 'x', platform);
    expect(copied).toEqual({ to: 'clipboard', by: program });
  });
});

test('where one is missing the next is asked, and tmux before the terminal', async () => {
  const { copied, asked } = await copyOn({ DISPLAY: ':0', TMUX: '/tmp/tmux,1,0' }, ['tmux']);
  expect(asked).toEqual(['xclip -selection clipboard', 'xsel --clipboard --input', 'tmux load-buffer -w -']);
  expect(copied).toEqual({ to: 'clipboard', by: 'tmux' });
});

test('over SSH no program of the far machine is asked: the terminal is, with the text in base64', async () => {
  const { copied, asked } = await copyOn({ SSH_TTY: '/dev/pts/0', DISPLAY: ':0' }, ['xclip']);
  expect(asked).toEqual([]);
  expect(copied).toEqual({ to: 'terminal', sequence: '\u001b]52;c;Y2Fmw6k=\u0007' });
});

test('what is too long for a terminal is kept in a file', async () => {
  expect((await copyOn({}, [], 'x'.repeat(74_000))).copied.to).toBe('terminal');
  expect((await copyOn({}, [], 'x'.repeat(80_000))).copied).toEqual({ to: 'file', path: '/tmp/copied.txt' });
});
