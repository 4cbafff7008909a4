import { useCallback, useEffect, useState } from 'react';
import type { App } from '../../../app/app.ts';
import { type Mark, setMark } from '../../../domain/mark.ts';

export type Marks = {
  readonly marks: readonly Mark[];
  /** Marks a turn, with a note; null takes the mark away. Rejects UserError when it cannot be kept. */
  readonly mark: (turn: number, note: string | null) => Promise<null>;
};

/** A person's marks in a session: shown at once, kept in the store. */
export const useMarks = (app: App, session: string): Marks => {
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => {
    let isOpen = true;
    app.marks(session).then(
      kept => isOpen && setMarks(kept),
      // A store that cannot be read is told when something is to be kept in it.
      () => {},
    );
    return () => {
      isOpen = false;
    };
  }, [app, session]);
  const mark = useCallback(
    async (turn: number, note: string | null) => {
      const made = note === null ? null : { turn, note, at: app.now().toISOString() };
      setMarks(before => setMark(before, turn, made));
      await app.mark(session, turn, made);
      return null;
    },
    [app, session],
  );
  return { marks, mark };
};
