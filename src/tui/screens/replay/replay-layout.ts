/** Which rows of the screen hold what, from the top; a row that is null has no room. */
export type ReplayLayout = {
  readonly prompt: boolean;
  /** Marks above density; on a small screen both are one row. */
  readonly marks: number | null;
  readonly density: number;
  /** The neighbourhood of the playhead, where the session has more turns than the strip has cells. */
  readonly near: number | null;
  readonly legend: boolean;
  /** The first row of the turns. */
  readonly top: number;
  /** Rows for the turns. */
  readonly height: number;
};

const smallBelow = 16;
const roomFrom = 30;

export const toLayout = (
  { columns, rows }: { readonly columns: number; readonly rows: number },
  turns: number,
): ReplayLayout => {
  const isSmall = rows < smallBelow;
  const hasRoom = rows >= roomFrom;
  const hasNear = hasRoom && turns > columns;
  // Title, density, status line and footer are always there.
  const fixed = 4 + (isSmall ? 0 : 2) + (hasRoom ? 1 : 0) + (hasNear ? 1 : 0);
  return {
    prompt: !isSmall,
    marks: isSmall ? null : 2,
    density: isSmall ? 1 : 3,
    near: hasNear ? 4 : null,
    legend: hasRoom,
    top: fixed - 2,
    height: Math.max(1, rows - fixed),
  };
};
