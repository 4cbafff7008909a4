import type headless from '@xterm/headless';
import type { IBufferCell } from '@xterm/headless';

const [cellWidth, cellHeight, margin] = [8.4, 18, 12];
const [ground, ink] = ['#16181a', '#d7dae0'];
const palette = [
  ...['#1d1f21', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', ink],
  ...['#6b7078', '#f2848d', '#b0d98f', '#f5d08d', '#7cc0ff', '#d993ee', '#6fd0dc', '#ffffff'],
];

/** The screen of a terminal as a picture: one text a run of cells that look alike. */
export const toSvg = (terminal: headless.Terminal): string => {
  const [width, height] = [terminal.cols * cellWidth + 2 * margin, terminal.rows * cellHeight + 2 * margin];
  const lines = Array.from({ length: terminal.rows }, (_, row) => lineSvg(terminal, row));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
${lines.filter(line => line !== '').join('\n')}
</svg>
`;
};

type Look = { readonly colour: string; readonly ground: string | null; readonly style: string };
type Run = Look & { readonly column: number; text: string; cells: number };

const lineSvg = (terminal: headless.Terminal, row: number): string => {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = line?.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const [text, look, last] = [cell.getChars() || ' ', lookOf(cell), runs.at(-1)];
    // A wide or joined character may be drawn in another width than its cells: each begins anew.
    const joins = last && last.text.length === last.cells && text.length === 1 && cell.getWidth() === 1;
    if (joins && isAlike(last, look)) {
      last.text += text;
      last.cells += 1;
    } else runs.push({ ...look, column, text, cells: cell.getWidth() });
  }
  return runs.map(run => runSvg(run, row)).join('');
};

const isAlike = (a: Look, b: Look): boolean =>
  a.colour === b.colour && a.ground === b.ground && a.style === b.style;

const runSvg = ({ column, text, cells, colour, ground: behind, style }: Run, row: number): string => {
  const [x, y] = [margin + column * cellWidth, margin + row * cellHeight];
  const box = behind
    ? `<rect x="${x.toFixed(1)}" y="${y}" width="${(cells * cellWidth).toFixed(1)}" height="${cellHeight}" fill="${behind}"/>`
    : '';
  if (text.trim() === '') return box;
  // Blanks that may break are folded, and what is left would be stretched over the run's cells.
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0');
  return `${box}<text x="${x.toFixed(1)}" y="${y + 14}" textLength="${(cells * cellWidth).toFixed(1)}" fill="${colour}"${style}>${escaped}</text>`;
};

const lookOf = (cell: IBufferCell): Look => {
  const front = cell.isFgDefault() ? null : colourOf(cell.isFgRGB(), cell.getFgColor());
  const back = cell.isBgDefault() ? null : colourOf(cell.isBgRGB(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  const style = [
    cell.isBold() ? ' font-weight="bold"' : '',
    cell.isDim() ? ' opacity="0.6"' : '',
    cell.isItalic() ? ' font-style="italic"' : '',
    cell.isUnderline() ? ' text-decoration="underline"' : '',
  ];
  return {
    colour: inverse ? (back ?? ground) : (front ?? ink),
    ground: inverse ? (front ?? ink) : back,
    style: style.join(''),
  };
};

/** The 256 colours of xterm: sixteen of the palette, a cube of 6x6x6, a ramp of greys. */
const colourOf = (isRgb: boolean, colour: number): string => {
  if (isRgb) return `#${colour.toString(16).padStart(6, '0')}`;
  if (colour < 16) return palette[colour] ?? ink;
  if (colour >= 232) return rgb([1, 1, 1].map(() => 8 + (colour - 232) * 10));
  const cube = colour - 16;
  return rgb(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(part => (part ? 55 + part * 40 : 0)),
  );
};

const rgb = (parts: readonly number[]): string =>
  `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
