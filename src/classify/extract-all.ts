import type { Candidate } from '../domain/episode.ts';
import { UserError } from '../errors.ts';
import { fail, type Item } from './classify-candidate.ts';
import type { TurnRange } from './cut-windows.ts';
import { type Answer, type ClassifyInput, type Engine, workersOf } from './engine.ts';
import { wholeOf } from './format-session.ts';
import { inParallel } from './in-parallel.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { PendingReply } from './pending.ts';
import type { Tracker } from './track-run.ts';

/** `failed`: the windows that gave nothing usable; `error`: the endpoint's failure that stopped the rest. */
export type Extracted = {
  readonly candidates: readonly Candidate[];
  readonly failed: readonly Item[];
  readonly error: UserError | null;
  /** Is a window still without a reply? */
  readonly isPending: boolean;
};

type Read = { readonly shown: TurnRange; readonly answer: Answer<readonly Candidate[]> };

/** Reads a session window by window, a few at a time; a window that proves too long is read in smaller ones. */
export const extractAll = async (
  engine: Engine,
  input: ClassifyInput,
  { signal, track }: { readonly signal: AbortSignal; readonly track: Tracker },
): Promise<Extracted> => {
  const queue = [...(engine.windows?.(input) ?? [wholeOf(input.turns)])];
  const read: Read[] = [];
  let error: UserError | null = null;
  let isPending = false;
  track.expect('extract', queue.length);
  await inParallel(queue, workersOf(engine), async shown => {
    try {
      signal.throwIfAborted();
      const answer = await engine.extract(input, signal, shown);
      track.count(answer.usage);
      if (!answer.ok && answer.split) {
        track.expect('extract', answer.split.length - 1);
        queue.push(...answer.split);
        return true;
      }
      track.step('extract');
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
  return { ...toResults(read, input), error, isPending };
};

const toResults = (read: readonly Read[], input: ClassifyInput): Pick<Extracted, 'candidates' | 'failed'> => {
  const inOrder = read.toSorted((a, b) => a.shown.from - b.shown.from || a.shown.to - b.shown.to);
  const found = inOrder.flatMap(({ answer }) => (answer.ok ? [answer.value] : []));
  return {
    candidates: mergeCandidates(found, input.turns),
    failed: inOrder.flatMap(({ shown, answer }) =>
      answer.ok ? [] : [fail('extract', { id: nameOf(shown, input) }, answer.error, answer.reply)],
    ),
  };
};

/** The session's own id when all of it was read at once. */
const nameOf = ({ from, to }: TurnRange, { head, turns }: ClassifyInput): string => {
  const whole = wholeOf(turns);
  return from === whole.from && to === whole.to ? head.id : `turns ${from}-${to}`;
};
