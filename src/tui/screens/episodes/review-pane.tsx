import { useAreas } from '../../mouse/use-areas.ts';
import { Lines } from '../../parts/lines.tsx';
import { fit } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { style } from '../../theme.ts';
import type { Document } from './episode-lines.ts';
import { listed, toListLines } from './list-lines.ts';
import { ReviewMenu } from './review-menu.tsx';
import { menuOf } from './review-menus.ts';
import type { ReviewAction } from './review-reducer.ts';
import { here, type Reviewing, stopAt } from './reviewing.ts';

type Props = {
  readonly document: Document;
  readonly reviewing: Reviewing;
  /** Lines that one has scrolled away from the cursor. */
  readonly scroll: number;
  readonly width: number;
  readonly height: number;
  /** Columns of the list beside it; 0 for none. */
  readonly list: number;
  readonly active: boolean;
  readonly act: (action: ReviewAction | { readonly type: 'open' }) => void;
};

/** The row below the two of the header. */
const top = 2;

/** The episode that is read, or the menu over it, beside the list of all of them. */
export const ReviewPane = ({ document, reviewing, scroll, width, height, list, active, act }: Props) => {
  const isMenu = menuOf(reviewing.mode) !== null;
  const { lines, cursorLine, quotes } = document;
  const wanted = visibleRange(cursorLine, lines.length, height).start + scroll;
  const start = Math.max(0, Math.min(wanted, lines.length - height));
  const at = here(reviewing)?.at ?? 0;
  const choose = (cursor: number) =>
    act(cursor === reviewing.cursor ? { type: 'open' } : { type: 'stand', cursor });
  useAreas(
    [
      {
        ...{ top, left: 0, width: list, height },
        onClick: line => {
          const { start: first, end } = listed(reviewing, height);
          if (first + line < end) choose(stopAt(reviewing, first + line, null));
        },
        onWheel: by => act({ type: 'episode', by }),
      },
      {
        ...{ top, left: list, width: width - list, height },
        onClick: line => {
          if (!quotes || start + line >= lines.length) return;
          const quote = quotes.findLastIndex(first => first <= start + line);
          choose(stopAt(reviewing, at, quote < 0 ? null : quote));
        },
        onWheel: by => act({ type: 'scroll', by: 3 * by }),
      },
    ],
    active && !isMenu,
  );
  if (isMenu) return <ReviewMenu {...{ reviewing, top, width, height, active, act }} />;
  const beside = list > 0 ? toListLines(reviewing, list - 2, height) : [];
  const rows = Array.from({ length: height }, (_, slot) => {
    const line = fit(lines[start + slot] ?? '', width - list);
    const item = list > 0 ? `${fit(beside[slot] ?? '', list - 2)}${style('dim', '│')} ` : '';
    return `${item}${line}`;
  });
  return <Lines lines={rows} height={height} />;
};
