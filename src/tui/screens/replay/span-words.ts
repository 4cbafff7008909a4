import { countOf } from '../../../domain/count-of.ts';
import type { Cost } from '../../../domain/episode.ts';

/** A span in words, as far as the log can tell: `1 turn, 4 tool calls, 1.7 minutes, 1,250 tokens`. */
export const spanWords = ({ turns, toolCalls, minutes, tokens }: Cost): string =>
  [count(turns, 'turn'), count(toolCalls, 'tool call'), count(minutes, 'minute'), count(tokens, 'token')]
    .filter(part => part !== '')
    .join(', ');

const count = (n: number | null, noun: string): string => (n === null ? '' : countOf(n, noun));
