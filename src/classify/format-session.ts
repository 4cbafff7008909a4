import type { SessionHead } from '../domain/session.ts';
import type { Turn } from '../domain/turn.ts';
import { agentBudget, truncateTurn } from './truncate-turn.ts';
import { turnEvidenceText } from './turn-evidence-text.ts';

const turnRule = '─'.repeat(40);
const bannerRule = '='.repeat(40);

/**
 * A session as the prompts read it, laid out as the study's formatter does: metadata, then a block for each turn.
 * Developer turns stand in full, agent turns within a budget set by the number of turns. An agent turn is its text and
 * one line for each tool call, since the study counts what tools did as part of the agent's turn. A line of a log that
 * looks like one of our own headers gets `> ` in front, so that no log can forge a turn.
 */
export const formatSession = (head: SessionHead, turns: readonly Turn[]): string => {
  const budget = agentBudget(turns.length);
  return [
    metadata(head, turns),
    banner('CONVERSATION'),
    ...turns.map(turn => turnBlock(turn, budget)),
    banner('END OF SESSION'),
  ].join('\n\n');
};

/** Drops what chat formats leave at a text's ends: the end-of-text token anywhere, three dashes at the start or end. */
export const cleanTurn = (text: string): string => {
  let cleaned = text.replaceAll('<|endoftext|>', '');
  if (cleaned.startsWith('---')) cleaned = cleaned.slice(3).trimStart();
  if (cleaned.endsWith('---')) cleaned = cleaned.slice(0, -3).trimEnd();
  return cleaned;
};

const metadata = (head: SessionHead, turns: readonly Turn[]): string => {
  const developer = turns.filter(turn => turn.speaker === 'developer').length;
  return [
    'SESSION METADATA',
    bannerRule,
    `Title: ${head.title.replace(/\s+/g, ' ').trim() || head.id}`,
    `Date: ${head.startedAt ?? 'unknown'}`,
    `Total turns: ${turns.length} (user: ${developer}, agent: ${turns.length - developer})`,
  ].join('\n');
};

const turnBlock = (turn: Turn, budget: number): string => {
  const whole = cleanTurn(turnEvidenceText(turn));
  const isAgent = turn.speaker === 'agent';
  const { text, length, truncated } = truncateTurn(whole, isAgent ? budget : Number.POSITIVE_INFINITY);
  const note = truncated ? ` [TRUNCATED: ${budget}/${length} chars]` : '';
  const header = `[TURN ${turn.number} | ${isAgent ? 'AGENT' : 'USER'}]${note}`;
  return [turnRule, header, turnRule, neutralise(text)].join('\n');
};

const banner = (title: string): string => [bannerRule, title, bannerRule].join('\n');

/** After truncation, for a cut can bring a forged header to the start of a line. */
const neutralise = (text: string): string => text.replace(forged, '$1> $2');

const forged =
  /(^|[\v\f\u0085])((?:[^\S\r\n\v\f\u2028\u2029]|[\u200b-\u200f\u2060])*(?:\[\s*TURN\b|─{20}|={40}|(?:SESSION METADATA|CONVERSATION|END OF SESSION)\s*$))/gim;
