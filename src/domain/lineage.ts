import { countOf } from './count-of.ts';

/** A log by the id of its session and its path. */
export type LogName = { readonly id: string; readonly path: string };

/**
 * What a session has in common with others that were copied from it, or that it was copied from: agents that resume or
 * fork a session write what was said so far into a new log.
 */
export type Lineage = {
  /** Logs that hold nothing but turns of this session, from its first on. */
  readonly copies: readonly LogName[];
  /** The session whose first `turns` turns this one repeats; null: it repeats none. */
  readonly beginsAs: (LogName & { readonly turns: number }) | null;
  /** Are those turns all that it has? Then the other one is listed for both. */
  readonly isCopy: boolean;
};

/** The session by itself. */
export const noLineage: Lineage = { copies: [], beginsAs: null, isCopy: false };

export const isSameLineage = (a: Lineage, b: Lineage): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The lineage as facts of a session, named and in words; none where it stands by itself. */
export const lineageWords = ({ copies, beginsAs }: Lineage): { name: string; words: string }[] => [
  ...(beginsAs
    ? [{ name: 'fork', words: `its first ${countOf(beginsAs.turns, 'turn')} are those of ${beginsAs.id}` }]
    : []),
  ...(copies.length > 0
    ? [
        {
          name: 'copies',
          words: `${copies.length} more, all in this one: ${copies.map(({ path }) => path).join(', ')}`,
        },
      ]
    : []),
];
