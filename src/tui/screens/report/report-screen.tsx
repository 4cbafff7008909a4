import { Box } from 'ink';
import { useEffect, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import { messageOf } from '../../../errors.ts';
import type { Go } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { useAreas } from '../../mouse/use-areas.ts';
import { Footer } from '../../parts/footer.tsx';
import { Lines } from '../../parts/lines.tsx';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { toReportHeader, toReportRows } from './report-rows.ts';
import {
  openReport,
  type ReportAction,
  type ReportState,
  reportMode,
  reportReducer,
} from './report-state.ts';

type Props = {
  readonly app: App;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: Go;
  readonly active: boolean;
};

/** What pushback and episodes of all sessions add up to: the tables of `pushback report`. */
export const ReportScreen = ({ app, size, go, active }: Props) => {
  const { keymap } = useSettings();
  const { columns: width } = size;
  const height = Math.max(1, size.rows - 2);
  const modeOf = useMemo(() => reportMode(keymap), [keymap]);
  const reducer = useMemo(() => withPresses(reportReducer, modeOf), [modeOf]);
  const [state, dispatch] = useInstantReducer(reducer, () => openReport({ width, height }));
  useEffect(() => {
    dispatch({ type: 'sized', view: { width, height } });
  }, [dispatch, width, height]);
  useReport(app, state.phase, dispatch);
  const act = useScreenKeys(dispatch, { go, active, modeOf });
  useAreas(
    [{ ...{ top: 1, left: 0, width, height }, onWheel: by => act({ type: 'scroll', by: 3 * by }) }],
    active,
  );
  return (
    <Box flexDirection="column" width={width} height={size.rows} overflow="hidden">
      <Row text={toReportHeader(state)} />
      <Lines lines={toReportRows(state)} height={height} />
      <Footer bindings={keymap.report} width={width} place={placeOf(state)} />
    </Box>
  );
};

const placeOf = ({ lines, top, view }: ReportState) =>
  lines.length === 0 ? null : { at: Math.min(lines.length, top + view.height), of: lines.length };

/** Makes the report while the phase asks for it; one that is left is not waited for. */
const useReport = (app: App, phase: ReportState['phase'], dispatch: (action: ReportAction) => void): void => {
  useEffect(() => {
    if (phase !== 'making') return;
    const stop = new AbortController();
    const tell = (action: ReportAction) => {
      if (!stop.signal.aborted) dispatch(action);
    };
    app
      .report((done, total) => tell({ type: 'progress', done, total }), stop.signal)
      .then(
        report => tell({ type: 'made', report }),
        error => tell({ type: 'trouble', words: messageOf(error) }),
      );
    return () => stop.abort();
  }, [app, phase, dispatch]);
};
