import { type JsonRecord, toText } from '../read-record.ts';
import type { Entry } from './entry.ts';

/** A copy is written in one go: its records bear the time of the copy, observed within 100 ms. */
const copyMs = 2000;

/**
 * Follows the history that a fork, a resume (0.36) or a subagent copies from another session to its start.
 * `isCopied` is asked once for each record after the first `session_meta`, in order.
 */
export const createCopiedHistory = (ownId: string) => {
  let startedAt: number | null = null;
  const isCopied = ({ type, payload, at }: Entry): boolean => {
    if (type === 'session_meta') {
      if (toText(payload.id) === ownId) return false;
      startedAt = Date.parse(at ?? '');
      return true;
    }
    if (startedAt === null) return false;
    if (isOwnTurn(payload, ownId) || Date.parse(at ?? '') - startedAt > copyMs) startedAt = null;
    return startedAt !== null;
  };
  return { isCopied };
};

/** Ids of sessions and turns are UUIDs of version 7, which sort by time: a turn older than its session is copied. */
const isOwnTurn = (payload: JsonRecord, ownId: string): boolean => {
  const turn = toText(payload.turn_id);
  return timeOrdered.test(turn) && timeOrdered.test(ownId) && turn > ownId;
};
const timeOrdered = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;
