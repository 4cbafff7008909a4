import { Box } from 'ink';
import { useCallback, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import type { EngineName } from '../../../app/config.ts';
import type { Classification } from '../../../domain/episode.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { fit, Row } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { useSettings } from '../../settings.ts';
import { style } from '../../theme.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { EngineMenu } from './engine-menu.tsx';
import { toDocument, toHeaderRows, toPlanLines, toProgressLines } from './episodes-rows.ts';
import { type EpisodesState, episodesMode, episodesReducer, openEpisodes } from './episodes-state.ts';
import { useClassification } from './use-classification.ts';

type Props = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** The turn whose episode is wanted. */
  readonly turn: number | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: (destination: Destination) => void;
  readonly onClassified: (classification: Classification) => void;
  readonly active: boolean;
};

/** The misalignment episodes of one session: classify it, read what was found, go to the quotes. */
export const EpisodesScreen = ({ app, summary, turn, size, go, onClassified, active }: Props) => {
  const { keymap } = useSettings();
  const reducer = useMemo(() => withPresses(episodesReducer, episodesMode(keymap)), [keymap]);
  const [state, dispatch] = useInstantReducer(reducer, () => openEpisodes(summary, turn));
  useClassification(app, state, dispatch, onClassified);
  useScreenKeys(dispatch, go, active);
  const choose = useCallback((engine: EngineName) => dispatch({ type: 'engine', engine }), [dispatch]);
  const trouble = useCallback(
    (message: string, nextStep: string) => dispatch({ type: 'trouble', message, nextStep }),
    [dispatch],
  );
  const height = Math.max(1, size.rows - 3);
  const [title, subtitle] = toHeaderRows(state);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={title} />
      <Row text={subtitle} />
      {state.phase.name === 'choosing' ? (
        <Box height={height} flexDirection="column" overflow="hidden">
          <EngineMenu app={app} width={size.columns} active={active} onChoose={choose} onTrouble={trouble} />
        </Box>
      ) : (
        <Lines state={state} width={size.columns} height={height} />
      )}
      <Footer bindings={episodesMode(keymap)(state).bindings} width={size.columns} />
    </Box>
  );
};

const Lines = ({ state, width, height }: { state: EpisodesState; width: number; height: number }) => {
  const { theme } = useSettings();
  const { lines, cursorLine } = useMemo(() => toLines(state, width), [state, width, theme]);
  const { start } = visibleRange(cursorLine, lines.length, height);
  return Array.from({ length: height }, (_, slot) => (
    <Row key={`slot ${slot + 1}`} text={fit(lines[start + slot] ?? '', width)} />
  ));
};

const toLines = (state: EpisodesState, width: number): { lines: readonly string[]; cursorLine: number } => {
  const { phase } = state;
  switch (phase.name) {
    case 'asking':
      return { lines: toPlanLines(phase.plan, width), cursorLine: 0 };
    case 'running':
      return { lines: toProgressLines(phase), cursorLine: 0 };
    case 'trouble':
      return {
        lines: [style('error', sanitise(phase.message)), sanitise(phase.nextStep)],
        cursorLine: 0,
      };
    case 'results':
      return toDocument(state, width);
    default:
      return { lines: [], cursorLine: 0 };
  }
};
