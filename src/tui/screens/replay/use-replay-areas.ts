import type { Area } from '../../mouse/areas.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import type { ReplayLayout } from './replay-layout.ts';
import { promptOf } from './replay-rows.ts';
import { type ReplayAction, type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';
import type { LedgerView } from './use-ledger.ts';

type Drawn = {
  readonly world: ReplayWorld;
  readonly state: ReplayState;
  readonly layout: ReplayLayout;
  readonly columns: number;
  /** Columns of the turns; 0 where the ledger stands in their place. */
  readonly turns: number;
  readonly ledger: LedgerView;
  readonly act: (action: ReplayAction) => void;
};

/** What the mouse does in a replay: seeks on the strips, chooses in the turns and the ledger, scrolls what it is over. */
export const useReplayAreas = (drawn: Drawn, active: boolean): void =>
  useAreas(drawn.state.judging === null ? areasOf(drawn) : [], active);

const areasOf = ({ world, state, layout, columns, turns, ledger, act }: Drawn): Area[] => {
  const { model, height, width } = world;
  const row = (top: number | null): Area => ({ top: top ?? -1, left: 0, width: columns, height: 1 });
  const strip = (of: 'session' | 'near', top: number | null): Area => {
    const seek = (_line: number, column: number) => act({ type: 'seekCell', of, column });
    return { ...row(top), onClick: seek, onDrag: seek };
  };
  const onTurn = (line: number) => {
    const seen = model.seen(state.top, height, viewOf(state, width))[line];
    if (seen) act({ type: 'select', turn: seen.turn, block: seen.block });
  };
  const pane = { top: layout.top, left: turns === 0 ? 0 : turns + 1, height };
  const share = (_line: number, column: number) =>
    act({ type: 'share', by: (columns - turns - column) / columns - state.share });
  return [
    {
      ...row(layout.prompt ? 1 : null),
      onClick: () => act({ type: 'go', spot: { turn: promptOf(model, state.top.turn), offset: null } }),
    },
    strip('session', layout.marks),
    strip('session', layout.density),
    strip('near', layout.near),
    {
      ...{ top: layout.top, left: 0, width: turns, height },
      onClick: onTurn,
      onWheel: by => act({ type: 'scroll', by: 3 * by }),
    },
    { ...pane, left: turns, width: turns === 0 ? 0 : 1, onDrag: share },
    {
      ...{ ...pane, width: state.ledger ? columns : 0 },
      onClick: line => {
        const entry = ledger.lines[line]?.entry ?? null;
        if (entry !== null) act({ type: 'pickTurn', entry });
      },
      onWheel: by =>
        act({ type: 'scrollLedger', top: Math.max(0, Math.min(ledger.last, ledger.top + 3 * by)) }),
    },
  ];
};
