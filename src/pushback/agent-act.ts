import { isInterrupted, type Turn, turnText, turnToolCalls } from '../domain/turn.ts';
import { claimsSuccess } from './cues.ts';

/** What an agent turn did, as far as its log shows: the ground on which the next developer turn is read. */
export type AgentAct = {
  readonly number: number;
  readonly edited: boolean;
  readonly ran: boolean;
  readonly claimed: boolean;
  readonly asked: boolean;
  readonly interrupted: boolean;
  readonly refused: boolean;
};

/** Reads the end of the agent's words, where claims and questions stand, and its own tool calls. */
export const toAgentAct = (turn: Turn): AgentAct => {
  const text = turnText(turn);
  const calls = turnToolCalls(turn);
  return {
    number: turn.number,
    edited: calls.some(call => call.kind === 'edit'),
    ran: calls.some(call => call.kind === 'run'),
    claimed: claimsSuccess(text.slice(-2000)),
    asked: /\?[)*_\s]*$/.test(text.slice(-400).trimEnd()) || offer.test(text.slice(-600)),
    interrupted: isInterrupted(turn) || calls.some(call => call.status === 'interrupted'),
    refused: calls.some(call => call.status === 'rejected'),
  };
};

const offer =
  /\b(?:would you like|shall i|should i|do you want|want me to|let me know (?:if|which|how)|which (?:option|one|way)|please (?:confirm|specify|provide))\b/i;
