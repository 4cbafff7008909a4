/** What a mouse did on the screen; column and row count from 0. */
export type Pointer = { readonly column: number; readonly row: number } & (
  | { readonly kind: 'wheel'; readonly by: 1 | -1 }
  /** The left button was pressed, or moved while it is held. */
  | { readonly kind: 'click' | 'drag' }
);

/** Terminals report presses, drags and the wheel, in the form that has no limit of columns (SGR, mode 1006). */
export const mouseOn = '\u001b[?1002h\u001b[?1006h';
export const mouseOff = '\u001b[?1006l\u001b[?1002l';

const report = /\u001b\[<(\d+);(\d+);(\d+)([Mm])/g;
/** The beginning of a report at the end of a chunk: an escape alone may also be a key. */
const begun = /\u001b(?:\[(?:<[\d;]*)?)?$/;

/**
 * Takes mouse reports out of what a terminal sends, however it is cut into chunks. `push` gives the text without them; a
 * report that has only begun is held back until the rest comes. `release` gives what is held and may be a key after all.
 */
export const createMouseFilter = (onPointer: (pointer: Pointer) => void) => {
  let held = '';
  return {
    push: (chunk: string): string => {
      const text = (held + chunk).replace(
        report,
        (_, button: string, column: string, row: string, end: string) => {
          const pointer = toPointer(Number(button), Number(column), Number(row), end === 'M');
          if (pointer) onPointer(pointer);
          return '';
        },
      );
      held = begun.exec(text)?.[0] ?? '';
      return text.slice(0, text.length - held.length);
    },
    /** Is something held that a person may have typed: escape, or escape and a bracket? */
    holdsKey: () => held === '\u001b' || held === '\u001b[',
    release: (): string => {
      const text = held;
      held = '';
      return text;
    },
  };
};

/** Bit 6 is the wheel, bit 5 a move; bits 2 to 4 are the modifiers, which mean nothing here. */
const toPointer = (button: number, column: number, row: number, isPress: boolean): Pointer | null => {
  if (!isPress) return null;
  const plain = button & ~0b11100;
  const place = { column: column - 1, row: row - 1 };
  if (plain === 64 || plain === 65) return { kind: 'wheel', by: plain === 64 ? -1 : 1, ...place };
  if (plain === 32) return { kind: 'drag', ...place };
  return plain === 0 ? { kind: 'click', ...place } : null;
};
