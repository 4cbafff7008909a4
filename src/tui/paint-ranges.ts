import { sanitise } from '../domain/sanitise.ts';
import { type StyleName, style } from './theme.ts';

/** UTF-16 offsets into a text, and how it is drawn there. */
export type Mark = { readonly start: number; readonly end: number; readonly as: StyleName };

/** Text made safe for the terminal with its marks drawn; of two that overlap the first is drawn. */
export const paintRanges = (text: string, marks: readonly Mark[]): string => {
  let at = 0;
  let painted = '';
  for (const { start, end, as } of marks.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    painted += sanitise(text.slice(at, start)) + style(as, sanitise(text.slice(start, end)));
    at = end;
  }
  return painted + sanitise(text.slice(at));
};
