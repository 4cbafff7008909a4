import { Box } from 'ink';
import { useMemo } from 'react';
import type { App } from '../../../app/app.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Go } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Menu } from '../../parts/menu.tsx';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
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
  readonly go: Go;
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
  const decide = useDecisions(app, dispatch, onClassified);
  const act = useScreenKeys(decide, { go, active, modeOf: episodesMode(keymap) });
  const { phase } = state;
  const body = { width: size.columns, height: Math.max(1, size.rows - 3), active };
  const [title, subtitle] = toHeaderRows(state, keymap.episodes);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={title} />
      <Row text={subtitle} />
      {phase.name === 'choosing' ? (
        <Menu
          {...body}
          {...{ top: 2, act, cursor: phase.cursor }}
          labels={(phase.engines ?? []).map(({ label }) => label)}
        />
      ) : (
        <EpisodesBody {...body} {...{ state, act }} />
      )}
      <Footer bindings={episodesMode(keymap)(state).bindings} width={size.columns} />
    </Box>
  );
};
