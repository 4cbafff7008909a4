import { oneLine } from '../../../domain/sanitise.ts';
import { fit } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { style } from '../../theme.ts';
import { reviewMark } from './episode-lines.ts';
import { here, type Reviewing } from './reviewing.ts';

/** Columns of the list beside the episode; 0 where both would be too narrow to read. */
export const listWidth = (columns: number): number =>
  columns < 120 ? 0 : Math.min(56, Math.floor(columns / 3));

/** The episodes that are listed around the one that is read. */
export const listed = (reviewing: Reviewing, height: number): { start: number; end: number } =>
  visibleRange(here(reviewing)?.at ?? 0, reviewing.entries.length, height);

/** A line each, with how a person left them. */
export const toListLines = (reviewing: Reviewing, width: number, height: number): string[] => {
  const at = here(reviewing)?.at ?? 0;
  const { start, end } = listed(reviewing, height);
  return reviewing.entries.slice(start, end).map(({ episode }, slot) => {
    const isHere = start + slot === at;
    const words = fit(`${episode.id} ${oneLine(episode.name, 200)}`, Math.max(1, width - 4));
    return `${isHere ? style('accent', '❯') : ' '} ${reviewMark(episode.review)} ${isHere ? style('bold', words) : words}`;
  });
};
