import type { ReplayModel } from './replay-model.ts';
import type { ReplayState } from './replay-state.ts';

/** Characters a second at 250 words a minute. */
const readingSpeed = 21;
const shortest = 60;
const idleLimit = 2000;

/**
 * Milliseconds until the next block, before the person's speed: the log's own pause, cut at the idle limit;
 * reading time where the log has no times; next to nothing without idle time.
 */
export const toDelay = (
  model: ReplayModel,
  { step, idle, speed }: Pick<ReplayState, 'step' | 'idle' | 'speed'>,
): number => {
  const blocks = model.turn(step.turn)?.blocks ?? [];
  const here = blocks[Math.max(0, step.block)];
  const next = blocks[step.block + 1] ?? model.turn(step.turn + 1)?.blocks[0];
  const reading = here && 'text' in here ? (here.text.length / readingSpeed) * 1000 : 300;
  const gap = here?.at && next?.at ? Math.max(0, Date.parse(next.at) - Date.parse(here.at)) : reading;
  const pause = idle === 'real' ? gap : Math.min(gap, idle === 'none' ? 300 : idleLimit);
  return Math.max(shortest, pause / speed);
};
