import { createContext, useContext } from 'react';
import type { OpenScreen } from '../app-state.ts';

const TrailContext = createContext('');
/** Where one is: the screens that lie on each other, the list first. */
export const TrailProvider = TrailContext.Provider;
export const useTrail = (): string => useContext(TrailContext);

export const toTrail = (open: readonly OpenScreen[]): string =>
  ['sessions', ...open.map(({ name }) => name)].join(' › ');
