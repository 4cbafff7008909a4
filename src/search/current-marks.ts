import type { DatabaseSync } from 'node:sqlite';
import { type Pushback, type PushbackClass, reviewPushbacks } from '../domain/pushback.ts';
import type { PushbackReviews } from '../domain/session-summary.ts';
import { slotBits, turnKey } from './filter-sql.ts';

/** The labels of one episode, and the turns that it is about. */
export type MarkedEpisode = {
  readonly session: string;
  readonly turns: readonly number[];
  /** Codes of symptoms, causes and severity. */
  readonly labels: readonly string[];
};

/** What a person set and said, and what was classified: the index knows none of it. */
export type Marks = {
  /** From which strength on a turn counts as pushback; null: as it was detected. */
  readonly threshold: number | null;
  readonly reviews: PushbackReviews;
  readonly episodes: readonly MarkedEpisode[];
};

/** The class of each turn that is pushback, by its key. */
export type Shown = { readonly classes: ReadonlyMap<number, PushbackClass> };

export type CurrentMarks = {
  /** What stands in the tables: another object whenever they were made anew. */
  readonly show: (marks: Marks) => Shown;
  /** The index was written through this very connection, which its version does not tell. */
  readonly forget: () => void;
};

const tables = `
  create temp table if not exists current_pushback(
    key integer primary key, strength real not null, classes text not null, class text not null, about text not null,
    pushback text not null
  );
  create temp table if not exists current_episode(key integer primary key, labels text not null);
  delete from current_pushback; delete from current_episode;`;

/**
 * Keeps tables of the turns that are pushback or part of an episode as a person sees them, beside the index and for this
 * connection alone. They are made anew when the marks or the index have changed.
 */
export const createCurrentMarks = (database: DatabaseSync): CurrentMarks => {
  let made: (Shown & { readonly marks: Marks; readonly version: unknown }) | undefined;
  const versionOf = () => database.prepare('pragma data_version').get()?.data_version;
  const show = (marks: Marks): Shown => {
    const version = versionOf();
    if (made?.marks === marks && made.version === version) return made;
    database.exec(tables);
    const slots = slotsOf(database, [
      ...marks.reviews.keys(),
      ...marks.episodes.map(({ session }) => session),
    ]);
    const classes = fillPushbacks(database, marks, slots);
    fillEpisodes(database, marks, slots);
    made = { marks, version, classes };
    return made;
  };
  return {
    show,
    forget: () => {
      made = undefined;
    },
  };
};

type Slots = ReadonlyMap<string, number>;

const slotsOf = (database: DatabaseSync, sessions: readonly string[]): Slots => {
  const one = database.prepare('select slot from session where id = ? and listed');
  return new Map(
    [...new Set(sessions)].flatMap(session => {
      const slot = one.get(session)?.slot;
      return typeof slot === 'number' ? [[session, slot] as const] : [];
    }),
  );
};

/** What was detected and is strong enough, and what a person said, who wins. */
const fillPushbacks = (
  database: DatabaseSync,
  { threshold, reviews }: Marks,
  slots: Slots,
): Shown['classes'] => {
  const classes = new Map<number, PushbackClass>();
  const insert = database.prepare('insert or replace into current_pushback values (?, ?, ?, ?, ?, ?)');
  const add = (key: number, { class: name, secondary, strength, about }: Pushback, json: string): void => {
    const subject = about ? `${about.kind} ${about.name}` : '';
    classes.set(key, name);
    insert.run(key, strength, ` ${[name, ...secondary].join(' ')} `, name, subject, json);
  };
  const reviewed = new Map([...reviews].flatMap(([session, said]) => mapSlot(slots, session, said)));
  const detected = new Map<number, Pushback[]>();
  const rows = database.prepare('select key, pushback, usual from turn where pushback is not null').all();
  for (const { key, pushback: json, usual } of rows) {
    const pushback: Pushback = JSON.parse(String(json));
    const isStrong = threshold === null ? usual === 1 : pushback.strength >= threshold;
    const said = reviewed.get(Math.floor(Number(key) / 2 ** slotBits));
    if (!said && isStrong) add(Number(key), pushback, String(json));
    // A person's word holds for weak ones too.
    if (said && (isStrong || said.has(pushback.turn)))
      push(detected, Math.floor(Number(key) / 2 ** slotBits), pushback);
  }
  for (const [slot, said] of reviewed)
    for (const pushback of reviewPushbacks(detected.get(slot) ?? [], said))
      add(turnKey(slot, pushback.turn), pushback, JSON.stringify(pushback));
  return classes;
};

const push = <Value>(lists: Map<number, Value[]>, key: number, value: Value): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

const mapSlot = <Value>(slots: Slots, session: string, value: Value): [number, Value][] => {
  const slot = slots.get(session);
  return slot === undefined ? [] : [[slot, value]];
};

const fillEpisodes = (database: DatabaseSync, { episodes }: Marks, slots: Slots): void => {
  const labels = new Map<number, Set<string>>();
  for (const { session, turns, labels: own } of episodes) {
    const slot = slots.get(session);
    if (slot === undefined) continue;
    for (const turn of turns) {
      const key = turnKey(slot, turn);
      labels.set(key, new Set([...(labels.get(key) ?? []), ...own]));
    }
  }
  const insert = database.prepare('insert into current_episode values (?, ?)');
  for (const [key, own] of labels) insert.run(key, ` ${[...own].join(' ')} `);
};
