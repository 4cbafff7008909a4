import { Box } from 'ink';
import { useCallback, useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import type { EngineName } from '../../../app/config.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { EngineMenu } from './engine-menu.tsx';
import { EpisodesBody } from './episodes-body.tsx';
import { episodesMode, episodesReducer } from './episodes-reducer.ts';
import { openEpisodes } from './episodes-state.ts';
import { toHeaderRows } from './run-lines.ts';
import { useClassification } from './use-classification.ts';
import { useDecisions } from './use-decisions.ts';

type Props = {
  readonly app: App;
  readonly summary: SessionSummary;
  /** The turn whose episode is wanted. */
  readonly turn: number | null;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: (destination: Destination) => void;
  /** A new run, or a decision of a person on what one found. */
  readonly onClassified: (classification: ReviewedRun) => void;
  readonly active: boolean;
};

/** The misalignment episodes of one session: classify it, read and judge what was found, go to the quotes. */
export const EpisodesScreen = ({ app, summary, turn, size, go, onClassified, active }: Props) => {
  const { keymap } = useSettings();
  const reducer = useMemo(() => withPresses(episodesReducer, episodesMode(keymap)), [keymap]);
  const [state, dispatch] = useInstantReducer(reducer, () => openEpisodes(summary, turn));
  useClassification(app, state, dispatch, onClassified);
  const act = useDecisions(app, dispatch, onClassified);
  useScreenKeys(act, go, active);
  const choose = useCallback((engine: EngineName) => dispatch({ type: 'engine', engine }), [dispatch]);
  const trouble = useCallback(
    (message: string, nextStep: string) => dispatch({ type: 'trouble', message, nextStep }),
    [dispatch],
  );
  const height = Math.max(1, size.rows - 3);
  const [title, subtitle] = toHeaderRows(state, keymap.episodes);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={title} />
      <Row text={subtitle} />
      {state.phase.name === 'choosing' ? (
        <Box height={height} flexDirection="column" overflow="hidden">
          <EngineMenu app={app} width={size.columns} active={active} onChoose={choose} onTrouble={trouble} />
        </Box>
      ) : (
        <EpisodesBody
          state={state}
          width={size.columns}
          height={height}
          active={active}
          onChoose={value => act({ type: 'chosen', value })}
        />
      )}
      <Footer bindings={episodesMode(keymap)(state).bindings} width={size.columns} />
    </Box>
  );
};
