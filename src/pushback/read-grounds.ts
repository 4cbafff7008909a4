import { rewoundTo, type Turn, turnText } from '../domain/turn.ts';
import { type AgentAct, toAgentAct } from './agent-act.ts';
import type { Ground } from './features.ts';
import { emptyMemory, type Memory, remember } from './memory.ts';
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
  /** As it was before the last developer turn. */
  let before: { readonly act: AgentAct | null; readonly memory: Memory } = { act, memory };
  return {
    push: turn => {
      if (turn.speaker === 'agent') {
        const answer = toAgentAct(turn);
        if (isTypedAnew(turn, answer)) {
          ({ act, memory } = before);
          waiting = null;
          return null;
        }
        act = answer;
        const answered = waiting && { ...waiting, reply: act };
        waiting = null;
        return answered;
      }
      before = { act, memory };
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

/** The developer took a prompt back before it was answered: as if it had not been written. */
const isTypedAnew = (turn: Turn, { rewound }: AgentAct): boolean => rewoundTo(turn) !== null && !rewound;

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
