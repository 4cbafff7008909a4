import type { Turn } from './turn.ts';

/** A developer turn and the agent turn that answers it; either may be missing at the ends of a session. */
export type Exchange = { readonly developer: Turn | null; readonly agent: Turn | null };

/** Pairs each developer turn with its answer, in order. */
export const toExchanges = (turns: readonly Turn[]): Exchange[] => {
  const exchanges: Exchange[] = [];
  let asked: Turn | null = null;
  for (const turn of turns) {
    if (turn.speaker === 'agent') {
      exchanges.push({ developer: asked, agent: turn });
      asked = null;
    } else {
      if (asked) exchanges.push({ developer: asked, agent: null });
      asked = turn;
    }
  }
  if (asked) exchanges.push({ developer: asked, agent: null });
  return exchanges;
};
