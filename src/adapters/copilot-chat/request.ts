import type { IsoTime } from '../../domain/turn.ts';
import { type JsonRecord, toRecord, toRecords } from '../read-record.ts';

/** Milliseconds since 1970. */
export const timeOf = (time: unknown): IsoTime | null =>
  typeof time === 'number' && time > 0 && time < 8.64e15 ? new Date(time).toISOString() : null;

/** The request that a record holds: as a record of a document, or as the n-th of those that a line of a log brings. */
export const requestIn = (record: JsonRecord, place: number): JsonRecord => {
  const inDocument = toRecord(record.requests);
  const list = record.kind === 0 ? toRecord(record.v)?.requests : record.v;
  return inDocument ?? toRecords(list)[place] ?? {};
};

type Branch = { [key: string | number]: unknown };
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;
/** A log may name any member, but not what an object is made of. */
const isMember = (key: unknown, of: Branch): key is string | number => {
  if (Array.isArray(of)) return typeof key === 'number' && key >= 0 && key <= of.length;
  return typeof key === 'string' && !['__proto__', 'constructor', 'prototype'].includes(key);
};

/** Does to a request what a line of the log says, in place. What names no member of it changes nothing. */
export const applyChange = (request: Branch, change: JsonRecord): void => {
  const path = (Array.isArray(change.k) ? change.k : []).slice(2);
  const last: unknown = path.pop();
  let branch: Branch = request;
  for (const key of path) {
    const next: unknown = isMember(key, branch) ? branch[key] : undefined;
    if (!isBranch(next)) return;
    branch = next;
  }
  if (!isMember(last, branch)) return;
  if (change.kind === 3) delete branch[last];
  else branch[last] = change.kind === 2 ? pushed(branch[last], change) : change.v;
};

const pushed = (list: unknown, { v, i }: JsonRecord): unknown[] => {
  const kept: unknown[] = Array.isArray(list) ? list : [];
  const more: unknown[] = Array.isArray(v) ? v : [];
  return [...(typeof i === 'number' && i >= 0 ? kept.slice(0, i) : kept), ...more];
};
