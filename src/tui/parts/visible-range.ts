/** The rows in view, derived from the cursor, so that cursor and scroll can never disagree. */
export const visibleRange = (
  cursor: number,
  count: number,
  height: number,
): { start: number; end: number } => {
  const start = Math.max(0, Math.min(cursor - Math.floor(height / 2), count - height));
  return { start, end: Math.min(count, start + height) };
};
