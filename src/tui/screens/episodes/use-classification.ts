import { useEffect, useRef } from 'react';
import type { App } from '../../../app/app.ts';
import { sideBySide } from '../../../domain/compare-runs.ts';
import { isKept } from '../../../domain/episode.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import { messageOf, UserError } from '../../../errors.ts';
import { toEngineItems } from './engine-items.ts';
import type { EpisodesAction, EpisodesState } from './episodes-state.ts';

/** Does what the phase asks for, and tells the reducer. A phase that was left takes no answer any more. */
export const useClassification = (
  app: App,
  { summary, phase }: EpisodesState,
  dispatch: (action: EpisodesAction) => void,
  onClassified: (classification: ReviewedRun) => void,
): void => {
  const { name } = phase;
  const engine = 'engine' in phase ? phase.engine : null;
  const stop = useRef(new AbortController());

  useEffect(() => {
    let isLeft = false;
    const tell = (action: EpisodesAction) => {
      if (!isLeft) dispatch(action);
    };
    const work = async (): Promise<void> => {
      if (name === 'loading')
        tell({ type: 'loaded', classification: await app.classification(summary.head.id) });
      if (name === 'comparing')
        tell({ type: 'compared', compared: sideBySide(await app.history(summary.head.id)) });
      if (name === 'choosing') tell({ type: 'engines', engines: toEngineItems(await app.config()) });
      if (engine === null) return;
      if (name === 'planning') tell({ type: 'planned', plan: await app.planClassification(summary, engine) });
      if (name === 'previewing')
        tell({ type: 'previewed', preview: await app.previewClassification(summary, engine) });
      if (name !== 'running') return;
      stop.current = new AbortController();
      const found = await app.classify(summary, {
        engine,
        signal: stop.current.signal,
        onProgress: progress => tell({ type: 'progress', progress }),
      });
      if (isKept(found)) onClassified(found);
      tell({ type: 'classified', classification: isKept(found) ? found : null });
    };
    work().catch(error => tell(toTrouble(error)));
    return () => {
      isLeft = true;
      stop.current.abort();
    };
  }, [app, summary, name, engine, dispatch, onClassified]);

  const isStopping = name === 'running' && phase.stopping;
  useEffect(() => {
    if (isStopping) stop.current.abort();
  }, [isStopping]);
};

const toTrouble = (error: unknown): EpisodesAction => ({
  type: 'trouble',
  message: messageOf(error),
  nextStep: error instanceof UserError ? error.nextStep : 'This is a bug in pushback: please report it.',
});
