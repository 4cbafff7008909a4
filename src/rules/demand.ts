import type { RuleProof } from '../domain/proposed-rule.ts';
import type { RuleKind } from '../domain/standing-rule.ts';
import { countIn, isNegative, likeness, toRuleWords } from './rule-words.ts';

/** What of a rule a log can show, as the reader of rules tells it. */
export type VisibleActs = {
  readonly edits: 'any' | 'tests' | 'new docs' | 'new files' | readonly string[] | null;
  readonly removes: readonly string[];
  readonly commands: readonly string[];
  readonly dependencies: boolean;
  readonly check: string | null;
  readonly reads: readonly string[];
};

/** A rule as one sentence states it. `lasting`: it binds more than the answer to its turn. */
export type StatedDemand = {
  readonly kind: RuleKind;
  readonly words: string;
  readonly objects: readonly string[];
  readonly acts: VisibleActs;
  readonly lasting: boolean;
};

/** What a developer wants of every agent, as one place of one session shows it. `kind` null: it is an objection. */
export type Demand = {
  readonly session: string;
  readonly agent: string;
  readonly words: string;
  readonly kind: RuleKind | null;
  readonly objects: readonly string[];
  readonly acts: VisibleActs | null;
  readonly lasting: boolean;
  /** The same for a turn and its copy in another log, which says nothing new; the words alone: wherever they stand. */
  readonly origin: string;
  readonly signs: readonly RuleProof[];
  /** The tool calls that broke it. */
  readonly brokenBy: readonly string[];
};

/** A text whose wording is compared with that of others. */
export type Worded = Pick<Demand, 'words' | 'kind' | 'objects' | 'acts'>;

/** At least so alike (Dice over their words) are two wordings of one rule; docs/rules.md says how that was measured. */
export const leastAlike = 0.6;
/** Objections tell less of what is wanted, so they must share more. */
const leastShared = { rule: 2, objection: 3 } as const;

/**
 * Do two texts demand the same? Rules of two kinds never do. Those about the same commands or places do in whatever
 * words; all others must be worded alike.
 */
export const demandsSame = (a: Worded, b: Worded): boolean => {
  if (a.kind !== null && b.kind !== null && a.kind !== b.kind) return false;
  if (isSureOfSame(a, b)) return true;
  if (a.kind !== null && lettersOf(a.words) === lettersOf(b.words)) return true;
  if (namesOthers(a, b) || isNegative(a.words) !== isNegative(b.words)) return false;
  const [words, others] = [toRuleWords(a.words), toRuleWords(b.words)];
  const least = a.kind === null || b.kind === null ? leastShared.objection : leastShared.rule;
  return countIn(words, others) >= least && likeness(words, others) >= leastAlike;
};

/** Does a sentence of a rule file say it? A file may hold back what the developer forbids, and say more beside it. */
export const saysDemand = (line: Worded, demand: Worded): boolean => {
  const kinds = new Set([line.kind, demand.kind]);
  const isClose = kinds.size === 1 || (kinds.has('ban') && kinds.has('ask-first'));
  if (isClose && line.kind !== null && isSureOfSame(line, demand)) return true;
  if (namesOthers(line, demand) || isNegative(line.words) !== isNegative(demand.words)) return false;
  const words = toRuleWords(demand.words);
  const shared = countIn(words, toRuleWords(line.words));
  return shared >= 2 && shared / words.size >= leastSaid;
};
const leastSaid = 0.7;

const lettersOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Both are about acts that a log shows, and about the same ones. */
const isSureOfSame = ({ acts: a }: Worded, { acts: b }: Worded): boolean =>
  a !== null && b !== null && isNarrow(a) && keyOf(a) === keyOf(b);

/** "Change nothing" is said of the task at hand too: only its wording tells. */
const isNarrow = ({ edits, removes, commands, dependencies, check, reads }: VisibleActs): boolean =>
  (edits !== null && edits !== 'any') ||
  removes.length + commands.length + reads.length > 0 ||
  dependencies ||
  check !== null;

const keyOf = (acts: VisibleActs): string =>
  JSON.stringify({
    ...acts,
    edits: typeof acts.edits === 'string' || !acts.edits ? acts.edits : acts.edits.toSorted(),
    commands: acts.commands.toSorted(),
  });

/** Files of one that the other does not name: the same words about two places are two rules. */
const namesOthers = (a: Worded, b: Worded): boolean => {
  const [files, others] = [a, b].map(
    ({ objects }) => new Set(objects.filter(isPlace).map(place => place.toLowerCase())),
  );
  return Boolean(files?.size && others?.size && countIn(files, others) === 0);
};
const isPlace = (object: string): boolean => /[\\/]|\.\w+$/.test(object);
