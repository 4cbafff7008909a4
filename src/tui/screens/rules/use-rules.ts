import { useEffect, useRef } from 'react';
import type { App } from '../../../app/app.ts';
import { messageOf } from '../../../errors.ts';
import { type RulesAction, type RulesState, ruleAt } from './rules-state.ts';

/** Does what the phase asks for: finds rules, plans what adopting one would write, writes it. What is left is not waited for. */
export const useRules = (
  app: Pick<App, 'rules' | 'planAdoption' | 'adoptRule'>,
  state: RulesState,
  dispatch: (action: RulesAction) => void,
): void => {
  const latest = useRef(state);
  latest.current = state;
  const { phase } = state;
  useEffect(() => {
    const stop = new AbortController();
    const tell = (action: RulesAction) => {
      if (!stop.signal.aborted) dispatch(action);
    };
    const ask = async (): Promise<void> => {
      const { plan } = latest.current;
      const rule = ruleAt(latest.current);
      if (phase === 'finding') {
        const onProgress = (progress: Parameters<Parameters<App['rules']>[0]>[0]) =>
          tell({ type: 'progress', progress });
        tell({ type: 'found', found: await app.rules(onProgress, stop.signal) });
      }
      if (phase === 'planning' && rule) tell({ type: 'planned', plan: await app.planAdoption(rule) });
      if (phase === 'adopting' && plan) tell({ type: 'adopted', file: (await app.adoptRule(plan)).file });
    };
    ask().catch(error => tell({ type: 'trouble', words: messageOf(error) }));
    return () => stop.abort();
  }, [app, phase, dispatch]);
};
