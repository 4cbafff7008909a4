import { isSameLineage, type Lineage, noLineage } from '../domain/lineage.ts';
import { lastActive } from '../domain/session-summary.ts';
import type { SearchIndex, TracedSession } from '../search/search-index.ts';
import { findLineages } from './find-lineages.ts';

/**
 * The lineages, by path, of those sessions whose lineage is not what the index has; only of logs that are looked at now
 * (`isHere`). An index that cannot be read any more tells of none: every session is then listed by itself.
 */
export const changedLineages = (
  index: SearchIndex,
  isHere: (path: string) => boolean,
): ReadonlyMap<string, Lineage> => {
  const alike = readAlike(index);
  const lineages = findLineages(
    alike.map(({ trace, summary }) => ({
      id: summary.head.id,
      path: summary.head.path,
      trace,
      endedAt: lastActive(summary),
    })),
    isHere,
  );
  return new Map(
    alike.flatMap(({ summary: { head, lineage = noLineage } }) => {
      const wanted = lineages.get(head.path) ?? noLineage;
      return isHere(head.path) && !isSameLineage(lineage, wanted) ? [[head.path, wanted] as const] : [];
    }),
  );
};

const readAlike = (index: SearchIndex): TracedSession[] => {
  try {
    return index.beginningAlike();
  } catch {
    return [];
  }
};
