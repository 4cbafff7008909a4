import type { Pushback } from './pushback.ts';
import type { SessionHead } from './session.ts';
import type { IsoTime } from './turn.ts';

/** A session as it is listed. The counts are null until the whole log has been read. */
export type SessionSummary = {
  readonly head: SessionHead;
  readonly bytes: number;
  readonly modifiedAt: IsoTime;
  readonly counts: SessionCounts | null;
};

export type SessionCounts = {
  readonly developerTurns: number;
  readonly agentTurns: number;
  readonly prompts: number;
  readonly toolCalls: number;
  readonly problems: number;
  readonly pushbacks: readonly Pushback[];
};
