import type { Pointer } from './pointer.ts';

/** A part of the screen as it is drawn, and what the mouse does in it. Rows and columns count from 0, lines from its top. */
export type Area = {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly onClick?: (line: number, column: number) => void;
  readonly onWheel?: (by: 1 | -1) => void;
  /** The button is held since it was pressed in the area; the pointer may have left it. */
  readonly onDrag?: (line: number, column: number) => void;
};

/**
 * Does what the mouse does in the areas. A drag belongs to the area where the button was pressed: `held` is its index,
 * null for none. Gives back what is held from now on.
 */
export const point = (areas: readonly Area[], pointer: Pointer, held: number | null): number | null => {
  const isDrag = pointer.kind === 'drag';
  const index = isDrag ? (held ?? -1) : areas.findIndex(area => isIn(area, pointer));
  const area = areas[index];
  const place = area && ([pointer.row - area.top, pointer.column - area.left] as const);
  if (pointer.kind === 'wheel') area?.onWheel?.(pointer.by);
  else if (place) (isDrag ? area.onDrag : area.onClick)?.(...place);
  return pointer.kind === 'wheel' ? held : index < 0 ? null : index;
};

const isIn = ({ top, left, width, height }: Area, { row, column }: Pointer): boolean =>
  row >= top && row < top + height && column >= left && column < left + width;
