import { UserError } from '../errors.ts';
import { fail, type Item } from './classify-candidate.ts';
import type { TurnRange } from './cut-windows.ts';
import type { Answer, ClassifyInput, Engine } from './engine.ts';
import { wholeOf } from './format-session.ts';
import { inParallel } from './in-parallel.ts';
import { PendingReply } from './pending.ts';
import type { Tracker } from './track-run.ts';

/** What is asked of a session window by window, and who is told. */
export type Reading<Value> = {
  readonly stage: 'extract' | 'label';
  readonly windows: readonly TurnRange[];
  readonly ask: (shown: TurnRange) => Promise<Answer<Value>>;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly track: Tracker;
};

/** `found` and `failed` in the order of the log; `error`: the endpoint's failure that stopped the rest. */
export type WindowsRead<Value> = {
  readonly found: readonly Value[];
  readonly failed: readonly Item[];
  readonly error: UserError | null;
  /** Is a window still without a reply? */
  readonly isPending: boolean;
};

/** The stretches of a session that are read one by one. */
export const windowsOf = (engine: Engine, input: ClassifyInput): readonly TurnRange[] =>
  engine.windows?.(input) ?? [wholeOf(input.turns)];

/** Asks of each window, a few at a time; one that proves too long is asked of in smaller ones. */
export const readWindows = async <Value>(
  input: ClassifyInput,
  { stage, windows, ask, workers, signal, track }: Reading<Value>,
): Promise<WindowsRead<Value>> => {
  const queue = [...windows];
  const read: Read<Value>[] = [];
  let error: UserError | null = null;
  let isPending = false;
  track.expect(stage, queue.length);
  await inParallel(queue, workers, async shown => {
    try {
      signal.throwIfAborted();
      const answer = await ask(shown);
      track.count(answer.usage);
      if (!answer.ok && answer.split) {
        track.expect(stage, answer.split.length - 1);
        queue.push(...answer.split);
        return true;
      }
      track.step(stage);
      read.push({ shown, answer });
      return true;
    } catch (caught) {
      if (signal.aborted) return false;
      if (caught instanceof PendingReply) {
        isPending = true;
        return true;
      }
      if (!(caught instanceof UserError)) throw caught;
      error ??= caught;
      return false;
    }
  });
  return { ...inOrder(stage, read, input), error, isPending };
};

type Read<Value> = { readonly shown: TurnRange; readonly answer: Answer<Value> };

const inOrder = <Value>(
  stage: Reading<Value>['stage'],
  read: readonly Read<Value>[],
  input: ClassifyInput,
): Pick<WindowsRead<Value>, 'found' | 'failed'> => {
  const sorted = read.toSorted((a, b) => a.shown.from - b.shown.from || a.shown.to - b.shown.to);
  return {
    found: sorted.flatMap(({ answer }) => (answer.ok ? [answer.value] : [])),
    failed: sorted.flatMap(({ shown, answer }) =>
      answer.ok ? [] : [fail(stage, { id: nameOf(shown, input) }, answer.error, answer.reply)],
    ),
  };
};

/** The session's own id when all of it was read at once. */
const nameOf = ({ from, to }: TurnRange, { head, turns }: ClassifyInput): string => {
  const whole = wholeOf(turns);
  return from === whole.from && to === whole.to ? head.id : `turns ${from}-${to}`;
};
