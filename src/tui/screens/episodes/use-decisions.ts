import { useCallback } from 'react';
import type { App } from '../../../app/app.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import { messageOf } from '../../../errors.ts';
import type { ReviewAction } from './review-reducer.ts';
import type { Decided, Reviewing } from './reviewing.ts';

type Holder = { readonly reviewing: Reviewing };

/**
 * A dispatch that hands the decisions that an action leads to on to the store, and tells what the session's run is like
 * then. One that cannot be kept is taken off the screen again, with the reason.
 */
export const useDecisions = <State extends Holder, Action>(
  app: App,
  dispatch: (action: Action | ReviewAction) => State,
  onReviewed: (run: ReviewedRun) => void,
): ((action: Action | ReviewAction) => State) => {
  return useCallback(
    action => {
      const next = dispatch(action);
      if (next.reviewing.asked.length === 0) return next;
      const keep = async (decided: Decided): Promise<void> => {
        const { session, key, review } = decided;
        await app.reviewEpisode(session, key, review && { ...review, at: app.now().toISOString() });
        const run = await app.classification(session);
        if (run) onReviewed(run);
      };
      for (const decided of next.reviewing.asked)
        keep(decided).catch(error => dispatch({ type: 'unsaved', decided, words: messageOf(error) }));
      return dispatch({ type: 'handedOn' });
    },
    [app, dispatch, onReviewed],
  );
};
