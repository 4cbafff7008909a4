import { createHash } from 'node:crypto';
import type { BatchJob, BatchKeeper, RequestForm, Shard } from '../../../domain/batch.ts';
import { UserError } from '../../../errors.ts';
import { PendingReply } from '../../pending.ts';
import { hashOf, weigh } from '../kept-replies.ts';
import type { Call, Caller } from '../openai-call.ts';
import { type Effort, toRequest } from '../openai-request.ts';

/** Providers take 50,000 requests and 200 MB a file; smaller ones are back earlier and lose less when one fails. */
const most = { requests: 500, characters: 50_000_000 };
/** How often a request may come back without a reply. */
const mostFailures = 3;

/** How requests of a job are worded, and what their replies depend on besides the question. */
export type Wording = {
  readonly model: string;
  readonly effort: Effort | null;
  readonly identity: readonly unknown[];
};

/**
 * Takes the place of the way to an endpoint: notes each request and has no reply. One that failed too often throws
 * UserError with what was said of it, so its item fails and the rest of the corpus is not held up.
 */
export const noteRequests = (
  { failures }: BatchJob,
  { identity }: Wording,
  note: (call: Call, hash: string) => void,
): Caller => {
  return async asked => {
    const hash = hashOf(asked, identity);
    const failed = failures[hash];
    if (failed && failed.count >= mostFailures)
      throw new UserError(
        `The batches gave no reply to this ${failed.count} times. It was said: ${failed.said}`,
        'Look at what the endpoint says of it.',
        { code: 4 },
      );
    note(asked, hash);
    throw new PendingReply();
  };
};

export type GatherOptions = {
  readonly form: RequestForm;
  /** How many shards there were before: requests that are asked again need another name than the first time. */
  readonly count: () => number;
  readonly onShard: (shard: Shard) => void;
};

/** Gathers requests into files, each written as soon as it is full; nothing holds a corpus in memory. */
export const createGatherer = (
  keeper: BatchKeeper,
  wording: Wording,
  { form, count, onShard }: GatherOptions,
) => {
  let lines: string[] = [];
  let requests: string[] = [];
  let tokens = 0;
  let characters = 0;
  const flush = (): void => {
    if (requests.length === 0) return;
    const name = createHash('sha256')
      .update(`${count()}\n${lines.join('\n')}`)
      .digest('hex')
      .slice(0, 24);
    keeper.saveShard(name, `${lines.join('\n')}\n`);
    onShard({ name, requests, tokens, fileId: null, batchId: null, status: 'built', isRead: false });
    [lines, requests, tokens, characters] = [[], [], 0, 0];
  };
  return {
    add: (call: Call, hash: string): void => {
      const line = JSON.stringify({
        custom_id: hash,
        method: 'POST',
        url: '/v1/chat/completions',
        body: toRequest(call, wording, form),
      });
      if (requests.length >= most.requests || characters + line.length > most.characters) flush();
      lines.push(line);
      requests.push(hash);
      tokens += weigh(call);
      characters += line.length;
    },
    flush,
  };
};
