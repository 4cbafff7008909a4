/** The beginnings of the words that carry meaning, for telling whether two texts speak of the same thing. */
export const toStems = (text: string): Set<string> =>
  new Set(
    (
      text
        .slice(0, mostChars)
        .toLowerCase()
        .match(/\p{L}[\p{L}\p{N}_-]{3,}|\p{Script=Han}{2}/gu) ?? []
    )
      .filter(word => !common.has(word))
      .map(word => word.slice(0, 6)),
  );

export const countShared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared += 1;
  return shared;
};

const mostChars = 2000;
const common = new Set(
  'that this with have from they will would should could there their then than when what which were been into just like only also dont doesnt didnt your please make want need does about here some more still again told said asked never always before after without sure first files file code change changes changing using until'.split(
    ' ',
  ),
);
