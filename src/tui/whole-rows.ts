import QuickLRU from 'quick-lru';
import stringWidth from 'string-width';

/** Columns and rows from `1` on, before `2`. */
type Clip = { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number };
/** Ink leaves an axis out that is not clipped. */
type InkClip = { readonly [Edge in keyof Clip]?: number | undefined };
type Write = {
  readonly type: 'write';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly transformers: readonly ((line: string, index: number) => string)[];
};
type Operation = Write | { readonly type: 'clip'; readonly clip: InkClip } | { readonly type: 'unclip' };
export type Drawn = { readonly output: string; readonly height: number };

/** Ink’s own output: what is written to it in order, and `drawCells`, which draws it cell by cell. */
export type CellOutput = {
  readonly width: number;
  readonly height: number;
  readonly operations: readonly Operation[];
  readonly clip: (clip: InkClip) => void;
  readonly write: (x: number, y: number, text: string, options: Pick<Write, 'transformers'>) => void;
  readonly drawCells: () => Drawn;
};
export type Cells = new (size: { readonly width: number; readonly height: number }) => CellOutput;

/**
 * Gives what `make` gives, and remembers it for the texts of the last frames: most rows of a frame are those of the one
 * before, or were a line further down.
 */
export const rememberTexts = <Value extends object | string>(
  make: (text: string) => Value,
): ((text: string) => Value) => {
  const known = new QuickLRU<string, Value>({ maxSize: 1000 });
  return text => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const made = make(text);
    known.set(text, made);
    return made;
  };
};

type Row = { readonly drawn: string; readonly columns: number };

/**
 * Stands in for Ink’s drawing where it can: our screens are rows that begin at the left edge and end before the right
 * one, so each is drawn alone, by Ink, and remembered. Ink draws every cell of every frame anew, which is half of what a
 * key costs. Null for any other screen: two texts in a row, one that is cut or restyled.
 */
export const createRowDrawer = (Cells: Cells): ((output: CellOutput) => Drawn | null) => {
  let width = 0;
  let rowOf: (text: string) => Row = () => ({ drawn: '', columns: 0 });
  return output => {
    if (output.width !== width) {
      width = output.width;
      rowOf = rememberTexts(text => drawRow(new Cells({ width: output.width, height: 1 }), text));
    }
    const rows = Array.from<string | undefined>({ length: output.height });
    const clips: Clip[] = [wholeOf(output)];
    for (const operation of output.operations) {
      if (operation.type === 'clip') {
        if (!isBounded(operation.clip)) return null;
        clips.push(operation.clip);
      } else if (operation.type === 'unclip') clips.pop();
      else if (!isPlain(operation) || clips.length === 1) return null;
      else if (isSeen(operation.y, clips)) {
        const { drawn, columns } = rowOf(operation.text);
        if (rows[operation.y] !== undefined || !isUncut(columns, clips)) return null;
        rows[operation.y] = drawn;
      }
    }
    return { output: rows.map(row => row ?? '').join('\n'), height: output.height };
  };
};

const wholeOf = ({ width, height }: Pick<CellOutput, 'width' | 'height'>): Clip => ({
  ...{ x1: 0, x2: width },
  ...{ y1: 0, y2: height },
});

const drawRow = (cells: CellOutput, text: string): Row => {
  cells.clip(wholeOf(cells));
  cells.write(0, 0, text, { transformers: [] });
  return { drawn: cells.drawCells().output, columns: stringWidth(text) };
};

const isBounded = (clip: InkClip): clip is Clip =>
  [clip.x1, clip.x2, clip.y1, clip.y2].every(edge => edge !== undefined);

const isPlain = ({ x, text, transformers }: Write): boolean =>
  x === 0 && !text.includes('\n') && transformers.every(transform => transform(text, 0) === text);

const isSeen = (y: number, clips: readonly Clip[]): boolean => clips.every(({ y1, y2 }) => y >= y1 && y < y2);

const isUncut = (columns: number, clips: readonly Clip[]): boolean =>
  columns > 0 && clips.every(({ x1, x2 }) => x1 <= 0 && columns <= x2);
