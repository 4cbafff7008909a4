import type { Usage } from '../domain/episode.ts';

/** Sums counted tokens; null, which means not counted, adds nothing. */
export const addUsage = (a: Usage | null, b: Usage | null): Usage | null =>
  a && b ? { input: a.input + b.input, cached: a.cached + b.cached, output: a.output + b.output } : (a ?? b);
