import { Box, useIsScreenReaderEnabled } from 'ink';
import { useState } from 'react';
import { type Bindings, toKeyLines } from '../keys/bindings.ts';
import { useKeys } from '../keys/use-bindings.ts';
import { useAreas } from '../mouse/use-areas.ts';
import { style } from '../theme.ts';
import { fit, Row } from './row.tsx';

export type HelpSection = { readonly title: string; readonly bindings: Bindings<unknown> };

/** Every key of the open screen, from the same data that the screen itself reads; scrolls where they do not fit. */
export const Help = ({
  section,
  size,
  onClose,
}: {
  readonly section: HelpSection;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly onClose: () => void;
}) => {
  const height = size.rows - 1;
  // One key after the other is heard better than a row of columns.
  const rows = useIsScreenReaderEnabled() ? Infinity : height;
  const lines = formatHelp(section.bindings, size.columns, rows);
  const most = Math.max(0, lines.length - height);
  const [top, setTop] = useState(0);
  const scroll = (by: number) => setTop(before => Math.max(0, Math.min(most, before + by)));
  useKeys(
    key => {
      const by = most > 0 ? (scrolling[key] ?? 0) : 0;
      if (by === 0) onClose();
      else scroll(by);
    },
    onClose,
    true,
  );
  const whole = { top: 0, left: 0, width: size.columns, height: size.rows };
  useAreas([{ ...whole, onClick: onClose, onWheel: scroll }], true);
  const more = most > 0 ? `j k scroll, ${top + 1}–${top + height} of ${lines.length}, ` : '';
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row
        text={style('bold', `Keys: ${section.title} (${more}any ${most > 0 ? 'other ' : ''}key goes back)`)}
      />
      {lines.slice(top, top + height).map(text => (
        <Row key={text} text={text} />
      ))}
    </Box>
  );
};

const scrolling: Readonly<Record<string, number>> = {
  j: 1,
  down: 1,
  d: 5,
  pagedown: 5,
  k: -1,
  up: -1,
  u: -5,
  pageup: -5,
};

/** Columns in which keys and what they do can be read whole. */
const leastCell = 40;

/** The keys in as many columns as it takes to fit `rows` lines, as far as the width allows. */
export const formatHelp = (bindings: Bindings<unknown>, width: number, rows: number): string[] => {
  const cells = toKeyLines(bindings).map(({ keys, help }) => ({ keys: keys.join(' '), help }));
  const columns = Math.max(
    1,
    Math.min(Math.floor(width / leastCell), Math.ceil(cells.length / Math.max(1, rows))),
  );
  const height = Math.ceil(cells.length / columns);
  const cellWidth = Math.floor(width / columns);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const cell = cells[column * height + row];
      return cell
        ? fit(
            `${style('accent', fit(cell.keys, cellWidth > leastCell ? 13 : 9))} ${cell.help}`,
            cellWidth - 1,
          )
        : '';
    }).join(' '),
  );
};
