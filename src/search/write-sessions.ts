import type { DatabaseSync } from 'node:sqlite';
import { innerWords } from '../domain/inner-words.ts';
import { isListed, lastActive, type SessionSummary } from '../domain/session-summary.ts';
import type { IsoTime, Speaker } from '../domain/turn.ts';
import { slotBits, turnKey } from './filter-sql.ts';
import { isMadeBy } from './open-database.ts';

/** What happened in a turn besides words. */
export const turnSigns = ['refusal', 'interruption'] as const;
export type TurnSign = (typeof turnSigns)[number];

/** The prose of one turn, and what its tools were about: files and commands, one a line. */
export type Said = {
  readonly turn: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly text: string;
  readonly paths: string;
  readonly commands: string;
  readonly signs: readonly TurnSign[];
};

export type IndexedSession = {
  readonly inode: number;
  readonly summary: SessionSummary;
  readonly said: readonly Said[];
  /** What its turns are told by, one behind the other: two logs with the same beginning begin with the same text. */
  readonly trace: string;
};

/** Replaces sessions by their path in one transaction. Throws when the index has become another program's. */
export const writeSessions = (
  database: DatabaseSync,
  program: string,
  sessions: readonly IndexedSession[],
  gone: readonly string[],
): void => {
  if (sessions.length + gone.length === 0) return;
  inTransaction(database, program, () => {
    const remove = createRemover(database);
    for (const path of gone) remove(path);
    for (const { summary } of sessions) remove(summary.head.path);
    const insert = createInserter(database);
    const slots = sessions.map(session => ({ session, slot: insert.session(session) }));
    // FTS5 writes a segment out whenever a row id does not grow: upwards, a batch is one segment.
    for (const { session, slot } of slots.sort((a, b) => a.slot - b.slot)) insert.turns(session, slot);
  });
};

/** All of it or nothing. Throws when the index has become another program's. */
export const inTransaction = (database: DatabaseSync, program: string, work: () => void): void => {
  database.exec('begin immediate');
  try {
    if (!isMadeBy(database, program))
      throw new Error(
        'another version of pushback is using it; leave one of the two and start the other again',
      );
    work();
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
};

const createRemover = (database: DatabaseSync) => {
  const slotAt = database.prepare('select slot from session where path = ?');
  const forget = database.prepare(
    `insert into turn_text(turn_text, rowid, text, parts)
     select 'delete', key, text, parts from turn where key between ? and ?`,
  );
  const turns = database.prepare('delete from turn where key between ? and ?');
  const acts = database.prepare('delete from act where key between ? and ?');
  const session = database.prepare('delete from session where slot = ?');
  return (path: string): void => {
    const slot = slotAt.get(path)?.slot;
    if (typeof slot !== 'number') return;
    const range = [slot * 2 ** slotBits, (slot + 1) * 2 ** slotBits - 1] as const;
    forget.run(...range);
    turns.run(...range);
    acts.run(...range);
    session.run(slot);
  };
};

const createInserter = (database: DatabaseSync) => {
  const taken = database.prepare('select 1 from session where slot = ?');
  const session = database.prepare(
    'insert into session values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const write = createTurnInserter(database);
  /** Where the search for a free slot goes on: a checkout gives thousands of logs one second. */
  const next = new Map<number, number>();
  const freeSlot = (summary: SessionSummary): number => {
    const second = secondOf(summary);
    let slot = next.get(second) ?? second;
    while (taken.get(slot)) slot += 1;
    next.set(second, slot + 1);
    return slot;
  };
  return {
    session: ({ inode, summary, trace }: IndexedSession): number => {
      const { head, bytes, modifiedAt } = summary;
      const slot = freeSlot(summary);
      const agent = `${head.agent} ${head.source}`.toLowerCase();
      const project = (head.project ?? '').toLowerCase();
      const listed = isListed(summary) ? 1 : 0;
      const { path, id, startedAt } = head;
      session.run(
        slot,
        path,
        bytes,
        modifiedAt,
        inode,
        id,
        listed,
        agent,
        project,
        (head.branch ?? '').toLowerCase(),
        (head.model ?? '').toLowerCase(),
        startedAt,
        JSON.stringify(summary),
        trace,
        summary.lineage ? 1 : 0,
      );
      return slot;
    },
    turns: ({ summary, said }: IndexedSession, slot: number): void => {
      const judged = toJudged(summary);
      for (const one of said.toReversed()) write(slot, one, judged.get(one.turn));
    },
  };
};

/** Puts the turns of a session in, one by one. */
export const createTurnInserter = (database: DatabaseSync) => {
  const turn = database.prepare('insert into turn values (?, ?, ?, ?, ?, ?, ?, ?)');
  const act = database.prepare('insert into act values (?, ?, ?)');
  const words = database.prepare('insert into turn_text(rowid, text, parts) values (?, ?, ?)');
  return (slot: number, said: Said, judged: Judged | undefined): void => {
    const { turn: number, speaker, at, signs, paths, commands } = said;
    if (number >= 2 ** slotBits) return;
    const text = withoutEscapes(said.text);
    const parts = innerWords(text);
    const key = turnKey(slot, number);
    turn.run(key, speaker, at, signs.join(' '), judged?.json ?? null, judged?.usual ?? null, text, parts);
    words.run(key, text, parts);
    if (paths || commands) act.run(key, withoutEscapes(paths), withoutEscapes(commands));
  };
};

/** The pushback of a turn as it is kept; `usual`: strong enough for those who set no threshold. */
export type Judged = { readonly json: string; readonly usual: 0 | 1 };

/** What was judged of a session, by turn. */
export const toJudged = ({ counts }: SessionSummary): ReadonlyMap<number, Judged> =>
  new Map<number, Judged>([
    ...(counts?.pushbacks ?? []).map(one => [one.turn, { json: JSON.stringify(one), usual: 1 }] as const),
    ...(counts?.doubtful ?? []).map(one => [one.turn, { json: JSON.stringify(one), usual: 0 }] as const),
  ]);

/** A colour code glued to a word would hide the word from the index, and a NUL all that follows from `like`. */
const withoutEscapes = (text: string): string => {
  const whole = text.includes('\0') ? text.replaceAll('\0', ' ') : text;
  return whole.includes('\u001b') ? whole.replaceAll(escapes, '') : whole;
};
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;

/** The second that a session ended in, as its place in time; two of one second stand side by side. */
const secondOf = (summary: SessionSummary): number => {
  const second = Math.floor(Date.parse(lastActive(summary)) / 1000);
  return second > 0 && second < 2 ** 31 ? second : 1;
};
