import type { Report } from '../build-report.ts';
import type { Figure } from '../figure.ts';
import { figureWords, wholeFigureWords } from '../figure-words.ts';
import type { Column, Table, TableRow } from '../table.ts';
import { escapeHtml, formatPage } from './html-page.ts';
import { introWords } from './terminal.ts';

/** The report as one page. */
export const formatHtml = (report: Report): string =>
  formatPage({
    title: 'Pushback report',
    style,
    script: '',
    body: `<main><h1>Pushback report</h1><p>${escapeHtml(introWords(report))}</p>
<nav aria-label="Sections"><ul>${report.sections
      .map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`)
      .join('')}</ul></nav>
${report.sections
  .map(
    ({ id, title, tables }) =>
      `<section id="${id}"><h2>${escapeHtml(title)}</h2>${tables.map(toTable).join('\n')}</section>`,
  )
  .join('\n')}</main>`,
  });

const toTable = (table: Table): string => {
  const { id, title, of, columns, rows } = table;
  const chartHead = table.chart === 'bars' || table.chart === 'line' ? '<th aria-hidden="true"></th>' : '';
  return `<figure id="table-${id}"><figcaption><h3>${escapeHtml(title)}</h3><p>Of ${escapeHtml(of)}.</p></figcaption>
<div class="wide" tabindex="0" role="group" aria-label="${escapeHtml(title)}"><table><thead><tr><td></td>${columns
    .map(column => `<th scope="col">${escapeHtml(column.title)}</th>`)
    .join('')}${chartHead}</tr></thead>
<tbody>${rows.map(row => toRow(table, row)).join('\n')}</tbody></table></div></figure>`;
};

const toRow = (table: Table, row: TableRow): string => {
  const name = `${row.label} ${row.name}`.trim();
  const cells = table.columns.map(column => toCell(table, column, row.figures[column.key])).join('');
  return `<tr><th scope="row">${escapeHtml(name)}</th>${cells}${toBar(table, row)}</tr>`;
};

/** The interval stands in the cell or, where that would be too much, in its title. */
const toCell = (table: Table, { key, told }: Column, figure: Figure | undefined): string => {
  const whole = wholeFigureWords(figure);
  const words = told === 'whole' ? whole : figureWords(figure);
  const shade = table.chart === 'heat' && key !== 'n' ? heatClass(figure, mostOf(table)) : '';
  return `<td${shade} title="${escapeHtml(whole)}">${escapeHtml(words)}</td>`;
};

const heatClass = (figure: Figure | undefined, most: number): string => {
  const share = most === 0 ? 0 : (figure?.value ?? 0) / most;
  return ` class="heat${Math.round(Math.max(0, Math.min(1, share)) * 9)}"`;
};

const mostOf = ({ rows }: Table): number =>
  Math.max(
    0,
    ...rows.flatMap(({ figures }) =>
      Object.entries(figures).flatMap(([key, one]) => (key === 'n' ? [] : [one.value ?? 0])),
    ),
  );

/** Drawn, not styled: the page’s policy lets no style stand in an element. */
const toBar = ({ chart, columns, rows }: Table, row: TableRow): string => {
  if (chart !== 'bars' && chart !== 'line') return '';
  const key = (chart === 'line' ? columns.at(-1) : columns[0])?.key ?? '';
  const barred = ({ figures }: TableRow) => figures[key]?.value ?? 0;
  const most = Math.max(...rows.map(barred), 0);
  const width = most === 0 ? 0 : (160 * barred(row)) / most;
  return `<td aria-hidden="true"><svg width="160" height="12"><rect width="${width.toFixed(1)}" height="12" rx="2"/></svg></td>`;
};

const heat = Array.from(
  { length: 10 },
  (_, step) => `.heat${step}{background:color-mix(in srgb,var(--bar) ${step * 8}%,transparent)}`,
).join('');

const style = `:root{color-scheme:light dark;--bar:#3b6fb6;--line:#d0d4da;--soft:#59626e}
@media(prefers-color-scheme:dark){:root{--bar:#7aa7e8;--line:#3a4048;--soft:#a5aeba}}
body{font:15px/1.5 system-ui,sans-serif;margin:0}main{max-width:64rem;margin:auto;padding:1rem 1.25rem 4rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
section{border-top:1px solid var(--line);margin-top:2rem}figure{margin:1.5rem 0}figcaption h3{margin:0}
figcaption p{margin:.1rem 0 .5rem;color:var(--soft);font-size:.9em}.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
tbody th{text-align:left;font-weight:normal}svg rect{fill:var(--bar)}${heat}`;
