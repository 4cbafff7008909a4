import type { DatabaseSync } from 'node:sqlite';
import { turnKey } from './filter-sql.ts';
import { createTurnInserter, type IndexedSession, inTransaction, toJudged } from './write-sessions.ts';

/** What is read later of a session; `said`: the turns that may be pushback. */
export type CompletedSession = Omit<IndexedSession, 'trace'>;

/** Puts in what was read later of sessions: see `SearchIndex.complete`. Throws as `writeSessions` does. */
export const completeSessions = (
  database: DatabaseSync,
  program: string,
  sessions: readonly CompletedSession[],
): void => {
  if (sessions.length === 0) return;
  inTransaction(database, program, () => {
    const complete = createCompleter(database);
    for (const session of sessions) complete(session);
  });
};

const createCompleter = (database: DatabaseSync) => {
  const slotOf = database.prepare(
    'select slot from session where path = ? and bytes = ? and modified = ? and inode = ?',
  );
  const summarise = database.prepare('update session set summary = ? where slot = ?');
  const judge = database.prepare('update turn set pushback = ?, usual = ? where key = ?');
  const insert = createTurnInserter(database);
  return ({ inode, summary, said }: CompletedSession): void => {
    const slot = slotOf.get(summary.head.path, summary.bytes, summary.modifiedAt, inode)?.slot;
    if (typeof slot !== 'number') return;
    summarise.run(JSON.stringify(summary), slot);
    const judged = toJudged(summary);
    for (const one of said) {
      const { json = null, usual = null } = judged.get(one.turn) ?? {};
      // A turn without words has no row yet.
      if (judge.run(json, usual, turnKey(slot, one.turn)).changes === 0)
        insert(slot, one, judged.get(one.turn));
    }
  };
};
