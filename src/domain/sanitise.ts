/**
 * What a terminal obeys, what reorders a row and what takes no room on it: control characters, C1, separators, and all
 * that Unicode lets a program ignore (bidi controls, zero widths, fillers, tags). Two of those are wanted where they
 * belong: the joiner between two pictures, and the selector after one (❤️, 👩‍💻) or in a keycap. Half a character goes
 * too, and more marks on one letter than any script stacks: they would draw over the rows above and below. Unicode joins
 * four pictures at most (👨‍👩‍👧‍👦); a longer chain is two columns here and hundreds on a terminal that joins none.
 */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)(?<!(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?){3})\u200d\p{Extended_Pictographic}|(?<=\p{Extended_Pictographic})(?:\ufe0e|\ufe0f)|(?<=[\d#*])\ufe0f\u20e3)\p{Default_Ignorable_Code_Point}|\p{Surrogate}|(?<=[\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]/gu;
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
    : text.replace(sequence, '').replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(unsafe, '');

/** Log text to be pasted elsewhere: as it was, but without escape sequences and control characters. */
export const withoutControls = (text: string): string =>
  text
    .replace(sequence, '')
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

const taken = new RegExp(`${sequence.source}|${unsafe.source}`, 'gu');

/** Where `sanitise` takes something out of a text, for a drawing that must keep its offsets. Tabs are left to the drawing. */
export const unsafeRanges = (text: string): { readonly start: number; readonly end: number }[] =>
  [...text.matchAll(taken)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** Log text safe to print, on one line of at most `most` characters; of a huge text only the start is looked at. */
export const oneLine = (text: string, most: number): string =>
  cut(
    sanitise(cut(text, most * 4))
      .replace(/\s+/g, ' ')
      .trim(),
    most,
  );

/** No character is cut in half, and no joiner left with nothing to join. */
const cut = (text: string, most: number): string =>
  text.slice(0, most).replace(/\u200d?[\ud800-\udbff]$|\u200d$/, '');
