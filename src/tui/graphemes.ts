/**
 * Characters that never join with a neighbour of their own kind: ASCII without CR, Latin, punctuation, arrows, boxes,
 * blocks and symbols, kana and Han. What joins (marks, ZWJ, variation selectors, flags, Hangul, soft hyphens) is left out.
 */
const alone =
  /^[\0-\f\u000e-\u009f\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u27bf\u3000-\u3029\u3030-\u3096\u30a1-\u30ff\u4e00-\u9fff]*$/;

export type Segment = { readonly segment: string; readonly index: number; readonly input: string };
export type Segments = Iterable<Segment> & {
  /** The grapheme that holds the code unit at `index`; undefined outside of the text. */
  readonly containing: (index: number) => Segment | undefined;
};

/**
 * Stands in for `new Intl.Segmenter()` in the libraries that draw: the same graphemes. The real one takes 15 ms to load
 * and more time a frame than anything else, so it is asked only about text in which characters may join.
 */
export const createSegmenter = (): { readonly segment: (text: string) => Segments } => ({
  segment: text => (alone.test(text) ? charactersOf(text) : realSegmenter().segment(text)),
});

let real: Intl.Segmenter | undefined;
const realSegmenter = (): Intl.Segmenter => {
  real ??= new Intl.Segmenter();
  return real;
};

const charactersOf = (input: string): Segments => {
  const segment = (index: number): Segment => ({ segment: input.charAt(index), index, input });
  return {
    containing: index => (index >= 0 && index < input.length ? segment(index) : undefined),
    [Symbol.iterator]: () => Array.from({ length: input.length }, (_, index) => segment(index)).values(),
  };
};
