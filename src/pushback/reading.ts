import { type Found, findCues } from './cues.ts';
import { toGrams } from './gated-pattern.ts';
import { findSigns, type Sign } from './signs.ts';
import { toWordSet } from './word-sets.ts';
import { countPastedLines, hasPastedError, toWords, withoutHarness } from './words.ts';

/** Everything that one developer turn says by itself. Offsets of cues point into the turn's text. */
export type Reading = {
  readonly text: string;
  /** The prose, blanked where it is not the developer's own. */
  readonly words: string;
  /** From a place in `words` back to the turn's text. */
  readonly offset: (at: number) => number;
  /** The prose in one line. */
  readonly line: string;
  readonly cues: readonly Found[];
  readonly signs: readonly Sign[];
  readonly wordSet: ReadonlySet<string>;
  readonly errors: ReadonlySet<string>;
  readonly pastedLines: number;
  readonly pastedError: boolean;
  /** Objection minus approval: the cues' hand-set clearness, summed. */
  readonly objection: number;
};

export const readTurn = (text: string): Reading => {
  const own = withoutHarness(text.slice(0, mostPasted));
  const words = toWords(text);
  const grams = toGrams(words.text);
  const cues = findCues(words.text, grams).map(found => {
    const span = { start: words.offset(found.start), end: words.offset(found.end - 1) + 1 };
    return { ...found, ...span, text: text.slice(span.start, span.end) };
  });
  return {
    text,
    words: words.text,
    offset: words.offset,
    line: words.text.replace(/\s+/g, ' ').trim(),
    cues,
    signs: findSigns('turn', words.text.slice(0, mostChars), grams),
    wordSet: toWordSet(words.text),
    errors: toErrors(own),
    pastedLines: countPastedLines(own),
    pastedError: hasPastedError(own),
    objection: cues.reduce((sum, { cue }) => sum + cue.prior, 0),
  };
};

/** Lines that name an error, without numbers and spacing: the same one pasted again is told by them. */
const toErrors = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('\n')
      .filter(line => errorWord.test(line))
      .map(line =>
        line.slice(0, 400).toLowerCase().replace(/\d+/g, '0').replace(/\s+/g, ' ').trim().slice(0, 120),
      )
      .filter(line => line.length > 12),
  );

const errorWord = /error|exception|failed|fatal|panic|cannot|undefined/i;
const mostChars = 3000;
/** Of a pasted log only the start is read: megabytes must cost nothing. */
const mostPasted = 20_000;
