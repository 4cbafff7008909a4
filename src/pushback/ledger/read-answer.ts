import type { Command } from './commands.ts';
import type { StatedRule } from './find-rules.ts';
import type { Sentence } from './sentences.ts';
import { countShared, toStems } from './stems.ts';

/** A later developer turn, read once for all rules. */
export type Later = {
  readonly sentences: readonly Sentence[];
  readonly text: string;
  /** The developer wants something put back, which takes acts that look like the fault once more. */
  readonly undoes: boolean;
  /** The sentences that say that something was said before, each with its stems. */
  readonly recalling: readonly { readonly text: string; readonly stems: ReadonlySet<string> }[];
};

export const toLater = (text: string, sentences: readonly Sentence[]): Later => ({
  sentences,
  text: text.slice(0, 6000).toLowerCase(),
  undoes: sentences.some(({ words }) => undo.test(words)),
  recalling: sentences
    .filter(({ words }) => recall.test(words))
    .map(sentence => ({ text: sentence.text.toLowerCase(), stems: toStems(sentence.text) })),
});

/** Does the developer allow here what the rule forbids? Consent stands at the start or the end of a message. */
export const isAllowed = (rule: StatedRule, { sentences }: Later): boolean =>
  (rule.guard.edits === 'any'
    ? [...sentences.slice(0, 3), ...sentences.slice(3).slice(-2)]
    : sentences.slice(0, mostSentences)
  ).some(
    sentence => !denial.test(sentence.words) && !/[?？]\s*$/.test(sentence.words) && allows(rule, sentence),
  );

const allows = ({ guard, objects }: StatedRule, { words, text }: Sentence): boolean => {
  if (guard.commands.length > 0) return guard.commands.some(name => asks(words, name));
  if (guard.dependencies)
    return /\b(?:add|install|use)\b.*\b(?:dependenc|librar|package|npm|pip)/i.test(words);
  if (guard.edits === 'any') return consent.test(words) || orders.test(words);
  if (guard.edits === 'tests') return orders.test(words) && /\b(?:tests?|specs?)\b/i.test(words);
  const isNamed = objects.some(object => text.toLowerCase().includes(object.toLowerCase()));
  return isNamed && (permission.test(words) || (guard.edits !== null && startsEdit.test(words)));
};

/** Does this turn say the rule again? `objects`: it is known to object, so that naming what the rule names is enough. */
export const isRecalled = (rule: StatedRule, later: Later, objects: boolean): boolean => {
  if (objects && namesObject(rule, later.text)) return true;
  if (later.recalling.length === 0) return false;
  const stems = toStems(rule.sentence);
  return later.recalling.some(said => namesObject(rule, said.text) || countShared(stems, said.stems) >= 2);
};

const namesObject = ({ objects, guard }: StatedRule, text: string): boolean =>
  objects.some(object => object.length > 3 && text.includes(object.toLowerCase())) ||
  guard.commands.some(name => new RegExp(`\\b${name}`, 'i').test(text)) ||
  (guard.dependencies && /\b(?:dependenc|librar|package)/.test(text));

const asks = (words: string, command: Command): boolean =>
  new RegExp(
    `(?:^|[,;:]\\s*|\\b(?:and|then|now|please|can|may|ok|okay|yes|ahead|to|just|you|also|let's) (?:and )?)(?:git )?${command === 'tests' ? 'run' : command}\\b`,
    'i',
  ).test(words);

const mostSentences = 40;
const denial =
  /\b(?:not|don'?t|never|no|without|haven'?t|didn'?t|why|nicht|nie|keine)\b|(?<!\p{L})не(?!\p{L})|不要|别/iu;
const consent =
  /^(?:\W*(?:yes|yep|yeah|sure|sounds good|looks good|lgtm|approved?|agreed|go ahead|go for it|proceed|continue|do it|do that|ja|tak)\b|\W*(?:да|好|可以)|.*\b(?:go ahead|you (?:can|may) (?:now )?|please proceed|i approve|approved|let's do|let's go)\b)/iu;
const permission =
  /\b(?:you (?:can|may)|go ahead|feel free|it'?s (?:ok|okay|fine)|allowed|no longer|let's)\b/i;
const startsEdit =
  /(?:^|[,;:]\s*|\b(?:and|then|now|please|ahead|to|just|you|also|let's|can|may) (?:and )?)(?:implement|apply|make|fix|chang|modif|edit|updat|add|remov|delet|creat|writ|refactor|rewrit|mov|renam|do|start|build|touch|replac)\w*\b/i;
/** A sentence that sets the agent to work. */
const orders =
  /^(?:(?:ok(?:ay)?|great|good|perfect|now|then|so|and|please|also|thanks?|thank you|you can|can you|let's)[,.! ]+)*(?:(?:start|begin|go) (?:with|by|on)|implement|apply|make|fix|chang|modif|edit|updat|add|remov|delet|creat|refactor|rewrit|mov|renam|build|replac)\w*\b|, (?:please )?(?:implement|apply|go ahead|start (?:with|by|on))\b/i;
const undo =
  /\b(?:undo|revert|restore|roll (?:it |that |this )?back|put .{1,40} back|back (?:out|as it was)|take .{1,40} out|remove|rückgängig|zurück|cofnij|przywróć)\b|верни|откати|恢复|撤销|还原/iu;
const recall =
  /\b(?:i (?:already |just |explicitly |specifically |clearly )?(?:said|told|asked|specified|mentioned|stated)|i(?:'ve| have) (?:already )?(?:said|told|asked)|told you|as i said|remember|how many times|again|why (?:did|are|have|were) you|you were (?:told|supposed|not)|wasn't supposed|not supposed|which part of|stop)\b|我说过|ich (?:habe|hatte) (?:doch )?gesagt|mówiłem|я (?:же )?(?:говорил|сказал)/iu;
