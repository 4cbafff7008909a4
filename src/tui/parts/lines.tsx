import { useIsScreenReaderEnabled } from 'ink';
import { Row } from './row.tsx';

type Props = {
  readonly lines: readonly string[];
  /** Rows to fill; lines that are missing are blank. */
  readonly height: number;
  /** The lines that are chosen, `end` not included: a screen reader says them first. */
  readonly chosen?: { readonly from: number; readonly end: number };
};

/** The body of a screen, a row a line. */
export const Lines = ({ lines, height, chosen }: Props) => {
  const isSpoken = useIsScreenReaderEnabled();
  const ordered = isSpoken && chosen ? withFirst(lines, chosen.from, chosen.end) : lines;
  return Array.from({ length: height }, (_, slot) => (
    <Row key={`slot ${slot + 1}`} text={ordered[slot] ?? ''} />
  ));
};

const withFirst = (lines: readonly string[], from: number, end: number): string[] => [
  ...lines.slice(from, end),
  ...lines.slice(0, from),
  ...lines.slice(end),
];
