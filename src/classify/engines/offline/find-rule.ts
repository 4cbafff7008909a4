import type { Claim } from '../../../domain/episode.ts';
import { type Turn, turnText } from '../../../domain/turn.ts';
import { cues } from './cues.ts';
import { contentWords, sentencesOf } from './sentences.ts';

/**
 * The developer's own earlier sentence that states the rule which the pushback recalls; the latest one that speaks of
 * the same thing. Null when none can be quoted: a rule that nobody stated in this session is none.
 */
export const findRule = (
  words: Claim,
  developer: Turn,
  before: number,
  turns: readonly Turn[],
): Claim | null => {
  const recalled = contentWords(`${words.quote} ${sentencesOf(turnText(developer)).slice(0, 3).join(' ')}`);
  for (let number = before - 1; number >= 1; number -= 1) {
    const turn = turns[number - 1];
    if (turn?.speaker !== 'developer') continue;
    const quote = sentencesOf(turnText(turn)).find(
      sentence => cues.rule.test(sentence) && sharedWords(contentWords(sentence), recalled) >= leastShared,
    );
    if (quote) return { turn: turn.number, quote, context: 'The rule as the developer stated it.' };
  }
  return null;
};

const leastShared = 2;

const sharedWords = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter(word => other.has(word)).length;
