/**
 * What a terminal obeys, what reorders a row and what takes no room on it: control characters, C1, separators, and all
 * that Unicode lets a program ignore (bidi controls, zero widths, fillers, tags). Two of those are wanted where they
 * belong: the joiner between two pictures, and the selector after one (❤️, 👩‍💻) or in a keycap. Half a character goes
 * too, and more marks on one letter than any script stacks: they would draw over the rows above and below. Unicode joins
 * four pictures at most (👨‍👩‍👧‍👦); a longer chain is two columns here and hundreds on a terminal that joins none.
 */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)(?<!(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?){3})\u200d\p{Extended_Pictographic}|(?<=\p{Extended_Pictographic})(?:\ufe0e|\ufe0f)|(?<=[\d#*])\ufe0f\u20e3)\p{Default_Ignorable_Code_Point}|\p{Surrogate}/gu;
/** Looked for last: what is taken out between two marks brings them together. */
const highest = 6;
const mark = /[\p{Mn}\p{Me}]/gu;
const heap = /(?<=[\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]+/gu;
/** A whole escape sequence goes at once, so that its letters do not stay behind as text. */
const sequence =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;
/** Most text: nothing in it can be unsafe. */
const harmless =
  /^[\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff]*$/;

/** Makes log text safe to print: escape sequences and control characters go, tabs become two blanks, lines stay. */
export const sanitise = (text: string): string =>
  harmless.test(text)
    ? text
    : text
        .replace(sequence, '')
        .replaceAll('\r\n', '\n')
        .replaceAll('\t', '  ')
        .replace(unsafe, '')
        .replace(heap, '');

/** Log text to be pasted elsewhere: as it was, but without escape sequences and control characters. */
export const withoutControls = (text: string): string =>
  text
    .replace(sequence, '')
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

const taken = new RegExp(`${sequence.source}|${unsafe.source}`, 'gu');

type Range = { readonly start: number; readonly end: number };
const rangesOf = (text: string, pattern: RegExp): Range[] =>
  [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/**
 * Where `sanitise` takes something out of a text, for a drawing that must keep its offsets; in order, none in another.
 * Tabs are left to the drawing.
 */
export const unsafeRanges = (text: string): readonly Range[] => {
  const first = rangesOf(text, taken);
  // Few texts hold enough marks for one heap; the others are not taken apart.
  if (rangesOf(text, mark).length <= highest) return first;
  const places = placesWithout(text, first);
  const heaps = rangesOf(places.map(place => text[place]).join(''), heap);
  const marks = heaps.flatMap(({ start, end }) =>
    places.slice(start, end).map(place => ({ start: place, end: place + 1 })),
  );
  return [...first, ...marks].sort((a, b) => a.start - b.start);
};

/** The offsets of what stands outside of the ranges. */
const placesWithout = (text: string, ranges: readonly Range[]): number[] => {
  const places: number[] = [];
  let from = 0;
  for (const { start, end } of [...ranges, { start: text.length, end: text.length }]) {
    for (let place = from; place < start; place += 1) places.push(place);
    from = end;
  }
  return places;
};

/**
 * Log text safe to print, on one line of at most `most` characters, `…` at the end of one that goes on; of a huge text
 * only the start is looked at.
 */
export const oneLine = (text: string, most: number): string => {
  const line = sanitise(cut(text, most * 4))
    .replace(/\s+/g, ' ')
    .trim();
  const goesOn = line.length > most || /\S/.test(text.slice(most * 4));
  if (most < 1) return '';
  return goesOn ? `${cut(line, most - 1).trimEnd()}…` : line;
};

/** No character is cut in half, and no joiner left with nothing to join. */
const cut = (text: string, most: number): string =>
  text.slice(0, most).replace(/\u200d?[\ud800-\udbff]$|\u200d$/, '');
