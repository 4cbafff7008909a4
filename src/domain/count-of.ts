/** How many of what, in words: `1 turn`, `2 turns`, `1,250 tokens`. */
export const countOf = (n: number, noun: string): string => `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;

/** A whole number with its thousands set apart, as English does: `1,250`. The first use of Intl takes 25 ms to load. */
export const formatCount = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
