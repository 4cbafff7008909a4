import type { Ground } from './features.ts';

/** Is there nothing that a person wrote or pasted: an empty turn, or the harness's words alone? */
export const isWordless = ({ reading }: Ground): boolean =>
  reading.line === '' && reading.pastedLines === 0 && !reading.pastedError && !reading.text.includes('```');

/** House rule of the labels: a stop without any words is an interruption, with neutral words it is nothing. */
export const isBareStop = (ground: Ground): boolean =>
  isWordless(ground) && (ground.act.interrupted || ground.act.refused);

/** How sure a bare stop is pushback: the mark is certain, its reason is not. */
export const bareStopChance = 0.9;
