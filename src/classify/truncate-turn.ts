/** Characters (code points) an agent turn may keep, by the number of turns of its session. Source: the study's formatter. */
export const agentBudget = (turns: number): number => {
  const step = budgets.find(({ upTo }) => turns <= upTo);
  return step?.budget ?? 500;
};

export type Truncated = { readonly text: string; readonly length: number; readonly truncated: boolean };

/**
 * Keeps the first half of `budget` and the rest of it from the end, with a marker between that says how much is left
 * out. Counts code points, as the study's formatter does; the marker is not charged. `length` is that of the whole text.
 */
export const truncateTurn = (text: string, budget: number): Truncated => {
  const length = countCodePoints(text);
  if (length <= budget) return { text, length, truncated: false };
  const head = Math.floor(budget / 2);
  const from = indexOfCodePoint(text, length - (budget - head));
  const kept = text.slice(0, indexOfCodePoint(text, head));
  return { text: `${kept}${truncationMarker(length - budget)}${text.slice(from)}`, length, truncated: true };
};

/** What stands where text was left out. `truncationMarks` finds it, and the dots that people and models write for it. */
export const truncationMarker = (leftOut: number): string =>
  `\n\n[... ${leftOut} characters left out ...]\n\n`;
export const truncationMarks = /\s*(?:\[\s*(?:\.{3}|…)[^\]\n]{0,60}\]|\.{3,}|…)\s*/;

const budgets = [
  { upTo: 8, budget: 5000 },
  { upTo: 16, budget: 3000 },
  { upTo: 42, budget: 2000 },
  { upTo: 74, budget: 1000 },
];

const countCodePoints = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at += widthAt(text, at)) count += 1;
  return count;
};

const indexOfCodePoint = (text: string, count: number): number => {
  let at = 0;
  for (let seen = 0; seen < count && at < text.length; seen += 1) at += widthAt(text, at);
  return at;
};

const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
