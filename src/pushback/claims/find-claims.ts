import type { ClaimedCheck } from '../../domain/claim.ts';
import { type Check, runsCheck } from '../ledger/commands.ts';
import { type Sentence, toSentences } from '../ledger/sentences.ts';
import { claimForms, denied, hasClaimWords, plan, takenBack, unclaimed } from './claim-forms.ts';

/** A sentence that says a check passed; UTF-16 offsets into the text that was searched. */
export type StatedClaim = {
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
  readonly check: ClaimedCheck;
  /** The command that the sentence names; null when it names none. */
  readonly command: string | null;
};

/** Where an agent's text says that tests, build, types or lint passed. Plans, questions, wishes and parts do not count. */
export const findClaims = (text: string): StatedClaim[] =>
  hasClaimWords(text) ? toSentences(text).flatMap(sentence => toClaims(sentence)) : [];

const toClaims = ({ start, end, words, text }: Sentence): StatedClaim[] => {
  if (/\?\s*$/.test(text) || /^\[ \]/.test(text) || plan.test(words)) return [];
  const command = namedCommand(words, text);
  const said = claimForms.flatMap(form => claimIn(words, form));
  const checks = command ? checksOf(command) : [];
  // "The build and all tests pass" claims both; what names a check says more than "everything".
  const all = [...new Set([...checks, ...said])];
  const named = all.filter(check => check !== 'any');
  return (named.length > 0 ? named : all).map(check => {
    const isNamed = checks.some(one => one === check);
    return { start, end, sentence: text, check, command: isNamed ? command : null };
  });
};

const claimIn = (words: string, { check, pattern }: (typeof claimForms)[number]): ClaimedCheck[] => {
  const match = pattern.exec(words);
  return match && isMeant(words, match.index, match[0]) ? [check] : [];
};

const isMeant = (words: string, at: number, claim: string): boolean => {
  const before = words.slice(0, at);
  const clause = before.slice(lastBreak(before));
  return !unclaimed.test(clause) && !denied.test(claim) && !takenBack.test(words.slice(at + claim.length));
};

/** A clause begins behind a comma, a colon, a dash or a bracket. */
const lastBreak = (before: string): number => {
  const breaks = [...before.matchAll(/[,:;–—(]|\s-\s/g)];
  return (breaks.at(-1)?.index ?? -1) + 1;
};

/** "`npm test` passes": the command stands where the words are blank. */
const namedCommand = (words: string, text: string): string | null => {
  const match = passes.exec(words);
  if (!match || !isMeant(words, match.index, match[0])) return null;
  const before = text.slice(0, match.index + match[0].search(/\S/));
  return /`([^`\n]{2,200})`\s*$/.exec(before)?.[1] ?? null;
};
const passes =
  /\s(?:(?:now|still|also|all|both) ){0,2}(?:pass(?:es|ed)|(?:is|are) (?:now )?(?:clean|green|passing)|succeed(?:s|ed))\b/iu;
const checksOf = (command: string): Check[] =>
  namedChecks.filter(check => runsCheck(command, check)).slice(0, 1);
const namedChecks: readonly Check[] = ['tests', 'type check', 'lint', 'build'];
