import { Box } from 'ink';
import { type Binding, keyLabel } from '../keys/bindings.ts';
import { useKeys } from '../keys/use-bindings.ts';
import { style } from '../theme.ts';
import { fit, Row } from './row.tsx';

export type HelpSection = { readonly title: string; readonly bindings: readonly Binding<unknown>[] };

/** Every key of the open screen, from the same data that the screen itself reads. */
export const Help = ({
  section,
  size,
  onClose,
}: {
  readonly section: HelpSection;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly onClose: () => void;
}) => {
  useKeys(onClose, onClose, true);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Row text={style('bold', `Keys: ${section.title} (any key goes back)`)} />
      {formatHelp(section.bindings, size.columns, size.rows - 1).map(text => (
        <Row key={text} text={text} />
      ))}
    </Box>
  );
};

/** The keys in as many columns as it takes to fit `rows` lines. */
export const formatHelp = (bindings: readonly Binding<unknown>[], width: number, rows: number): string[] => {
  const cells = bindings.map(({ keys, help }) => ({ keys: keys.map(keyLabel).join(' '), help }));
  const columns = Math.max(
    1,
    Math.min(Math.floor(width / 26) || 1, Math.ceil(cells.length / Math.max(1, rows))),
  );
  const height = Math.ceil(cells.length / columns);
  const cellWidth = Math.floor(width / columns);
  return Array.from({ length: Math.min(height, rows) }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const cell = cells[column * height + row];
      return cell ? fit(`${style('accent', fit(cell.keys, 9))} ${cell.help}`, cellWidth - 1) : '';
    }).join(' '),
  );
};
