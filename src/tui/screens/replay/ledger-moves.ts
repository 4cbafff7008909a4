import { ledgerEntries } from './ledger-lines.ts';
import { clamp, land } from './replay-moves.ts';
import type { ReplayState, ReplayWorld } from './replay-state.ts';

/** Shuts the ledger, or opens it beside the turns. */
export const toggleLedger = (state: ReplayState): ReplayState => ({
  ...state,
  ledger: !state.ledger,
  picking: null,
  ledgerTop: null,
});

/** From the turns into the ledger, opening it where it is shut, and back. It stands as of the turn where one came from. */
export const otherPane = (state: ReplayState): ReplayState =>
  state.picking
    ? { ...state, picking: null }
    : {
        ...state,
        ledger: true,
        ledgerTop: null,
        playing: false,
        picking: { now: state.step.turn, cursor: 0 },
      };

export const moveInLedger = (at: ReplayWorld, state: ReplayState, by: number): ReplayState => {
  const { now, cursor } = state.picking ?? { now: state.step.turn, cursor: 0 };
  const last = Math.max(0, ledgerEntries(at.model.rules, now).length - 1);
  return { ...state, ledgerTop: null, picking: { now, cursor: clamp(cursor + by, 0, last) } };
};

/** Goes to the turn that an entry names; `entry` null: the one that is pointed at. Where it hides the turns it shuts. */
export const pickInLedger = (at: ReplayWorld, state: ReplayState, entry: number | null): ReplayState => {
  const { now, cursor } = state.picking ?? { now: state.step.turn, cursor: 0 };
  const chosen = entry ?? cursor;
  const turn = ledgerEntries(at.model.rules, now)[chosen]?.turn;
  if (turn === undefined) return { ...state, said: 'no rule was stated yet' };
  const there = land(at, { ...state, picking: { now, cursor: chosen } }, { turn, offset: null });
  return at.isCovered ? toggleLedger(there) : there;
};
