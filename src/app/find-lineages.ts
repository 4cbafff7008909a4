import { type Lineage, type LogName, noLineage } from '../domain/lineage.ts';
import { traceStep } from './trace-turn.ts';

/** A session as it is compared with others: what its turns are told by, and when it was last at work. */
export type Traced = LogName & { readonly trace: string; readonly endedAt: string };

/**
 * Tells what sessions have in common. One that another begins with whole is a copy of it; of two that begin alike and
 * go on each in its own way, the one that ended later begins as the other. `isHere`: is the log among those that are
 * looked at? No other takes a turn from a session, so that each turn is to be seen at one place at least.
 */
export const findLineages = (
  sessions: readonly Traced[],
  isHere: (path: string) => boolean,
): ReadonlyMap<string, Lineage> => {
  const lineages = new Map<string, Lineage>();
  const groups = Map.groupBy(sessions, ({ trace }) => trace.slice(0, traceStep / 2));
  for (const group of groups.values())
    if (group.length > 1)
      for (const one of group) {
        const lineage = lineageOf(one, group, isHere);
        if (lineage !== noLineage) lineages.set(one.path, lineage);
      }
  return lineages;
};

const lineageOf = (one: Traced, group: readonly Traced[], isHere: (path: string) => boolean): Lineage => {
  const copies = group
    .filter(other => holderOf(other, group) === one)
    .map(({ id, path }) => ({ id, path }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const beginsAs = beginningOf(
    one,
    group.filter(({ path }) => isHere(path)),
  );
  const isCopy = (beginsAs?.turns ?? 0) * traceStep === one.trace.length;
  return copies.length === 0 && beginsAs === null ? noLineage : { copies, beginsAs, isCopy };
};

/** The session that holds this one whole: the longest that does; undefined when none does. */
const holderOf = (one: Traced, group: readonly Traced[]): Traced | undefined =>
  group.filter(other => isHeldBy(one, other)).reduce<Traced | undefined>(longer, undefined);

const longer = (a: Traced | undefined, b: Traced): Traced => (a === undefined || isHeldBy(a, b) ? b : a);

/** Of two with the same turns, the one whose path is the shorter holds the other: backups lie deeper. */
const isHeldBy = (one: Traced, other: Traced): boolean => {
  if (one.path === other.path) return false;
  if (!other.trace.startsWith(one.trace)) return isEarlier(one, other);
  if (other.trace.length !== one.trace.length) return true;
  const byLength = other.path.length - one.path.length;
  return byLength < 0 || (byLength === 0 && other.path < one.path);
};

/** Is it the same log at an earlier time, when its last turn was not at its end? */
const isEarlier = (one: Traced, other: Traced): boolean =>
  one.id === other.id &&
  one.endedAt < other.endedAt &&
  one.trace.length <= other.trace.length &&
  other.trace.startsWith(one.trace.slice(0, -traceStep / 2));

const beginningOf = (one: Traced, group: readonly Traced[]): Lineage['beginsAs'] => {
  const holder = holderOf(one, group);
  if (holder) return { id: holder.id, path: holder.path, turns: one.trace.length / traceStep };
  const shared = group
    .filter(other => isBefore(other, one) && holderOf(other, group) === undefined)
    .map(({ id, path, trace }) => ({ id, path, turns: turnsInCommon(trace, one.trace) }));
  return shared.reduce<Lineage['beginsAs']>(
    (most, next) => (next.turns > (most?.turns ?? 0) ? next : most),
    null,
  );
};

const isBefore = (a: Traced, b: Traced): boolean =>
  a.endedAt === b.endedAt ? a.path < b.path : a.endedAt < b.endedAt;

const turnsInCommon = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && at < b.length && a.slice(at, at + traceStep) === b.slice(at, at + traceStep))
    at += traceStep;
  return at / traceStep;
};
