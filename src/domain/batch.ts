/** What a request asks of an endpoint: reasoning models take no temperature, small servers no strict schema. */
export type RequestForm = {
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly effort: boolean;
  readonly format: 'json_schema' | 'json_object' | 'prose';
};

/** Some requests that go as one batch. `name` is a hash of what they ask, so the same ones are never sent twice. */
export type Shard = {
  readonly name: string;
  readonly requests: readonly string[];
  /** Tokens of the requests, estimated. */
  readonly tokens: number;
  readonly fileId: string | null;
  readonly batchId: string | null;
  /** The provider's own word, `built` before it knows of the batch. */
  readonly status: string;
  readonly isRead: boolean;
};

/** What all stages over all sessions are taken to come to, with as many candidates as the study found. */
export type Expected = {
  readonly tokens: number;
  /** US dollars at the price of batches; null where no price is known. */
  readonly cost: number | null;
  /** How many secrets of each kind are hidden, session by session. */
  readonly hidden: Readonly<Record<string, number>>;
};

/** A corpus on its way through the Batch API, saved after every call, so that it survives being stopped anywhere. */
export type BatchJob = {
  readonly version: 1;
  readonly endpoint: string;
  readonly model: string;
  /** Their logs, by path. */
  readonly sessions: readonly string[];
  /** Sessions with a kept classification, and those that get none: the log is gone, or no batch gave a reply. */
  readonly done: readonly string[];
  readonly gone: readonly string[];
  readonly shards: readonly Shard[];
  /** Is a round of questions still being gathered? */
  readonly isGathering: boolean;
  /** Has the person agreed to what is sent? */
  readonly isAgreed: boolean;
  /** Null until the first round is gathered. */
  readonly expected: Expected | null;
  readonly maxCost: number | null;
  readonly maxTokens: number | null;
  readonly form: RequestForm;
  /** By request: how often it came back without a reply, and what was said last. */
  readonly failures: Readonly<Record<string, { readonly count: number; readonly said: string }>>;
  /** Tokens as the provider counted them. */
  readonly used: { readonly input: number; readonly cached: number; readonly output: number };
};

/** Where a job and its requests are kept. All throw UserError when the disk does not do it. */
export type BatchKeeper = {
  /** The job that is under way; null when there is none. */
  readonly load: () => BatchJob | null;
  readonly save: (job: BatchJob) => void;
  /** Keeps the lines of a shard. */
  readonly saveShard: (name: string, text: string) => void;
  readonly shardPath: (name: string) => string;
  /** Forgets the job and its requests; replies and classifications stay. */
  readonly clear: () => void;
};
