import { useMemo } from 'react';
import type { StandingRule } from '../../../domain/standing-rule.ts';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import { type LedgerLine, toLedgerLines } from './ledger-lines.ts';
import type { ReplayState } from './replay-state.ts';

type LedgerInput = {
  readonly rules: readonly StandingRule[];
  readonly state: Pick<ReplayState, 'ledger' | 'ledgerTop' | 'picking' | 'step'>;
  readonly width: number;
  readonly height: number;
};

/** The lines of the ledger that have room, from line `top` on, which can be at most `last`. */
export type LedgerView = {
  readonly lines: readonly LedgerLine[];
  readonly top: number;
  readonly last: number;
};

/** What of the ledger shows: where it was scrolled, else around the entry that is pointed at. */
export const useLedger = ({ rules, state, width, height }: LedgerInput): LedgerView => {
  const { theme } = useSettings();
  const now = state.picking?.now ?? state.step.turn;
  const cursor = state.picking?.cursor ?? null;
  const lines = useMemo(
    () => (state.ledger ? toLedgerLines(rules, { now, cursor }, width) : []),
    [rules, state.ledger, now, cursor, width, theme],
  );
  const at = cursor === null ? 0 : lines.findIndex(({ entry }) => entry === cursor);
  const last = Math.max(0, lines.length - height);
  const { start } = visibleRange(Math.max(0, at), lines.length, height);
  const top = Math.min(last, state.ledgerTop ?? start);
  return { lines: lines.slice(top, top + height), top, last };
};
