/** `npm run picture`: runs the real program on the samples in a terminal emulator and draws its screen as docs/replay.svg. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import headless, { type IBufferCell } from '@xterm/headless';

const [columns, rows, cellWidth, cellHeight] = [100, 28, 8.4, 18];
const keys = ['/currency', '\r', '\r', ']', ']', 'k', 'k'];
const root = fileURLToPath(new URL('../..', import.meta.url));
const palette = ['#1d1f21', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];

const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
const program = spawn(process.execPath, ['src/launcher.mjs', '--sessions', 'sessions'], {
  cols: columns,
  rows,
  cwd: root,
  env: { ...process.env, TERM: 'xterm-256color', FORCE_COLOR: '1' },
});
program.onData(data => terminal.write(data));
await sleep(1500);
for (const key of keys) {
  program.write(key);
  await sleep(400);
}
mkdirSync(new URL('../../docs', import.meta.url), { recursive: true });
writeFileSync(new URL('../../docs/replay.svg', import.meta.url), toSvg());
program.kill();

function toSvg(): string {
  const lines = Array.from({ length: rows }, (_, row) => lineSvg(row));
  const [width, height] = [columns * cellWidth + 24, rows * cellHeight + 24];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="#16181a"/>
${lines.join('\n')}
</svg>
`;
}

function lineSvg(row: number): string {
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
