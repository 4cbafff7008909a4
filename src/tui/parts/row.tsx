import { Text, useIsScreenReaderEnabled } from 'ink';
import { memo } from 'react';
import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import { style } from '../theme.ts';
import { toSpoken } from './spoken.ts';

/** One screen line from a ready ANSI string: the cheapest thing that Ink can draw. A screen reader gets its words alone. */
export const Row = memo(({ text }: { readonly text: string }) => {
  const shown = useIsScreenReaderEnabled() ? toSpoken(text) : text || ' ';
  return shown === '' ? null : <Text wrap="truncate">{shown}</Text>;
});

/** A line of the left pane and one of the right, with a rule between them; alone where the other has no room. */
export const beside = (left: string, right: string, leftWidth: number, rightWidth: number): string => {
  if (rightWidth === 0) return left;
  return leftWidth <= 1 ? right : `${fit(left, leftWidth)}${style('dim', '│')} ${fit(right, rightWidth - 2)}`;
};

/** Exactly `width` columns: cut with `…`, or padded with blanks. */
export const fit = (text: string, width: number): string => {
  const length = stringWidth(text);
  if (length > width) return width > 0 ? `${sliceAnsi(text, 0, width - 1)}…` : '';
  return text + ' '.repeat(width - length);
};
