/** The telling words of a text, for comparing what was said: three letters or more, or one Han character, no filler. */
export const toWordSet = (text: string): ReadonlySet<string> =>
  new Set(
    (text.slice(0, mostChars).toLowerCase().match(word) ?? []).filter(
      found => (found.length > 2 || /\p{Script=Han}/u.test(found)) && !fillers.has(found),
    ),
  );

/** Shared words over all words of both, 0 to 1. */
export const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const both = countShared(a, b);
  return both / Math.max(1, a.size + b.size - both);
};

/** The share of `a` that stands in `b`. */
export const coverage = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  countShared(a, b) / Math.max(1, a.size);

const countShared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let count = 0;
  for (const each of a) if (b.has(each)) count += 1;
  return count;
};

const mostChars = 3000;
const word = /\p{Script=Han}|[\p{L}\p{N}_]+/gu;
const fillers = new Set(
  (
    'the and for are was were its this that these those with from you your our not but can could would should will ' +
    'does did have has had just also then there here what how why when which who now okay please let lets like all ' +
    'any some more one into out about'
  ).split(' '),
);
