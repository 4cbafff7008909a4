import { Box } from 'ink';
import { useEffect, useMemo, useRef } from 'react';
import type { App } from '../../../app/app.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { messageOf } from '../../../errors.ts';
import type { Go } from '../../app-state.ts';
import { withPresses } from '../../keys/bindings.ts';
import { useScreenKeys } from '../../keys/use-bindings.ts';
import { Footer } from '../../parts/footer.tsx';
import { Row } from '../../parts/row.tsx';
import { useSettings } from '../../settings.ts';
import { useInstantReducer } from '../../use-instant-reducer.ts';
import { listWidth } from '../episodes/list-lines.ts';
import { ReviewPane } from '../episodes/review-pane.tsx';
import { here } from '../episodes/reviewing.ts';
import { useDecisions } from '../episodes/use-decisions.ts';
import { toQueueDocument, toQueueHeader } from './queue-rows.ts';
import { openQueue, type QueueAction, type QueueState, queueMode, queueReducer } from './queue-state.ts';

type Props = {
  readonly app: App;
  readonly sessions: readonly SessionSummary[];
  readonly size: { readonly columns: number; readonly rows: number };
  readonly go: Go;
  readonly onReviewed: (run: ReviewedRun) => void;
  readonly active: boolean;
};

/** The episodes of all sessions that wait for a person's decision, one after the other. */
export const QueueScreen = ({ app, sessions, size, go, onReviewed, active }: Props) => {
  const { keymap, theme } = useSettings();
  const reducer = useMemo(() => withPresses(queueReducer, queueMode(keymap)), [keymap]);
  const [state, dispatch] = useInstantReducer(reducer, openQueue);
  useStoreAnswers(app, state.phase, sessions, dispatch);
  const decide = useDecisions(app, dispatch, onReviewed);
  const act = useScreenKeys(decide, { go, active, modeOf: queueMode(keymap) });
  const { columns: width } = size;
  const height = Math.max(1, size.rows - 3);
  const isList = state.phase === 'reading' && state.reviewing.entries.length > 1;
  const list = isList ? listWidth(width) : 0;
  const document = useMemo(
    () => toQueueDocument(state, width - list, keymap.browse),
    [state, width, list, keymap, theme],
  );
  const [title, subtitle] = toQueueHeader(state, keymap.queue);
  return (
    <Box flexDirection="column" width={width} height={size.rows} overflow="hidden">
      <Row text={title} />
      <Row text={subtitle} />
      <ReviewPane
        {...{ document, width, height, list, active, act }}
        reviewing={state.reviewing}
        scroll={state.reviewing.scroll}
      />
      <Footer
        bindings={queueMode(keymap)(state).bindings}
        width={width}
        place={{ at: (here(state.reviewing)?.at ?? 0) + 1, of: state.reviewing.entries.length }}
      />
    </Box>
  );
};

/** Episodes are read so many at a time; the rest are counted. */
const mostLoaded = 200;

/** Asks the store for what the phase wants. Sessions that are read meanwhile change nothing of what is on screen. */
const useStoreAnswers = (
  app: App,
  phase: QueueState['phase'],
  sessions: readonly SessionSummary[],
  dispatch: (action: QueueAction) => void,
): void => {
  const latest = useRef(sessions);
  latest.current = sessions;
  useEffect(() => {
    let isLeft = false;
    const tell = (action: QueueAction) => {
      if (!isLeft) dispatch(action);
    };
    const ask = async (): Promise<void> => {
      if (phase === 'loading') {
        const queue = await app.reviewQueue(mostLoaded);
        const unread = await app.storeProblems();
        tell({ type: 'loaded', queue, unread, sessions: latest.current });
      }
      if (phase === 'counting') tell({ type: 'counted', agreement: await app.agreement() });
    };
    ask().catch(error => tell({ type: 'trouble', words: messageOf(error) }));
    return () => {
      isLeft = true;
    };
  }, [app, phase, dispatch]);
};
