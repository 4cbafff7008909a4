import wrapAnsi from 'wrap-ansi';

/** Text wrapped to the width and set in by four columns, where the pointer and a mark stand. */
export const paragraph = (text: string, width: number): string[] =>
  wrap(text, width - 4).map(line => `    ${line}`);

export const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
