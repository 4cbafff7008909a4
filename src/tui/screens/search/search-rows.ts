import wrapAnsi from 'wrap-ansi';
import type { Facets, Told } from '../../../app/app.ts';
import { countOf } from '../../../domain/count-of.ts';
import type { Hit } from '../../../domain/hit.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { paintRanges } from '../../paint-ranges.ts';
import { fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';
import { findMarks } from '../replay/ranges.ts';
import { isAsking, type SearchState } from './search-state.ts';

/** Lines that a hit takes. */
export const hitHeight = 3;

/** A hit: the turn before it, its own words with what matched, and where they stand. */
export const toHitRows = (
  hit: Hit,
  session: SessionSummary | undefined,
  width: number,
  isSelected: boolean,
): string[] => {
  const mark = hit.pushback
    ? ` ${style('pushback', `${pushbackMark} ${className(hit.pushback.class)}`)}`
    : '';
  const before = hit.before === null ? '' : style('dim', `   ${oneLine(hit.before, 400)}`);
  const words = `${isSelected ? style('accent', '❯') : ' '} ${speakerBar(hit.speaker)} ${paintRanges(
    hit.snippet,
    hit.matches.map(match => ({ ...match, as: 'match' })),
  )}`;
  const place = `    turn ${hit.turn} · ${sanitise(session?.head.agent ?? '')} · ${sanitise(session?.head.title ?? hit.session)}`;
  return [fit(before, width), fit(words, width), fit(`${style('dim', place)}${mark}`, width)];
};

const speakerBar = (speaker: Hit['speaker']): string => style(speaker, speaker === 'developer' ? '▌' : '│');

/** The turns around a hit, the hit's own in full as far as it fits. */
export const toPreviewRows = (
  around: readonly Told[],
  hit: Hit,
  words: readonly string[],
  width: number,
  height: number,
): string[] => {
  const rows = around.flatMap(told => {
    const head = style(
      told.speaker,
      `${told.speaker === 'developer' ? '▌' : '│'} ${told.turn} ${told.speaker}`,
    );
    const most = told.turn === hit.turn ? Math.max(4, height - 8) : 3;
    const shown = paintWords(told.text.trim().slice(0, most * width * 2), words);
    return [
      head,
      ...wrapAnsi(shown, Math.max(8, width - 2), { hard: true, trim: false })
        .split('\n')
        .slice(0, most)
        .map(line => `  ${line}`),
    ];
  });
  return rows.slice(0, height).map(row => fit(row, width));
};

const paintWords = (text: string, words: readonly string[]): string =>
  paintRanges(
    text,
    words.flatMap(word => findMarks(text, word)),
  );

/** How many answers there are, where they stand, and what was looked for in place of what was typed. */
export const toCountLine = ({ asked, answer, answered }: SearchState, sessions: number): string => {
  if (!isAsking(asked))
    return 'words, "a phrase", -not, or, agent: project: class: in:path has:pushback strength>0.7 after:2026-01-01';
  const busy = answered === asked.generation ? '' : ' …';
  const where = asked.scope === 'everywhere' ? '' : ` in this ${asked.scope}`;
  if (answer.total === 0)
    return busy ? `looking${where}…` : `No turn matches${where}. Fewer words find more.`;
  const instead = answer.instead.map(
    ({ typed, meant }) => `nothing says “${oneLine(typed, 40)}”, this is “${oneLine(meant, 40)}” · `,
  );
  const shown = answer.total > answer.hits.length ? `, newest ${answer.hits.length} shown` : '';
  return `${instead.join('')}${countOf(answer.total, 'turn')} of ${countOf(sessions, 'session')}${where}${shown}${busy}`;
};

/** The answers by agent, project and class of pushback, the most first. */
export const toFacetLine = (
  facets: Facets,
  sessionOf: (id: string) => SessionSummary | undefined,
): string => {
  const agents = new Map<string, number>();
  const projects = new Map<string, number>();
  for (const [id, count] of facets.sessions) {
    const head = sessionOf(id)?.head;
    if (!head) continue;
    add(agents, head.agent, count);
    if (head.project) add(projects, head.project.split(/[\\/]/).at(-1) ?? head.project, count);
  }
  const classes = [...facets.classes].map(([name, count]) => [className(name), count] as const);
  return [most(agents), most(projects), most(new Map(classes))].filter(Boolean).join(' │ ');
};

const add = (counts: Map<string, number>, name: string, count: number): void => {
  counts.set(name, (counts.get(name) ?? 0) + count);
};
const most = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, count]) => `${oneLine(name, 24)} ${count}`)
    .join(' · ');
