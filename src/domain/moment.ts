import type { Pushback } from './pushback.ts';
import type { MomentOrigin } from './standing-rule.ts';
import type { IsoTime } from './turn.ts';

/** What the agent had said and done. `words` are its last ones, paths and commands one a line. */
export type MomentAct = {
  readonly turn: number;
  readonly words: string;
  readonly paths: readonly string[];
  readonly commands: readonly string[];
};

/** A pushback at its turn, as listed and jumped to, with what it objects to. */
export type Moment = {
  readonly session: string;
  readonly turn: number;
  readonly at: IsoTime | null;
  readonly pushback: Pushback;
  /** The developer's words; empty where the agent was stopped without any. */
  readonly words: string;
  /** The end of the turn before it; empty for a first turn. */
  readonly previous: string;
  /** The agent turn that it objects to; null where the log has none. */
  readonly act: MomentAct | null;
  readonly origin: Pick<MomentOrigin, 'onset' | 'span'> | null;
  /** The rule that it recalls, in the developer's words. */
  readonly rule: { readonly turn: number; readonly text: string } | null;
};

export const momentOrders = ['strongest', 'newest'] as const;
export type MomentOrder = (typeof momentOrders)[number];
/** Put together by class, by what they are about, or not at all. */
export const momentGroupings = ['none', 'class', 'about'] as const;
export type MomentGrouping = (typeof momentGroupings)[number];

/** Where moments go whose thing is named by no other, and those that name nothing. */
export type RestGroup = 'once' | 'unnamed';
/** Moments of one class or about one thing: consecutive ones of the list. */
export type MomentGroup = {
  /** A class; a subject as `kind name`; or a `RestGroup`. */
  readonly name: string;
  readonly count: number;
  readonly strongest: number;
};

export type MomentList = {
  /** In the order of the list; none where nothing is put together. */
  readonly groups: readonly MomentGroup[];
  readonly total: number;
  /** The place of the first of `moments` in the list, from 0. */
  readonly from: number;
  readonly moments: readonly Moment[];
};
