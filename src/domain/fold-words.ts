/**
 * Small letters without accents, as the word index compares them. Of the letters with accents it folds those of ASCII
 * alone: `й` stays another letter than `и`.
 */
export const foldWords = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : withoutAccents(text)
        .replaceAll(/[\u0300-\u036f]/g, '')
        .toLowerCase();

/** The same unit for unit, so that places in it are places in the text. */
export const foldUnits = (text: string): string => {
  if (isAscii(text)) return text.toLowerCase();
  const plain = withoutAccents(text);
  const lower = plain.toLowerCase();
  return lower.length === text.length ? lower : lowerAscii(plain);
};

/** `A` to `Z` in small letters and all else as it is. */
export const lowerAscii = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());

const withoutAccents = (text: string): string =>
  text.replaceAll(/[\u00c0-\u024f\u1e00-\u1eff]/g, letter => {
    if (letter === 'ſ') return 's';
    const [base = letter] = letter.normalize('NFD');
    return isAscii(base) ? base : letter;
  });

const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text);
