import { hash } from 'node:crypto';
import { type Turn, turnText, turnToolCalls } from '../domain/turn.ts';

/** The length of what stands for one turn in a trace. */
export const traceStep = 8;

/**
 * Eight characters that are the same for a turn and its copy in another log, and for hardly any two others (48 bits).
 * The traces of a session's turns, one behind the other, are the trace of the session: what begins with it holds it
 * whole. Without times two sessions may well be in the same words: then only logs with one id are copies.
 */
export const traceTurn = (turn: Turn, session: string): string => {
  const calls = turnToolCalls(turn).map(({ id }) => id);
  const time = [turn.at ?? session, turn.endedAt];
  const parts = [turn.speaker, turn.origin, time, turn.blocks.length, calls, turnText(turn)];
  return hash('sha1', JSON.stringify(parts), 'base64').slice(0, traceStep);
};
