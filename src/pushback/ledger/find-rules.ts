import { longestRule, type RuleKind } from '../../domain/standing-rule.ts';
import { englishForms, noDemand, productCase } from './english-forms.ts';
import { findObjects, type RuleObject } from './find-objects.ts';
import type { FormGroup } from './form-group.ts';
import { latinForms, otherScriptForms } from './other-forms.ts';
import type { Sentence } from './sentences.ts';
import { type Guard, toGuard } from './to-guard.ts';

/** A rule as it is stated. `start` and `end` are UTF-16 offsets into the turn's text. */
export type StatedRule = {
  readonly kind: RuleKind;
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly objects: readonly string[];
  readonly guard: Guard;
  /** `answer`: it binds only the answer to this turn; what comes after it has a new task. */
  readonly scope: 'session' | 'answer';
};

/** The standing rules that a developer's sentences state, one a sentence at most. */
export const findRules = (sentences: readonly Sentence[]): StatedRule[] =>
  sentences.flatMap(sentence => {
    const match = matchForm(sentence);
    return match ? [toRule(sentence, match)] : [];
  });

type Match = { readonly kind: RuleKind; readonly at: number; readonly act: string; readonly actAt: number };

const matchForm = (sentence: Sentence): Match | null => {
  const words = sentence.words.slice(0, mostWords);
  for (const group of isLatin(words) ? latin : all) {
    if (!group.gate.test(words)) continue;
    for (const form of group.forms) {
      const found = form.exec(words);
      if (found && isDemand(words, found, group)) return toMatch(found, group.kind);
    }
  }
  return null;
};

const toMatch = (found: RegExpExecArray, kind: RuleKind): Match => {
  const act = found.groups?.act ?? found.groups?.act2 ?? '';
  const actAt = act ? found.index + found[0].indexOf(act) : found.index;
  return { kind, at: found.index, act: act || found[0], actAt };
};

/** Questions, reports and what the program shall do in its own cases are no rules for the agent. */
const isDemand = (words: string, found: RegExpExecArray, { kind }: FormGroup): boolean => {
  const before = words.slice(0, found.index);
  if (/[?？]\s*$/.test(words) && !/\b(?:can|could|would|will) you\b|\bplease\b/i.test(words)) return false;
  if (noDemand.test(words)) return false;
  if (kind !== 'ask-first' && productCase.test(words)) return false;
  if (/^(?:told|asked|said|instructed|[,:;(*–—-])/i.test(found[0])) return true;
  return !/\b(?:if|because|since|that|which|who|it|i|we|they|users?)\s*$/i.test(before);
};

const toRule = ({ start, text, words }: Sentence, { kind, at, act, actAt }: Match): StatedRule => {
  const from = text.length <= longestRule ? 0 : wordStart(text, Math.max(0, at - 40));
  const sentence = text.slice(from, from + longestRule).trimEnd();
  const lead = sentence.length - sentence.trimStart().length;
  const written = text.slice(actAt, actAt + act.length);
  const prose = words.slice(actAt, actAt + act.length);
  const named = findObjects(written, kind === 'ask-first' ? '' : prose);
  const guard = toGuard(kind, prose, words, named);
  return {
    kind,
    start: start + from + lead,
    end: start + from + sentence.length,
    sentence: sentence.trimStart(),
    objects: objectsOf(named, guard),
    guard,
    scope: scopeOf(kind, words, guard),
  };
};

/** What it names; where that is nothing of its own, the command or the check that it is about. */
const objectsOf = (named: readonly RuleObject[], { commands, check, dependencies }: Guard): string[] => {
  const marked = named.filter(({ path }) => path !== null);
  if (marked.length === 0 && check) return [check];
  if (marked.length === 0 && commands.length > 0) return [...commands];
  if (marked.length === 0 && dependencies) return ['dependencies'];
  return named.map(({ text }) => text);
};

/** "Not yet", "without a change" and allow-lists speak of the task at hand, unless they say that they last. */
const scopeOf = (kind: RuleKind, words: string, guard: Guard): StatedRule['scope'] => {
  if (
    /\b(?:from now on|going forward|never|always|ever|this session|at any point|immer|nie|zawsze|nigdy|всегда|никогда)\b/iu.test(
      words,
    )
  )
    return 'session';
  if (kind === 'only' || kind === 'order') return 'answer';
  if (kind === 'always') return lasting.test(words) ? 'session' : 'answer';
  return kind === 'ban' && guard.edits === 'any' ? 'answer' : 'session';
};

const wordStart = (text: string, at: number): number => {
  const next = at === 0 ? 0 : text.indexOf(' ', at) + 1;
  return next > 0 && next < at + 40 ? next : at;
};

const isLatin = (words: string): boolean => !/[^\u0000-\u024f\u2000-\u2bff]/.test(words);
const lasting = /\b(?:after|each|every|whenever|keep|immer|zawsze)\b|всегда|始终|总是|每次|以后/iu;
const mostWords = 600;
const latin = [...englishForms, ...latinForms];
const all = [...latin, ...otherScriptForms];
