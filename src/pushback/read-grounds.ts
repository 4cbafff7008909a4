import { type Turn, turnText } from '../domain/turn.ts';
import { type AgentAct, toAgentAct } from './agent-act.ts';
import type { Ground } from './features.ts';
import { emptyMemory, remember } from './memory.ts';
import { readTurn } from './reading.ts';

export type GroundReader = {
  /** Takes the next turn; gives the ground of the developer turn that it answers, complete with the answer. */
  readonly push: (turn: Turn) => Ground | null;
  /** The developer turn that nobody has answered yet. */
  readonly waiting: () => Ground | null;
  /** The agent turn that the session ends with so far. */
  readonly last: () => AgentAct | null;
};

/** Reads a session in order and gathers for every developer turn but the first what it is judged by. */
export const createGroundReader = (): GroundReader => {
  let act: AgentAct | null = null;
  let waiting: Ground | null = null;
  let memory = emptyMemory;
  return {
    push: turn => {
      if (turn.speaker === 'agent') {
        act = toAgentAct(turn);
        const answered = waiting && { ...waiting, reply: act };
        waiting = null;
        return answered;
      }
      const reading = readTurn(turnText(turn));
      waiting =
        act && memory.count > 0
          ? { number: turn.number, at: turn.at, reading, act, memory, reply: null }
          : null;
      memory = remember(memory, reading);
      act = null;
      return null;
    },
    waiting: () => waiting,
    last: () => act,
  };
};

/** The grounds of all developer turns of a session, by turn number. */
export const readGrounds = (turns: readonly Turn[]): Map<number, Ground> => {
  const reader = createGroundReader();
  const answered = turns.flatMap(turn => reader.push(turn) ?? []);
  return new Map(
    [...answered, ...[reader.waiting()].filter(ground => ground !== null)].map(ground => [
      ground.number,
      ground,
    ]),
  );
};
