import type { OpenSession } from '../../../app/open-session.ts';
import { isInterrupted, type Turn, turnToolCalls } from '../../../domain/turn.ts';

/** What went wrong in a turn without a word about it. */
export type Happened = 'interrupted' | 'refused' | 'failed';

/**
 * What happened in each turn: known only once a turn is decoded, so it is looked up turn by turn and remembered.
 * `seen` holds what is known so far, in turn order; `known` is what was seen of the same log before it grew.
 */
export const createSurvey = (session: OpenSession, known: readonly (readonly Happened[])[] = []) => {
  const seen = [...known];
  const of = (number: number): readonly Happened[] => {
    const known = seen[number - 1];
    if (known) return known;
    const turn = session.turn(number);
    return turn ? happenedIn(turn) : [];
  };
  return {
    seen: (): readonly (readonly Happened[])[] => seen,
    of,
    /** Looks at further turns until it is time to stop; true while there are more. */
    lookOn: (isTime: () => boolean): boolean => {
      const total = session.outline().spans.length;
      while (seen.length < total) {
        seen.push(of(seen.length + 1));
        if (isTime()) break;
      }
      return seen.length < total;
    },
  };
};

export type Survey = ReturnType<typeof createSurvey>;

const happenedIn = (turn: Turn): Happened[] => {
  const statuses = new Set(turnToolCalls(turn).map(({ status }) => status));
  return [
    ...(isInterrupted(turn) || statuses.has('interrupted') ? (['interrupted'] as const) : []),
    ...(statuses.has('rejected') ? (['refused'] as const) : []),
    ...(statuses.has('error') ? (['failed'] as const) : []),
  ];
};
