/** How many of what, in words: `1 turn`, `2 turns`, `1,250 tokens`. */
export const countOf = (n: number, noun: string): string =>
  `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
