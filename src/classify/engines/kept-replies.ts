import { createHash } from 'node:crypto';
import type { RemoteRun } from '../../domain/episode.ts';
import type { Reply, ReplyKeeper } from '../../domain/reply.ts';
import type { Budget } from '../budget.ts';
import { estimate } from '../estimate.ts';
import type { Call, Caller } from './openai-call.ts';

export type KeepOptions = {
  readonly replies: ReplyKeeper;
  readonly budget: Budget;
  /** All that a reply depends on besides the question itself: address, model, effort. */
  readonly of: readonly unknown[];
  /** Ask anew what was answered before? */
  readonly fresh: boolean;
  /** Do kept replies count as this run's own? Those of a batch do: there is no other way for them to come, and asking again a day later is no better. */
  readonly countKept: boolean;
};

/** What a run's requests came to, for the record of the run. */
export type CallRecord = Pick<RemoteRun, 'models' | 'replies' | 'reused'>;

/**
 * Keeps every reply as it arrives and gives it again for the same question, which then costs nothing; a run that ended
 * half-way is taken up where it stopped. A reply that was cut off, filtered, refused or empty is asked for again.
 */
export const keepReplies = (
  call: Caller,
  { replies, budget, of, fresh, countKept }: KeepOptions,
): { readonly call: Caller; readonly record: () => CallRecord } => {
  const models = new Set<string>();
  const used: string[] = [];
  let reused = 0;
  const note = (hash: string, reply: Reply): void => {
    used.push(hash);
    if (reply.model !== null) models.add(reply.model);
  };
  return {
    record: () => ({ models: [...models], replies: used, reused }),
    call: async (asked, signal) => {
      const hash = hashOf(asked, of);
      const known = fresh ? null : replies.find(hash);
      if (known && (countKept || isWhole(known))) {
        note(hash, known);
        if (countKept) return known;
        reused += 1;
        return { ...known, usage: null };
      }
      const settle = budget.reserve(weigh(asked));
      let reply: Reply | null = null;
      try {
        reply = await call(asked, signal);
      } finally {
        settle(reply ? reply.usage : nothing);
      }
      replies.keep(hash, reply);
      note(hash, reply);
      return reply;
    },
  };
};

export const hashOf = ({ messages, schema }: Call, of: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([of, messages, schema]))
    .digest('hex')
    .slice(0, 32);

/** What a request weighs, schema included. */
export const weigh = ({ messages, schema }: Call): number =>
  estimate([...messages.map(({ content }) => String(content)), JSON.stringify(schema)].join('\n'), null)
    .tokens;

const nothing = { input: 0, cached: 0, output: 0 };

const isWhole = ({ text, refusal, finish }: Reply): boolean =>
  text !== '' && refusal === null && finish !== 'length' && finish !== 'content_filter';
