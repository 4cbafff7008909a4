import type { CheckedClaim } from '../domain/claim.ts';
import type { Annotation, Candidate, RemoteRun, StageName, Usage, Verdict } from '../domain/episode.ts';
import type { Pushback } from '../domain/pushback.ts';
import type { SessionHead } from '../domain/session.ts';
import type { MomentOrigin, StandingRule } from '../domain/standing-rule.ts';
import type { Turn } from '../domain/turn.ts';
import type { TurnLabel } from '../domain/turn-label.ts';
import type { TurnRange } from './cut-windows.ts';

/** All that a stage may look at. What is not a turn was found offline, in turn order. */
export type ClassifyInput = {
  readonly head: SessionHead;
  readonly turns: readonly Turn[];
  readonly pushbacks: readonly Pushback[];
  /** What the developer demanded for good, with the acts that touched it. */
  readonly rules: readonly StandingRule[];
  /** Where each pushback began. */
  readonly origins: readonly MomentOrigin[];
  /** What the agent says that passed, beside what it ran. */
  readonly claims: readonly CheckedClaim[];
};

/** A checked answer, or what was wrong with it after one repair, with the raw reply. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly usage: Usage | null }
  | {
      readonly ok: false;
      readonly error: string;
      readonly reply: string;
      readonly usage: Usage | null;
      /** Of a window alone: it was more than the model reads, and these smaller ones are to be read instead. */
      readonly split?: readonly TurnRange[];
    };

/**
 * What answers the stages of a classification. Only an engine whose `endpoint` is not null sends anything anywhere.
 * Throws `UserError` (code 4) when the endpoint fails; an aborted `signal` rejects with its reason.
 */
export interface Engine {
  readonly name: string;
  readonly model: string | null;
  readonly endpoint: string | null;
  /** What a person should know of the way to the endpoint before they agree. */
  readonly warning?: string | null;
  /** How many questions are with the engine at a time; one unless told. */
  readonly workers?: number;
  /** What part of the listed price is paid; all unless told. */
  readonly priceFactor?: number;
  /** What each stage's prompt weighs; absent where nothing is sent. */
  readonly promptTokens?: Readonly<Record<StageName, number>>;
  /** What the run's requests came to until now; absent where nothing is sent. */
  readonly record?: () => Omit<RemoteRun, 'price'>;
  readonly promptHashes: Readonly<Partial<Record<StageName, string>>>;
  /** The stretches that are read one by one where a session is more than the engine reads at once; absent: all at once. */
  readonly windows?: (input: ClassifyInput) => readonly TurnRange[];
  readonly extract: (
    input: ClassifyInput,
    signal: AbortSignal,
    shown?: TurnRange,
  ) => Promise<Answer<readonly Candidate[]>>;
  /** A class for every developer turn of a window; absent where a person did not ask for it. */
  readonly label?:
    | ((
        input: ClassifyInput,
        signal: AbortSignal,
        shown?: TurnRange,
      ) => Promise<Answer<readonly TurnLabel[]>>)
    | undefined;
  readonly validate: (
    candidate: Candidate,
    input: ClassifyInput,
    signal: AbortSignal,
  ) => Promise<Answer<Verdict>>;
  readonly annotate: (
    candidate: Candidate,
    input: ClassifyInput,
    signal: AbortSignal,
  ) => Promise<Answer<Annotation>>;
}

export const workersOf = ({ workers }: Engine): number => workers ?? 1;

export type Progress = {
  readonly stage: StageName;
  readonly done: number;
  readonly total: number;
  readonly usage: Usage | null;
  /** US dollars until now; null while nothing was counted or no price is known. */
  readonly cost?: number | null;
  /** A guess from how long the items until now took; null where there is none to go by. */
  readonly secondsLeft?: number | null;
};
