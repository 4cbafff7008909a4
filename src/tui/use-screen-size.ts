import { useIsScreenReaderEnabled, useWindowSize } from 'ink';

/** Wider screens put things side by side, which is heard as one line. */
const widestSpoken = 80;
/** What is said in words may take a line more than what is drawn. */
const spareRows = 2;

/** The rows and columns that screens may fill. */
export const useScreenSize = (): { readonly columns: number; readonly rows: number } => {
  const { columns, rows } = useWindowSize();
  if (!useIsScreenReaderEnabled()) return { columns, rows };
  return { columns: Math.min(columns, widestSpoken), rows: Math.max(1, rows - spareRows) };
};
