import { type PatternPart, readPattern } from './read-pattern.ts';

/** What a text must hold: one short text, all of several needs, or any of them. */
export type Need =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Need[] };

/** What every text that the pattern fits holds when it is folded; null where the pattern names nothing certain. */
export const readNeeds = (pattern: string): Need | null => needOf(readPattern(pattern), false, false);

/**
 * A small letter as it is, a blank for every sign of ASCII that is no word's: the edge of a word becomes a character
 * that can be looked for.
 */
export const foldSign = (code: number): number => folds[code] ?? code;
export const blank = 32;
const folds = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9_]/.test(String.fromCharCode(code)) ? code : blank,
);

/** `left` and `right`: is the part's outer side the edge of a word? */
const needOf = (part: PatternPart, left: boolean, right: boolean): Need | null => {
  if (part.kind !== 'choice') return null;
  const needs = part.of.map(sequence => sequenceNeed(sequence, left, right));
  const certain = needs.filter(need => need !== null);
  return certain.length < needs.length ? null : join('any', certain);
};

const sequenceNeed = (parts: readonly PatternPart[], left: boolean, right: boolean): Need | null => {
  const edged: readonly PatternPart[] = [...(left ? [edge] : []), ...parts, ...(right ? [edge] : [])];
  const needs: Need[] = [];
  let run = '';
  for (const [at, part] of edged.entries()) {
    const isEdged = edged[at - 1]?.kind === 'edge';
    if (part.kind === 'sign')
      run = `${run === '' && isEdged && isWord(part.sign) ? ' ' : run}${fold(part.sign)}`;
    else if (part.kind !== 'edge' || isEndOfRun(edged, at)) {
      const closed = part.kind === 'edge' && isWord(run.at(-1) ?? '') ? `${run} ` : run;
      if (closed.trim() !== '') needs.push({ kind: 'text', text: closed });
      run = '';
      const inner = needOf(part, isEdged, edged[at + 1]?.kind === 'edge');
      if (inner) needs.push(inner);
    }
  }
  if (run.trim() !== '') needs.push({ kind: 'text', text: run });
  return join('all', needs);
};

const isEndOfRun = (parts: readonly PatternPart[], at: number): boolean => parts[at + 1]?.kind !== 'sign';
const isWord = (sign: string): boolean => /^[a-z0-9_]$/i.test(sign);
const fold = (sign: string): string => String.fromCharCode(foldSign(sign.toLowerCase().charCodeAt(0)));

const join = (kind: 'all' | 'any', needs: readonly Need[]): Need | null =>
  needs.length > 1 ? { kind, of: needs } : (needs[0] ?? null);

const edge: PatternPart = { kind: 'edge' };
