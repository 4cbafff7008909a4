import { blank, foldSign, type Need, readNeeds } from './pattern-needs.ts';

/** Which short runs of characters a text holds, by hash: told at once, and wrong only in holding too many. */
export type Grams = Uint8Array;

/** A pattern with what any text that it fits must hold: most of hundreds of patterns need not be tried at all. */
export type GatedPattern = { readonly pattern: RegExp; readonly gate: Gate };

/** Questions to a text's grams: where each is answered in `place`, and which comes next; `entry` is the first. */
type Gate = {
  readonly entry: number;
  readonly place: readonly number[];
  readonly held: readonly number[];
  readonly missing: readonly number[];
};
const open = -1;
const shut = -2;

/** The pattern for any case and any script. */
export const toGatedPattern = (source: string): GatedPattern => ({
  pattern: new RegExp(source, 'iu'),
  gate: toGate(readNeeds(source)),
});

export const toGrams = (text: string): Grams => {
  const grams = new Uint8Array(places);
  const small = text.toLowerCase();
  // To `\b` a letter beyond ASCII is no letter.
  if (addGrams(small, false, grams)) addGrams(small, true, grams);
  return grams;
};

/** May the pattern fit the text of these grams? Never no where it does. */
export const mayFit = ({ gate }: GatedPattern, grams: Grams): boolean => {
  let at = gate.entry;
  while (at >= 0) at = (grams[gate.place[at] ?? 0] === 0 ? gate.missing[at] : gate.held[at]) ?? open;
  return at === open;
};

/** Built from the last question to the first, so that each knows where its answers lead. */
const toGate = (needed: Need | null): Gate => {
  const place: number[] = [];
  const held: number[] = [];
  const missing: number[] = [];
  const ask = (run: number, yes: number, no: number): number => {
    held.push(yes);
    missing.push(no);
    return place.push(run) - 1;
  };
  const build = (need: Need, yes: number, no: number): number => {
    if (need.kind === 'text') return toRuns(need.text).reduce((next, run) => ask(run, next, no), yes);
    return need.of.reduceRight(
      (next, each) => (need.kind === 'all' ? build(each, next, no) : build(each, yes, next)),
      need.kind === 'all' ? yes : no,
    );
  };
  return { entry: needed ? build(needed, open, shut) : open, place, held, missing };
};

/** A needed text by its runs of three characters, or as a whole where it is shorter. */
const toRuns = (text: string): number[] => {
  const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (codes.length < 3) return [place(0, codes.length === 2 ? (codes[0] ?? 0) : 0, codes.at(-1) ?? 0)];
  return codes.slice(2).map((sign, at) => place(codes[at] ?? 0, codes[at + 1] ?? 0, sign));
};

/** Says whether there was anything beyond ASCII, which `plain` takes for blanks. */
const addGrams = (small: string, plain: boolean, grams: Grams): boolean => {
  let [before, last, foreign] = [0, blank, false];
  for (let at = 0; at <= small.length; at += 1) {
    const code = at < small.length ? small.charCodeAt(at) : blank;
    if (code > 127) foreign = true;
    const sign = code > 127 && plain ? blank : foldSign(code);
    grams[place(0, 0, sign)] = 1;
    grams[place(0, last, sign)] = 1;
    grams[place(before, last, sign)] = 1;
    before = last;
    last = sign;
  }
  return foreign;
};

const place = (first: number, second: number, third: number): number =>
  (first * 1021 + second * 163 + third * 31 + (first ^ third)) & (places - 1);
const places = 1 << 14;
