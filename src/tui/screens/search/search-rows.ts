import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Facets, Told } from '../../../app/app.ts';
import { countOf, formatCount } from '../../../domain/count-of.ts';
import type { Hit } from '../../../domain/hit.ts';
import type { Finder } from '../../../domain/match-words.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { paintRanges } from '../../paint-ranges.ts';
import { fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';
import { paintWords } from '../replay/ranges.ts';
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
  find: Finder,
  width: number,
  height: number,
): string[] => {
  const rows = around.flatMap(told => {
    const head = style(
      told.speaker,
      `${told.speaker === 'developer' ? '▌' : '│'} ${told.turn} ${told.speaker}`,
    );
    const most = told.turn === hit.turn ? Math.max(4, height - 8) : 3;
    const shown = paintWords(told.text.trim().slice(0, most * width * 2), find);
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

/** How many answers there are, where they stand, and what was looked for in place of what was typed. */
export const toCountLine = ({ asked, answer, completed }: SearchState, sessions: number): string => {
  if (!isAsking(asked))
    return 'words, "a phrase", -not, or, agent: project: class: in:path has:pushback strength>0.7 after:2026-01-01';
  const busy = completed === asked.generation ? '' : ' …';
  const where = asked.scope === 'everywhere' ? '' : ` in this ${asked.scope}`;
  if (answer.total === 0)
    return busy ? `looking${where}…` : `No turn matches${where}. Fewer words find more.`;
  const instead = answer.instead.map(
    ({ typed, meant }) => `nothing says “${oneLine(typed, 40)}”, this is “${oneLine(meant, 40)}” · `,
  );
  const shown = answer.total > answer.hits.length ? `, newest ${answer.hits.length} shown` : '';
  const turns = answer.isCounted ? countOf(answer.total, 'turn') : `${formatCount(answer.total)}+ turns`;
  const of = sessions > 0 ? ` of ${countOf(sessions, 'session')}` : '';
  return `${instead.join('')}${turns}${of}${where}${shown}${busy}`;
};

/** How many answers there are of an agent, a project or a class, and the filter that leaves those alone. */
export type Facet = { readonly words: string; readonly term: string };

/** The answers by agent, project and class of pushback, the most first. */
export const toFacets = (
  facets: Facets,
  sessionOf: (id: string) => SessionSummary | undefined,
): readonly (readonly Facet[])[] => {
  const agents = new Map<string, number>();
  const projects = new Map<string, number>();
  for (const [id, count] of facets.sessions) {
    const head = sessionOf(id)?.head;
    if (!head) continue;
    add(agents, head.agent, count);
    if (head.project) add(projects, head.project.split(/[\\/]/).at(-1) ?? head.project, count);
  }
  return [
    most('agent', agents),
    most('project', projects),
    most('class', new Map<string, number>(facets.classes)),
  ].filter(group => group.length > 0);
};

const between = ' · ';
const betweenGroups = ' │ ';

export const toFacetLine = (groups: readonly (readonly Facet[])[]): string =>
  groups.map(group => group.map(({ words }) => words).join(between)).join(betweenGroups);

/** The filter of the facet that stands on a column of the line; undefined between two of them. */
export const facetAt = (groups: readonly (readonly Facet[])[], column: number): string | undefined => {
  let from = 0;
  for (const group of groups) {
    for (const { words, term } of group) {
      const end = from + stringWidth(words);
      if (column >= from && column < end) return term;
      from = end + between.length;
    }
    from += betweenGroups.length - between.length;
  }
  return undefined;
};

const add = (counts: Map<string, number>, name: string, count: number): void => {
  counts.set(name, (counts.get(name) ?? 0) + count);
};
const most = (filter: string, counts: ReadonlyMap<string, number>): Facet[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, count]) => ({
      words: `${oneLine(filter === 'class' ? name.replaceAll('_', ' ') : name, 24)} ${count}`,
      term: `${filter}:${/^[\w-]+$/.test(name) ? name : `"${name.replaceAll('"', '')}"`}`,
    }));
