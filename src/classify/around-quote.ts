import type { Claim } from '../domain/episode.ts';
import type { Turn } from '../domain/turn.ts';
import { locateQuote, turnEvidenceText } from './locate-quote.ts';

/** Characters shown on either side of a quote. */
const reach = 400;

/** Who spoke a quote and what stands around it, the quote marked; nothing for one that stands nowhere. */
export const aroundQuote = (
  claim: Claim,
  turns: readonly Turn[],
): { readonly speaker: string; readonly around: string } | null => {
  const found = locateQuote(claim, turns);
  const turn = turns.find(({ number }) => number === found?.turn);
  if (!found || !turn) return null;
  const text = turnEvidenceText(turn);
  const before = text.slice(Math.max(0, found.start - reach), found.start);
  const after = text.slice(found.end, found.end + reach);
  return {
    speaker: turn.speaker === 'developer' ? 'USER' : 'AGENT',
    around: `${before}⟦${text.slice(found.start, found.end)}⟧${after}`,
  };
};
