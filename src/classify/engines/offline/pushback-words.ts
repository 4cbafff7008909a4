import type { Claim } from '../../../domain/episode.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import { type Turn, turnText } from '../../../domain/turn.ts';
import { firstLine, sentenceAt } from './sentences.ts';

/** What a pushback says: the sentence of its first worded sign, else the first line of its turn. */
export const pushbackWords = (pushback: Pushback, turn: Turn): Claim => {
  const text = turnText(turn);
  const sign = pushback.signals.find(signal => signal.start !== null && signal.end !== null);
  const quote = sign ? sentenceAt(text, sign.start ?? 0, sign.end ?? 0) : firstLine(text);
  return { turn: turn.number, quote, context: 'The developer pushes back.' };
};
