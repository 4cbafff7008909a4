import { useCallback, useReducer, useRef } from 'react';

/**
 * As React's useReducer, but `dispatch` gives the state that the action leads to, before any frame is drawn: the next
 * key of the same chunk can be handed to the screen that this one opened.
 */
export const useInstantReducer = <State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: () => State,
): readonly [State, (action: Action) => State] => {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const held = useRef<{ state: State } | null>(null);
  held.current ??= { state: initial() };
  const current = held.current;
  const latest = useRef(reduce);
  latest.current = reduce;
  const dispatch = useCallback(
    (action: Action): State => {
      const next = latest.current(current.state, action);
      if (next !== current.state) {
        current.state = next;
        redraw();
      }
      return next;
    },
    [current],
  );
  return [current.state, dispatch];
};
