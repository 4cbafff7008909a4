import { createContext, useContext } from 'react';
import type { OpenScreen } from '../app-state.ts';

const TrailContext = createContext<readonly string[]>([]);
/** Where one is: the screens that lie on each other, the list first. */
export const TrailProvider = TrailContext.Provider;
export const useTrail = (): readonly string[] => useContext(TrailContext);

export const toTrail = (open: readonly OpenScreen[]): readonly string[] => [
  'sessions',
  ...open.map(({ name }) => name),
];
