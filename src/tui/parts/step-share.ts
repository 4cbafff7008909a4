/** A pane's share of the width, one step more or less, so that neither pane vanishes. */
export const stepShare = (share: number, by: number): number =>
  Math.max(0.2, Math.min(0.7, Math.round((share + by) * 100) / 100));
