/** `npm run picture`: runs the real program on the samples in a terminal emulator and draws its screens under docs/. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import headless, { type IBufferCell } from '@xterm/headless';

const [columns, rows, cellWidth, cellHeight] = [100, 28, 8.4, 18];
const root = fileURLToPath(new URL('../..', import.meta.url));
const palette = ['#1d1f21', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];
const toReplay = ['/currency', '\r', '\r'];
const pictures = {
  'replay.svg': [...toReplay, ']', ']', 'k', 'k'],
  'episodes.svg': [...toReplay, 'C', '\r', '', 'j', 'j'],
};

for (const [name, keys] of Object.entries(pictures)) {
  const terminal = await play(keys);
  mkdirSync(new URL('../../docs', import.meta.url), { recursive: true });
  writeFileSync(new URL(`../../docs/${name}`, import.meta.url), toSvg(terminal));
}

/** Presses the keys one after the other, with time for the screen to follow; '' only waits. */
async function play(keys: readonly string[]): Promise<headless.Terminal> {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const store = mkdtempSync(join(tmpdir(), 'pushback-picture-'));
  const args = ['src/launcher.mjs', '--sessions', 'sessions', '--store', store];
  const program = spawn(process.execPath, args, {
    cols: columns,
    rows,
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color', FORCE_COLOR: '1' },
  });
  program.onData(data => terminal.write(data));
  await sleep(2000);
  for (const key of keys) {
    program.write(key);
    await sleep(800);
  }
  program.kill();
  return terminal;
}

function toSvg(terminal: headless.Terminal): string {
  const lines = Array.from({ length: rows }, (_, row) => lineSvg(terminal, row));
  const [width, height] = [columns * cellWidth + 24, rows * cellHeight + 24];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="#16181a"/>
${lines.join('\n')}
</svg>
`;
}

function lineSvg(terminal: headless.Terminal, row: number): string {
  const line = terminal.buffer.active.getLine(row);
  const cells = Array.from({ length: columns }, (_, column) => {
    const cell = line?.getCell(column);
    const text = cell?.getChars() ?? '';
    return !cell || text === '' || text === ' ' ? '' : cellSvg(cell, text, column, row);
  });
  return cells.join('');
}

function cellSvg(cell: IBufferCell, text: string, column: number, row: number): string {
  const [x, y] = [12 + column * cellWidth, 26 + row * cellHeight];
  const colour = cell.isFgPalette() ? (palette[cell.getFgColor() % 8] ?? '#d7dae0') : '#d7dae0';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const weight = cell.isBold() ? ' font-weight="bold"' : '';
  return `<text x="${x.toFixed(1)}" y="${y}" fill="${colour}"${weight}${cell.isDim() ? ' opacity="0.6"' : ''}>${escaped}</text>`;
}
