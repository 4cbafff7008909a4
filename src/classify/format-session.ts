import type { SessionHead } from '../domain/session.ts';
import type { Turn } from '../domain/turn.ts';
import type { TurnRange, TurnWeight } from './cut-windows.ts';
import { estimate } from './estimate.ts';
import { agentBudget, truncateTurn } from './truncate-turn.ts';
import { turnEvidenceText } from './turn-evidence-text.ts';

const turnRule = '─'.repeat(40);
const bannerRule = '='.repeat(40);

/**
 * A session as the prompts read it, laid out as the study's formatter does: metadata, then a block for each turn.
 * Developer turns stand in full, agent turns within a budget set by the number of turns. An agent turn is its text and
 * one line for each tool call, since the study counts what tools did as part of the agent's turn. A line of a log that
 * looks like one of our own headers gets `> ` in front, so that no log can forge a turn. With `shown` only those turns
 * stand there, within the same budget, and the metadata say so.
 */
export const formatSession = (
  head: SessionHead,
  turns: readonly Turn[],
  shown: TurnRange = wholeOf(turns),
): string => {
  const budget = agentBudget(turns.length);
  const some = turns.filter(({ number }) => number >= shown.from && number <= shown.to);
  return [
    [...metadata(head, turns), ...(some.length < turns.length ? [shownLine(shown)] : [])].join('\n'),
    banner('CONVERSATION'),
    ...some.map(turn => turnBlock(turn, budget)),
    banner(shown.to < wholeOf(turns).to ? 'END OF THE TURNS SHOWN HERE' : 'END OF SESSION'),
  ].join('\n\n');
};

/** What each turn weighs in `formatSession`. */
export const weighTurns = (turns: readonly Turn[]): TurnWeight[] => {
  const budget = agentBudget(turns.length);
  return turns.map(turn => ({
    number: turn.number,
    tokens: estimate(turnBlock(turn, budget), null).tokens,
  }));
};

export const wholeOf = (turns: readonly Turn[]): TurnRange => ({
  from: turns[0]?.number ?? 1,
  to: turns.at(-1)?.number ?? 0,
});

const shownLine = ({ from, to }: TurnRange): string => `Shown here: turns ${from} to ${to} alone`;

/** Drops what chat formats leave at a text's ends: the end-of-text token anywhere, three dashes at the start or end. */
export const cleanTurn = (text: string): string => {
  let cleaned = text.replaceAll('<|endoftext|>', '');
  if (cleaned.startsWith('---')) cleaned = cleaned.slice(3).trimStart();
  if (cleaned.endsWith('---')) cleaned = cleaned.slice(0, -3).trimEnd();
  return cleaned;
};

const metadata = (head: SessionHead, turns: readonly Turn[]): string[] => {
  const developer = turns.filter(turn => turn.speaker === 'developer').length;
  return [
    'SESSION METADATA',
    bannerRule,
    `Title: ${head.title.replace(/\s+/g, ' ').trim() || head.id}`,
    `Date: ${head.startedAt ?? 'unknown'}`,
    `Total turns: ${turns.length} (user: ${developer}, agent: ${turns.length - developer})`,
  ];
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
  /(^|[\v\f\u0085])((?:[^\S\r\n\v\f\u2028\u2029]|[\u200b-\u200f\u2060])*(?:\[\s*TURN\b|─{20}|={40}|(?:SESSION METADATA|CONVERSATION|END OF (?:SESSION|THE TURNS SHOWN HERE))\s*$))/gim;
