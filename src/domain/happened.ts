import { isInterrupted, type Turn, turnToolCalls } from './turn.ts';

/** What went wrong in a turn without a word about it. */
export type Happened = 'interrupted' | 'refused' | 'failed';

export const happenedIn = (turn: Turn): Happened[] => {
  const statuses = new Set(turnToolCalls(turn).map(({ status }) => status));
  return [
    ...(isInterrupted(turn) || statuses.has('interrupted') ? (['interrupted'] as const) : []),
    ...(statuses.has('rejected') ? (['refused'] as const) : []),
    ...(statuses.has('error') ? (['failed'] as const) : []),
  ];
};
