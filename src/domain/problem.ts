/** Something wrong in the input, kept as data. `line` counts from 1; null when no single line is at fault. */
export type Problem = { readonly path: string; readonly line: number | null; readonly what: string };
