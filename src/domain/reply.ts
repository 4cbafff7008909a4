import type { Usage } from './episode.ts';

/** One reply as an endpoint gave it, before any check. `finish` and `model` are the endpoint's own words. */
export type Reply = {
  readonly text: string;
  readonly refusal: string | null;
  readonly finish: string | null;
  readonly model: string | null;
  readonly usage: Usage | null;
};

/**
 * Replies by the hash of what was asked of whom, so that no question is paid for twice. `keep` throws UserError when
 * the disk takes nothing.
 */
export type ReplyKeeper = {
  readonly find: (hash: string) => Reply | null;
  readonly keep: (hash: string, reply: Reply) => void;
};
