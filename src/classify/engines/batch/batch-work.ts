import type { BatchJob, BatchKeeper, Expected } from '../../../domain/batch.ts';
import type { ReplyKeeper } from '../../../domain/reply.ts';
import type { Caller } from '../openai-call.ts';
import type { Endpoint } from '../openai-endpoint.ts';
import type { BatchPort } from './batch-port.ts';
import type { Wording } from './gather-shards.ts';

export type Classified = {
  readonly state: 'done' | 'gone' | 'pending';
  readonly weight: Expected | null;
};

/** What a job needs of the rest of the program. */
export type BatchWork = {
  /**
   * Runs the stages over one session as far as there are replies, and keeps a finished run. `weigh`: say what the session
   * would come to, if it is still pending.
   */
  readonly classify: (session: string, instead: Caller, weigh: boolean) => Promise<Classified>;
  /** Asks the person before anything is sent; throws UserError for a no. */
  readonly agree: (job: BatchJob) => Promise<void>;
  readonly onChange: (job: BatchJob) => void;
  readonly signal: AbortSignal;
};
export type BatchPlaces = {
  readonly keeper: BatchKeeper;
  readonly port: BatchPort;
  readonly replies: ReplyKeeper;
  readonly endpoint: Endpoint;
  readonly wording: Wording;
};
