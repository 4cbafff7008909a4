import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import type { Facets } from '../../../app/app.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { style } from '../../theme.ts';

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

const between = ' · ';
const betweenGroups = ' │ ';

/** A facet in the line, from one column to another; the chosen one has a sign before it. */
type Placed = { readonly facet: Facet; readonly text: string; readonly from: number; readonly end: number };

/** The facets of one line; where the chosen one would not fit, the line begins later. */
export type FacetLine = { readonly placed: readonly Placed[]; readonly text: string; readonly left: number };

export const toFacetLine = (
  groups: readonly (readonly Facet[])[],
  chosen: number | null,
  width: number,
): FacetLine => {
  const placed: Placed[] = [];
  let text = '';
  for (const group of groups) {
    for (const facet of group) {
      if (text !== '') text += style('dim', facet === group[0] ? betweenGroups : between);
      const isChosen = placed.length === chosen;
      const words = isChosen ? `❯${facet.words}` : facet.words;
      const from = stringWidth(text);
      text += style(isChosen ? 'selected' : 'dim', words);
      placed.push({ facet, text: words, from, end: from + stringWidth(words) });
    }
  }
  const left = Math.max(0, (placed[chosen ?? 0]?.end ?? 0) - width);
  return { placed, text: sliceAnsi(text, left, left + width), left };
};

/** The filter of the facet that stands on a column of the line; undefined between two of them. */
export const facetAt = ({ placed, left }: FacetLine, column: number): string | undefined =>
  placed.find(({ from, end }) => column + left >= from && column + left < end)?.facet.term;
