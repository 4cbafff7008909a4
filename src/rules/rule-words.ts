/**
 * The words that tell what a rule is about, in small letters and without endings. Politeness, emphasis and what the
 * rule's kind says already (not, always, only, first, ask) are left out, so that two wordings of one rule share them.
 */
export const toRuleWords = (text: string): ReadonlySet<string> =>
  new Set(
    (text.slice(0, mostChars).toLowerCase().replaceAll('’', "'").match(word) ?? [])
      .filter(found => !common.has(found))
      .map(toStem),
  );

/** Does the text forbid or hold back? */
export const isNegative = (text: string): boolean => negation.test(text.replaceAll('’', "'"));

/** Dice's coefficient: twice what both share over what both hold, from 0 to 1. */
export const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  a.size + b.size === 0 ? 0 : (2 * countIn(a, b)) / (a.size + b.size);

/** How many words of the first stand in the second. */
export const countIn = (words: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...words].filter(one => others.has(one)).length;

const mostChars = 600;
/** A path or a file's name is one word, and so is a flag. */
const word = /-{1,2}[a-z][\w-]+|[\p{L}\p{N}_.@~][\p{L}\p{N}_./@'+-]*[\p{L}\p{N}_]|\p{Script=Han}/gu;
const negation =
  /\b(?:no|not|never|don'?t|doesn'?t|mustn'?t|shouldn'?t|can'?t|cannot|won'?t|without|avoid|stop|forbidden|prohibited|off.limits|nicht|kein\w*|nie|niemals|zakaz\w*)\b|(?<!\p{L})(?:не|нельзя|никогда)(?!\p{L})|不要|不得|禁止|别/iu;

const toStem = (found: string): string =>
  /^\p{L}{5,}$/u.test(found) ? found.replace(/(?:ting|ing|ted|ed|es|s|e)$/, '') : found;

const common = new Set(
  `a an the this that these those it its them they there here i i'm i've i'll me my we we're our us you you're your he
  she is are was were be been being am do does did done doing don't dont doesn't didn't not no never nothing none nor can
  can't cannot could would should shall must mustn't will won't wouldn't shouldn't may might have has had having get got
  of to in on at by for from with without into onto as and or but if when whenever then than so because since while until
  unless before after during again already also just only always ever even still yet now please pls simply really very
  actually ok okay yes all any anything some something every each everything other another more most much many less what
  which who why how where want wants wanted need needs needed like told tell asked ask asking said say says let let's
  make sure ensure first explicitly explicit permission approval confirmation going forward ever under circumstances
  avoid stop keep try about up out over such too this time thing things way one ones`.split(/\s+/),
);
