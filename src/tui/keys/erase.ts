import { createSegmenter } from '../graphemes.ts';

/** How much of a line of text one key takes away from its end. */
export type Erased = 'character' | 'word' | 'line';

const segmenter = createSegmenter();

/** A line of text without its last character as a person sees it, its last word with the blanks behind it, or all of it. */
export const erase = (text: string, by: Erased): string => {
  switch (by) {
    case 'line':
      return '';
    case 'word':
      return text.replace(/\S*\s*$/u, '');
    case 'character':
      return text.slice(0, [...segmenter.segment(text)].at(-1)?.index ?? 0);
  }
};
