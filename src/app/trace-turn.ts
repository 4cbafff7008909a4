import { hash } from 'node:crypto';
import { type Turn, turnText, turnToolCalls } from '../domain/turn.ts';

/** The length of what stands for one turn in a trace: half for how it begins, half for all of it. */
export const traceStep = 16;

/**
 * Sixteen characters that are the same for a turn and its copy in another log, and for hardly any two others (48 bits
 * each half). The traces of a session's turns, one behind the other, are the trace of the session: what begins with it
 * holds it whole. Without times two sessions may well be in the same words: then only logs with one id are copies. Where
 * records have names, these stand for their words, in which a copy may have its secrets hidden.
 */
export const traceTurn = (turn: Turn, session: string): string => {
  const calls = turnToolCalls(turn).map(({ id }) => id);
  const words = turn.origin === undefined ? turnText(turn) : '';
  return (
    digest([turn.speaker, turn.origin, turn.at ?? session]) +
    digest([turn.endedAt, turn.blocks.length, calls, words])
  );
};

const digest = (parts: readonly unknown[]): string =>
  hash('sha1', JSON.stringify(parts), 'base64').slice(0, traceStep / 2);
