import type { OpenSession } from '../../../app/open-session.ts';
import { isUndone, type LogChange, undoneWords } from '../../../domain/log-change.ts';
import { messageOf } from '../../../errors.ts';
import { inSlices } from './in-slices.ts';

export type LiveLog = {
  /** The log as it was opened, read to its end. */
  readonly session: OpenSession;
  /** Opens the log as it is now. */
  readonly reopen: () => OpenSession;
  /** Is what is added wanted now? What was written over always is. */
  readonly isFollowed: () => boolean;
  readonly now: () => Date;
  /** The log with what was added to it. */
  readonly onGrown: (session: OpenSession) => void;
  /** The log opened anew and read to its end, for whoever gets it to close; `words`: why what was shown is there no more. */
  readonly onAnew: (session: OpenSession, words: string | null) => void;
  readonly onLost: (words: string) => void;
};

/**
 * Keeps up with a log that is being written. Of one that grows only what is added is read, between frames or beside them;
 * what is written as a whole with each change is opened anew. `catchUp` takes in what was passed over while nobody
 * followed; `stop` ends it.
 */
export const followLog = (live: LiveLog): { readonly catchUp: () => void; readonly stop: () => void } => {
  const { session, isFollowed, now } = live;
  let missed: 'grown' | 'anew' | null = null;
  let stopReading: (() => void) | null = null;
  let after: (() => void) | null = null;

  /** One thing after the other: what comes while the log is read is looked at afterwards. */
  const read = (one: OpenSession, done: () => void, cancel: () => void = () => {}): void => {
    const end = readAdded(one, now, () => {
      stopReading = null;
      done();
      const next = after;
      after = null;
      next?.();
    });
    stopReading = () => {
      end();
      cancel();
    };
  };
  const readOn = (): void => {
    if (stopReading) after = readOn;
    else read(session, () => live.onGrown({ ...session }));
  };
  const readAnew = (words: string | null): void => {
    stopReading?.();
    after = null;
    try {
      const fresh = live.reopen();
      read(fresh, () => live.onAnew(fresh, words), fresh.close);
    } catch (error) {
      live.onLost(messageOf(error));
    }
  };
  const take = (change: LogChange): void => {
    if (isUndone(change)) readAnew(undoneWords[change]);
    else if (change === 'gone') live.onLost('the log of this session is gone');
    else if (change === 'grown' || change === 'anew') {
      if (missed !== 'anew') missed = change;
      if (isFollowed()) catchUp();
    }
  };
  const catchUp = (): void => {
    const what = missed;
    missed = null;
    if (what === 'grown') readOn();
    if (what === 'anew') readAnew(null);
  };
  const unwatch = session.watch(take);
  return {
    catchUp,
    stop: () => {
      unwatch();
      stopReading?.();
    },
  };
};

/** Reads what is not read yet of a session; gives back what ends it early. */
const readAdded = ({ beside, readOn }: OpenSession, now: () => Date, done: () => void): (() => void) => {
  if (!beside) return inSlices(now, readOn, done);
  const stop = beside.listen(found => {
    if (found.kind !== 'part' || !found.isRead) return;
    stop();
    done();
  });
  beside.grow();
  return stop;
};
