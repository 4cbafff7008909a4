import type { OpenSession } from '../../../app/open-session.ts';
import { type Happened, happenedIn } from '../../../domain/happened.ts';

/**
 * What happened in each turn: known only once a turn is decoded, so it is looked up turn by turn and remembered.
 * `seen` holds what is known so far, in turn order; `known` is what was seen of the same log before it grew. Of a log that
 * is read beside the screen it is known without a look.
 */
export const createSurvey = (session: OpenSession, known: readonly (readonly Happened[])[] = []) => {
  const looked = [...known];
  const { beside } = session;
  const seen = () => beside?.happened() ?? looked;
  const of = (number: number): readonly Happened[] => {
    const known = seen()[number - 1];
    if (known) return known;
    const turn = session.turn(number);
    return turn ? happenedIn(turn) : [];
  };
  return {
    seen,
    of,
    /** Looks at further turns until it is time to stop; true while there are more. */
    lookOn: (isTime: () => boolean): boolean => {
      const total = beside ? 0 : session.outline().spans.length;
      while (looked.length < total) {
        looked.push(of(looked.length + 1));
        if (isTime()) break;
      }
      return looked.length < total;
    },
  };
};

export type Survey = ReturnType<typeof createSurvey>;
