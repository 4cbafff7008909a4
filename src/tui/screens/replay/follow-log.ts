import type { OpenSession } from '../../../app/open-session.ts';
import { messageOf } from '../../../errors.ts';
import { inSlices } from './in-slices.ts';

export type LiveLog = {
  /** Tells of every change until it is called off. */
  readonly watch: OpenSession['watch'];
  /** Opens the log as it is now. */
  readonly reopen: () => OpenSession;
  readonly now: () => Date;
  /** The log as it is now, read to its end; whoever gets it closes it. */
  readonly onGrown: (session: OpenSession) => void;
  readonly onLost: (words: string) => void;
};

/**
 * Keeps up with a log that is being written, from now on. It is opened anew after a change, whatever its format, and
 * read between frames; a change meanwhile is looked at afterwards. Gives back what ends it.
 */
export const followLog = ({ watch, reopen, now, onGrown, onLost }: LiveLog): (() => void) => {
  let stopReading: (() => void) | null = null;
  let isBehind = false;
  const keepUp = () => {
    isBehind = stopReading !== null;
    if (isBehind) return;
    try {
      const session = reopen();
      const done = () => {
        stopReading = null;
        onGrown(session);
        if (isBehind) keepUp();
      };
      const stop = inSlices(now, session.readOn, done);
      stopReading = () => {
        stop();
        session.close();
      };
    } catch (error) {
      onLost(messageOf(error));
    }
  };
  const unwatch = watch(keepUp);
  keepUp();
  return () => {
    unwatch();
    stopReading?.();
  };
};
