/** A text as quotes are compared, with the offset of each of its characters in the original. */
export type Normalised = { readonly text: string; readonly at: Int32Array };

/**
 * Folds what changes when words are copied: runs of white space to one space, curly quotes to straight ones, case;
 * drops Markdown's stars and backticks and zero-width characters. One pass, one UTF-16 unit at a time.
 */
export const normaliseText = (text: string): Normalised => {
  const at = new Int32Array(text.length + 1);
  const kept: string[] = [];
  let spaced = true;
  for (let index = 0; index < text.length; index += 1) {
    const unit = foldUnit(text, index);
    if (unit === '' || (unit === ' ' && spaced)) continue;
    at[kept.length] = index;
    kept.push(unit);
    spaced = unit === ' ';
  }
  if (kept.at(-1) === ' ') kept.pop();
  at[kept.length] = text.length;
  return { text: kept.join(''), at: at.subarray(0, kept.length + 1) };
};

/** One unit as it is compared: ' ' for white space, '' for what is dropped. ASCII is looked up: logs of megabytes are that. */
const foldUnit = (text: string, index: number): string => {
  const code = text.charCodeAt(index);
  return code < 128 ? (ascii[code] ?? '') : foldForeign(text.charAt(index));
};

const foldForeign = (unit: string): string => {
  if (dropped.test(unit)) return '';
  return white.test(unit) ? ' ' : fold(unit);
};

const ascii = Array.from({ length: 128 }, (_unit, code) => {
  const unit = String.fromCharCode(code);
  if (unit === '*' || unit === '`') return '';
  return unit <= ' ' ? ' ' : unit.toLowerCase();
});
const dropped = /[\u200b-\u200f\u2060\ufeff]/;
const white = /\s/;
const quoteMarks: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
};
const fold = (unit: string): string => {
  const lower = quoteMarks[unit] ?? unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
};
