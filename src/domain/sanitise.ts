/** Control characters, C1, bidi overrides and zero-width marks: none of them may reach a terminal. */
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/** A whole escape sequence goes at once, so that its letters do not stay behind as text. */
const sequence =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;

/** Makes log text safe to print: escape sequences and control characters go, tabs become two blanks, lines stay. */
export const sanitise = (text: string): string =>
  text.replace(sequence, '').replaceAll('\r\n', '\n').replaceAll('\t', '  ').replace(unsafe, '');

/** Log text to be pasted elsewhere: as it was, but without escape sequences and control characters. */
export const withoutControls = (text: string): string =>
  text
    .replace(sequence, '')
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

const taken = new RegExp(`${sequence.source}|${unsafe.source}`, 'g');

/** Where `sanitise` takes something out of a text, for a drawing that must keep its offsets. Tabs are left to the drawing. */
export const unsafeRanges = (text: string): { readonly start: number; readonly end: number }[] =>
  [...text.matchAll(taken)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** Log text safe to print, on one line of at most `most` characters; of a huge text only the start is looked at. */
export const oneLine = (text: string, most: number): string =>
  sanitise(text.slice(0, most * 4))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);
