/** A batch as whoever works on it tells of it. Files are null until there are some. */
export type RemoteBatch = {
  readonly id: string;
  readonly status: string;
  readonly outputFile: string | null;
  readonly errorFile: string | null;
};

/** Who works on batches of requests. Throws UserError (4) when that fails; a batch that is still under way is no failure. */
export type BatchPort = {
  /** Hands over a file of requests; gives the name it has there. */
  readonly upload: (path: string, name: string) => Promise<string>;
  /** The batch of that name, if one was made: the answer to `create` may have been lost. */
  readonly find: (name: string) => Promise<RemoteBatch | null>;
  readonly create: (file: string, name: string) => Promise<RemoteBatch>;
  readonly look: (id: string) => Promise<RemoteBatch>;
  readonly download: (file: string) => Promise<string>;
  readonly cancel: (id: string) => Promise<RemoteBatch>;
};

/** After these words of a provider nothing more happens to a batch. */
export const isEnded = (status: string): boolean =>
  ['completed', 'failed', 'expired', 'cancelled'].includes(status);
