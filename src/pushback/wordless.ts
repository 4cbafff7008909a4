import type { AgentAct } from './agent-act.ts';
import type { Ground } from './features.ts';

/** Is there nothing that a person wrote or pasted: an empty turn, or the harness's words alone? */
export const isWordless = ({ reading }: Ground): boolean =>
  reading.line === '' && reading.pastedLines === 0 && !reading.pastedError && !reading.text.includes('```');

/** House rule of the labels: a stop without any words is an interruption, with neutral words it is nothing. */
export const isBareStop = (ground: Ground): boolean => isWordless(ground) && isStopped(ground.act);

/** Does the log itself show that the developer stopped, refused or left what the agent did? */
export const isStopped = ({ interrupted, refused, rewound }: AgentAct): boolean =>
  interrupted || refused || rewound;

/** How sure a bare stop is pushback: the mark is certain, its reason is not. */
export const bareStopChance = 0.9;

/** How sure going back is pushback, whatever the new words are: an answer was left, perhaps only to try another way. No label tells. */
export const rewindChance = 0.7;
