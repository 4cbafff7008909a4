import type { Candidate, StageName } from '../domain/episode.ts';
import { UserError } from '../errors.ts';
import { BudgetError } from './budget.ts';
import { classifyCandidate, fail, type Item } from './classify-candidate.ts';
import { type ClassifyInput, type Engine, workersOf } from './engine.ts';
import { inParallel } from './in-parallel.ts';
import { PendingReply } from './pending.ts';
import type { Tracker } from './track-run.ts';

export type AllOptions = {
  readonly signal: AbortSignal;
  readonly track: Tracker;
  readonly onItem?: ((item: Item) => void) | undefined;
};
/** Items in the order of the candidates; `error` is the endpoint's failure that stopped the rest. */
export type AllItems = {
  readonly items: readonly Item[];
  readonly error: UserError | null;
  /** Is a candidate still without a reply? */
  readonly isPending: boolean;
};

/**
 * Takes candidates through their stages, a few at a time. When the endpoint fails, those under way are let finish and
 * no other is begun; each one that met the failure is a failed item with its words, and so is each that was not asked
 * about: extraction was paid for, so no candidate is lost. After a cancel only what is done is given.
 */
export const classifyAll = async (
  candidates: readonly Candidate[],
  engine: Engine,
  input: ClassifyInput,
  { signal, track, onItem }: AllOptions,
): Promise<AllItems> => {
  const items: (Item | undefined)[] = candidates.map(() => undefined);
  let error: UserError | null = null;
  let isPending = false;
  track.expect('validate', candidates.length);
  await inParallel([...candidates.entries()], workersOf(engine), async ([index, candidate]) => {
    const result = await attempt(candidate, engine, input, signal, track);
    error ??= result.error;
    isPending ||= result.isPending;
    items[index] = result.item;
    if (result.item) onItem?.(result.item);
    return !signal.aborted && !error;
  });
  const rest = (candidate: Candidate): Item[] =>
    error && !signal.aborted ? [notJudged(candidate, error)] : [];
  return {
    items: candidates.flatMap((candidate, index) => items[index] ?? rest(candidate)),
    error,
    isPending,
  };
};

/** A candidate that nobody was asked about, since the endpoint had failed or the budget was spent. */
export const notJudged = (candidate: Candidate, error: UserError | null): Item =>
  failUnanswered(
    'validate',
    candidate,
    error instanceof BudgetError ? error.message : 'Not judged: the endpoint had failed before.',
  );

/** Nothing came back, so the candidate itself is kept in the reply's place. */
const failUnanswered = (stage: StageName, candidate: Candidate, error: string): Item =>
  fail(stage, candidate, error, JSON.stringify(candidate));

type Attempt = {
  readonly item: Item | undefined;
  readonly error: UserError | null;
  readonly isPending: boolean;
};
const nothing: Attempt = { item: undefined, error: null, isPending: false };

const attempt = async (
  candidate: Candidate,
  engine: Engine,
  input: ClassifyInput,
  signal: AbortSignal,
  track: Tracker,
): Promise<Attempt> => {
  let stage: StageName = 'validate';
  try {
    signal.throwIfAborted();
    const item = await classifyCandidate(candidate, engine, input, signal, {
      onAsk: asked => {
        stage = asked;
        if (asked === 'annotate') track.expect('annotate', 1);
      },
      onAnswer: (answered, { usage }) => {
        track.count(usage);
        if (answered === 'annotate') track.step('annotate');
      },
    });
    track.step('validate');
    return { ...nothing, item };
  } catch (error) {
    if (signal.aborted) return nothing;
    if (error instanceof PendingReply) return { ...nothing, isPending: true };
    if (!(error instanceof UserError)) throw error;
    return {
      ...nothing,
      item: failUnanswered(stage, candidate, `${error.message} ${error.nextStep}`),
      error,
    };
  }
};
