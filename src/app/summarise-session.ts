import type { Adapter } from '../adapters/adapter.ts';
import type { Pushback } from '../domain/pushback.ts';
import { countTurns } from '../domain/session.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { type IsoTime, type Speaker, turnText } from '../domain/turn.ts';
import type { FoundLog } from '../files/find-logs.ts';
import { createPushbackDetector } from '../pushback/detect-pushback.ts';
import { openSession } from './open-session.ts';

/** A turn as search reads it. */
export type Said = {
  readonly turn: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly text: string;
};
export type Summarised = { readonly summary: SessionSummary; readonly said: readonly Said[] };

const mostChars = 20_000;

/**
 * Reads a whole log and counts what a list shows, a few milliseconds at a time: `rest` is awaited between chunks, so a
 * screen can draw. Throws as node:fs does when the log cannot be read.
 */
export const summariseSession = async (
  adapter: Adapter,
  log: FoundLog,
  rest: () => Promise<void>,
): Promise<Summarised> => {
  const session = openSession(adapter, log.path);
  try {
    while (session.readOn()) await rest();
    const { head, spans, prompts, toolCalls, problems } = session.outline();
    const detector = createPushbackDetector();
    const pushbacks: Pushback[] = [];
    const said: Said[] = [];
    for (const { number } of spans) {
      const turn = session.turn(number);
      if (!turn) continue;
      const pushback = detector.push(turn);
      if (pushback) pushbacks.push(pushback);
      const text = turnText(turn).slice(0, mostChars);
      if (text) said.push({ turn: number, speaker: turn.speaker, at: turn.at, text });
      if (number % 50 === 0) await rest();
    }
    const silent = detector.finish();
    if (silent) pushbacks.push(silent);
    const counts = {
      developerTurns: countTurns(spans, 'developer'),
      agentTurns: countTurns(spans, 'agent'),
      prompts,
      toolCalls,
      problems: problems.length,
      pushbacks,
    };
    return { summary: { head, bytes: log.bytes, modifiedAt: log.modifiedAt, counts }, said };
  } finally {
    session.close();
  }
};
