import type { AgentAct } from './agent-act.ts';
import type { Ground } from './features.ts';

/** Is there nothing that a person wrote or pasted: an empty turn, or the harness's words alone? */
export const isWordless = ({ reading }: Ground): boolean =>
  reading.line === '' && reading.pastedLines === 0 && !reading.pastedError && !reading.text.includes('```');

/** House rule of the labels: a stop without any words is an interruption, with neutral words it is nothing. */
export const isBareStop = (ground: Ground): boolean => isWordless(ground) && isStopped(ground.act);

/** Does the log itself show that the developer stopped, refused or left what the agent did? */
export const isStopped = (act: AgentAct): boolean => act.interrupted || act.refused || isTakenBack(act);

/** Does the log show that the developer took back what the agent did: by going back, or by restoring its files? */
export const isTakenBack = ({ rewound, restored }: AgentAct): boolean => rewound || restored;

/** How sure a bare stop is pushback: the mark is certain, its reason is not. */
export const bareStopChance = 0.9;

/** How sure it is pushback to take back an answer, set by hand: perhaps another way was only tried, and no label tells. */
export const takenBackChance = 0.7;
