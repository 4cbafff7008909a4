import { useCallback } from 'react';
import { messageOf } from '../../../errors.ts';
import type { Decided, MomentsState } from './moments-state.ts';

type Told = { readonly type: 'handedOn' } | { readonly type: 'said'; readonly words: string };

/** A dispatch that has the decisions kept that an action leads to; one that cannot be is told. */
export const useKept = <Action>(
  dispatch: (action: Action | Told) => MomentsState,
  keep: (decided: Decided) => Promise<unknown>,
): ((action: Action | Told) => MomentsState) =>
  useCallback(
    action => {
      const next = dispatch(action);
      if (next.keeping.length === 0) return next;
      for (const decided of next.keeping)
        keep(decided).catch(error => dispatch({ type: 'said', words: messageOf(error) }));
      return dispatch({ type: 'handedOn' });
    },
    [dispatch, keep],
  );
