import { Text } from 'ink';
import { memo } from 'react';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';

/** One screen line from a ready ANSI string: the cheapest thing that Ink can draw. */
export const Row = memo(({ text }: { readonly text: string }) => <Text wrap="truncate">{text || ' '}</Text>);

/** Exactly `width` columns: cut with `…`, or padded with blanks. */
export const fit = (text: string, width: number): string => {
  const length = stringWidth(text);
  if (length > width) return width > 0 ? `${sliceAnsi(text, 0, width - 1)}…` : '';
  return text + ' '.repeat(width - length);
};
