import type { SearchAnswer } from './app.ts';

export const noAnswer: SearchAnswer = {
  hits: [],
  total: 0,
  isCounted: true,
  instead: [],
  facets: { sessions: new Map(), classes: new Map() },
  problems: [],
};
