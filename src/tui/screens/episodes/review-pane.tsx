import { Box } from 'ink';
import { Lines } from '../../parts/lines.tsx';
import { fit } from '../../parts/row.tsx';
import { visibleRange } from '../../parts/visible-range.ts';
import { style } from '../../theme.ts';
import type { Document } from './episode-lines.ts';
import { toListLines } from './list-lines.ts';
import { ReviewMenu } from './review-menu.tsx';
import { type MenuValue, menuOf } from './review-menus.ts';
import type { Reviewing } from './reviewing.ts';

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
  readonly onChoose: (value: MenuValue) => void;
};

/** The episode that is read, or the menu over it, beside the list of all of them. */
export const ReviewPane = ({ document, reviewing, scroll, width, height, list, active, onChoose }: Props) => {
  if (menuOf(reviewing.mode))
    return (
      <Box height={height} flexDirection="column" overflow="hidden">
        <ReviewMenu mode={reviewing.mode} {...{ width, height, active, onChoose }} />
      </Box>
    );
  const { lines, cursorLine } = document;
  const top = visibleRange(cursorLine, lines.length, height).start + scroll;
  const start = Math.max(0, Math.min(top, lines.length - height));
  const beside = list > 0 ? toListLines(reviewing, list - 2, height) : [];
  const rows = Array.from({ length: height }, (_, slot) => {
    const line = fit(lines[start + slot] ?? '', width - list);
    const item = list > 0 ? `${fit(beside[slot] ?? '', list - 2)}${style('dim', '│')} ` : '';
    return `${item}${line}`;
  });
  return <Lines lines={rows} height={height} />;
};
