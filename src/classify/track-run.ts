import type { StageName, Usage } from '../domain/episode.ts';
import type { Progress } from './engine.ts';
import { costOf } from './estimate.ts';
import { addUsage } from './usage.ts';

export type Tracker = ReturnType<typeof createTracker>;

/** Counts answers and tokens while a run goes on and tells each step. A stage's total may grow: annotate's does. */
export const createTracker = (
  onProgress: ((progress: Progress) => void) | undefined,
  model: string | null,
) => {
  const counts: Record<StageName, { done: number; total: number }> = {
    extract: { done: 0, total: 0 },
    validate: { done: 0, total: 0 },
    annotate: { done: 0, total: 0 },
    label: { done: 0, total: 0 },
  };
  let usage: Usage | null = null;
  const tell = (stage: StageName) =>
    onProgress?.({ stage, ...counts[stage], usage, cost: costOf(usage, model) });
  return {
    usage: (): Usage | null => usage,
    count: (more: Usage | null): void => {
      usage = addUsage(usage, more);
    },
    expect: (stage: StageName, more: number): void => {
      counts[stage].total += more;
      tell(stage);
    },
    step: (stage: StageName): void => {
      counts[stage].done += 1;
      tell(stage);
    },
  };
};
