import { Box } from 'ink';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import { createFinder } from '../../../domain/match-words.ts';
import type { Moment } from '../../../domain/moment.ts';
import { parseQuery, termsOf } from '../../../domain/query.ts';
import type { PushbackView } from '../../../domain/session-summary.ts';
import type { Go } from '../../app-state.ts';
import type { Press } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import type { SummaryOf } from '../../summary-of.ts';
import { style } from '../../theme.ts';
import { toMomentPane } from './moment-pane.ts';
import { emptyWords, toHeadingRow, toMomentRow, toMomentsHeader } from './moment-rows.ts';
import { headRows, splitHeight, visibleLines } from './moments-layout.ts';
import {
  type Decided,
  type MomentsAction,
  type MomentsState,
  momentAt,
  momentsMode,
} from './moments-state.ts';
import { useKept } from './use-kept.ts';
import { useMoments } from './use-moments.ts';

type Props = {
  readonly app: Pick<App, 'moments' | 'now'>;
  readonly state: MomentsState;
  readonly dispatch: (action: MomentsAction | Press) => MomentsState;
  readonly summaryOf: SummaryOf;
  /** What the person set and said about pushback. */
  readonly view: PushbackView;
  /** Keeps a decision; rejects when it cannot be kept. */
  readonly onDecided: (decided: Decided) => Promise<unknown>;
  readonly size: { readonly columns: number; readonly rows: number };
  /** How far the library is read; null when it is. */
  readonly reading: { readonly done: number; readonly total: number } | null;
  readonly go: Go;
  readonly active: boolean;
};

/** All pushback of all sessions: a list, and below it what the agent did beside what the developer said. */
export const MomentsScreen = ({
  app,
  state,
  dispatch,
  summaryOf,
  view,
  onDecided,
  size,
  reading,
  go,
  active,
}: Props) => {
  const { keymap, theme } = useSettings();
  const { asked, answer, cursor } = state;
  useMoments(app, asked, view.threshold, dispatch);
  const stage = stageOf(reading);
  useEffect(() => {
    // Asked anew when more is read, and when a person has said something.
    if (stage >= 0 || view.reviews) dispatch({ type: 'refresh' });
  }, [stage, view.reviews, dispatch]);
  const act = useScreenKeys(useKept<MomentsAction | Press>(dispatch, onDecided), {
    ...{ go, active },
    modeOf: momentsMode(keymap),
  });
  const { columns: width, rows } = size;
  const { list: height, pane } = splitHeight(rows);
  useLayoutEffect(() => void dispatch({ type: 'drawn', height }), [dispatch, height]);
  const find = useMemo(
    () => createFinder(termsOf(parseQuery(asked.query), answer.instead)),
    [asked.query, answer.instead],
  );
  const isOwn = ({ session, turn }: Moment) => view.reviews.get(session)?.has(turn) === true;
  const visible = visibleLines(answer, cursor, height);
  useAreas(
    [
      {
        ...{ top: headRows, left: 0, width, height: visible.length },
        onClick: row => {
          const line = visible[row];
          if (line?.kind !== 'moment') return;
          act(line.at === cursor ? { type: 'open' } : { type: 'at', at: line.at });
        },
        onWheel: by => act({ type: 'move', by: 3 * by }),
      },
    ],
    active,
  );
  const lines = visible.map(line => {
    if (line.kind === 'heading') return toHeadingRow(line, width);
    const moment = momentAt(state, line.at);
    const session = moment && summaryOf(moment.session);
    const isSelected = line.at === cursor;
    return toMomentRow(moment, {
      ...{ session, find, isSelected, width, now: app.now() },
      isOwn: moment !== undefined && isOwn(moment),
    });
  });
  const chosen = momentAt(state, cursor);
  const told = useMemo(
    () =>
      chosen ? toMomentPane(chosen, { session: summaryOf(chosen.session), find, width, height: pane }) : [],
    [chosen, summaryOf, find, width, pane, theme],
  );
  const [title, subtitle] = toMomentsHeader(
    state,
    reading ? ` · reading ${reading.done}/${reading.total}` : '',
  );
  const empty = style('dim', nameKeys(emptyWords(state, reading !== null), keymap.moments));
  const chosenLine = visible.findIndex(line => line.kind === 'moment' && line.at === cursor);
  return (
    <Box flexDirection="column" width={width} height={rows} overflow="hidden">
      <Row text={title} />
      <Row text={nameKeys(subtitle, keymap.moments)} />
      <Lines
        lines={lines.length > 0 ? lines : [empty]}
        height={height}
        chosen={{ from: chosenLine, end: chosenLine + 1 }}
      />
      <Lines lines={told} height={pane} />
      <Footer
        bindings={momentsMode(keymap)(state).bindings}
        width={width}
        place={{ at: cursor + 1, of: answer.total }}
      />
    </Box>
  );
};

/** Rises by one whenever a fifth more is read: to ask at every step would keep the index busy with that. */
const stageOf = (reading: Props['reading']): number =>
  reading ? Math.floor(4 * Math.log2(reading.done + 1)) : Number.POSITIVE_INFINITY;
