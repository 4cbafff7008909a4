import { useEffect } from 'react';
import type { App } from '../../../app/app.ts';
import { messageOf } from '../../../errors.ts';
import { type MomentsAction, type MomentsAsked, pageLength } from './moments-state.ts';

/** As much of what was said as the widest screen shows. */
const mostChars = 4000;

/** Has each new question answered; what comes for an earlier one is dropped by the reducer. */
export const useMoments = (
  app: Pick<App, 'moments'>,
  asked: MomentsAsked,
  threshold: number | null,
  dispatch: (action: MomentsAction) => void,
): void => {
  useEffect(() => {
    const { generation, query, order, by, project, from } = asked;
    const within = { session: null, project };
    app
      .moments({
        ...{ query, order, by, within, threshold, paths: null },
        ...{ from, limit: pageLength, chars: mostChars },
      })
      .then(
        answer => dispatch({ type: 'answered', generation, answer }),
        error => dispatch({ type: 'said', words: messageOf(error) }),
      );
  }, [app, asked, threshold, dispatch]);
};
