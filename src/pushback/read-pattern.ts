/**
 * A pattern's parts, as far as they tell what a text must hold. `any` is all that promises no certain character: a
 * class, a dot, a look aside. `edge` is `\b`.
 */
export type PatternPart =
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'edge' | 'any' }
  | { readonly kind: 'choice'; readonly of: readonly (readonly PatternPart[])[] };

/** Reads the forms that cues and signs are written in. A part that may be absent is an `any`. */
export const readPattern = (pattern: string): PatternPart => readChoice(pattern, 0).part;

type Read = { readonly part: PatternPart; readonly end: number };

const readChoice = (pattern: string, from: number): Read => {
  const of: (readonly PatternPart[])[] = [];
  let end = from - 1;
  do {
    const sequence = readSequence(pattern, end + 1);
    of.push(sequence.parts);
    end = sequence.end;
  } while (pattern[end] === '|');
  return { part: { kind: 'choice', of }, end };
};

const readSequence = (pattern: string, from: number): { parts: PatternPart[]; end: number } => {
  const parts: PatternPart[] = [];
  let at = from;
  while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
    const { part, end } = readPart(pattern, at);
    const times = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(pattern.slice(end, end + 12));
    if (!times) parts.push(part);
    // Once at least, then perhaps more of it.
    else if (times[0].startsWith('+') || Number(times[1] ?? 0) > 0) parts.push(part, any);
    else parts.push(any);
    at = end + (times?.[0].length ?? 0);
  }
  return { parts, end: at };
};

const readPart = (pattern: string, at: number): Read => {
  const sign = pattern[at] ?? '';
  if (sign === '(') return readGroup(pattern, at);
  if (sign === '[') return { part: any, end: endOfClass(pattern, at) };
  if (sign === '\\') return readEscape(pattern, at);
  return { part: '.^$'.includes(sign) ? any : { kind: 'sign', sign }, end: at + 1 };
};

/** What must not stand there is not needed, and what stands beside the match need not be looked at. */
const readGroup = (pattern: string, at: number): Read => {
  const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(pattern.slice(at, at + 40))?.[0] ?? '(';
  const { part, end } = readChoice(pattern, at + opening.length);
  return { part: /[=!]$/.test(opening) ? any : part, end: end + 1 };
};

const readEscape = (pattern: string, at: number): Read => {
  const sign = pattern[at + 1] ?? '';
  if (sign === 'b') return { part: { kind: 'edge' }, end: at + 2 };
  if (sign === 's') return { part: { kind: 'sign', sign: ' ' }, end: at + 2 };
  if (/[pPu]/.test(sign)) return { part: any, end: pattern.indexOf('}', at) + 1 };
  return { part: /\w/.test(sign) ? any : { kind: 'sign', sign }, end: at + 2 };
};

const endOfClass = (pattern: string, from: number): number => {
  let at = from + 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at + 1;
};

const any: PatternPart = { kind: 'any' };
