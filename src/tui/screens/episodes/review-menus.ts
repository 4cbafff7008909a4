import type { Outcome } from '../../../domain/edit-annotation.ts';
import { type Annotation, type InvalidReason, invalidReasons } from '../../../domain/episode.ts';
import {
  axisLabels,
  type Cause,
  causeCodes,
  type EvidenceTier,
  evidenceTiers,
  labelName,
  locusCodes,
  type Resolver,
  resolverCodes,
  type Symptom,
  symptomCodes,
} from '../../../domain/taxonomy.ts';
import type { Mode } from './reviewing.ts';

/** What an item stands for. `keep` ends a menu of several labels, `ownReason` asks for a line of text. */
export type MenuValue =
  | 'keep'
  | 'ownReason'
  | { readonly kind: 'reason'; readonly reason: InvalidReason | null }
  | { readonly kind: 'symptom'; readonly code: Symptom }
  | { readonly kind: 'cause'; readonly code: Cause }
  | { readonly kind: 'tier'; readonly tier: EvidenceTier }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'resolver'; readonly resolver: Resolver | null };

/** `words` say what the label means, where there is room. */
type MenuItem = { readonly value: MenuValue; readonly label: string; readonly words: string };
/** `at`: the item that the cursor begins on. */
export type ReviewMenu = {
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly at: number;
};

/** The menu of a mode; null where nothing is chosen. Items of one menu are the same objects at every call. */
export const menuOf = (mode: Mode): ReviewMenu | null => {
  switch (mode.name) {
    case 'reason':
      return { title: 'Why is it no episode?', items: reasonItems, at: 0 };
    case 'symptom':
      return {
        title: 'symptom: one, more only where one would distort',
        items: marked(symptomItems, value => isOn(mode.draft, value)),
        at: 0,
      };
    case 'cause':
      return {
        title: 'cause: one, or two at most',
        items: marked(causeItems, value => isOn(mode.draft, value)),
        at: 0,
      };
    case 'tier':
      return { title: `${labelName(mode.cause)}: how does the log show it?`, items: tierItems, at: 0 };
    case 'outcome':
      return { title: 'outcome: the highest that applies', items: outcomeItems, at: placeOf(mode.draft) };
    case 'resolution': {
      const { resolver } = mode.draft.resolution;
      return {
        title: 'resolution: is there a sign of a fix?',
        items: resolutionItems,
        at: resolutionItems.findIndex(
          ({ value }) =>
            typeof value === 'object' && value.kind === 'resolver' && value.resolver === resolver,
        ),
      };
    }
    default:
      return null;
  }
};

const reasonWords: Readonly<Record<(typeof invalidReasons)[number], string>> = {
  invisible_agent_action: 'what was done or not done cannot be seen in the quotes',
  intention_claim_without_pushback: 'says the intent was misread, and nobody objected',
  unrequested_action_without_pushback: 'blames an initiative that nobody objected to',
  session_terminated_before_completion: 'the log ends before the agent could finish',
  invisible_project_context: 'rests on facts of the project that are not shown',
  collaboration_style_without_pushback: 'a matter of taste about how agents should work',
  evidence_contradicts_description: 'the quotes do not say what the description says',
  truncation: 'takes a cut in the text for something that the agent did',
};

const reasonItems: readonly MenuItem[] = [
  { value: { kind: 'reason', reason: null }, label: 'It is just none', words: '' },
  ...invalidReasons.map(reason => ({
    value: { kind: 'reason' as const, reason },
    label: reason.replaceAll('_', ' '),
    words: reasonWords[reason],
  })),
  { value: 'ownReason', label: 'Another reason…', words: 'typed as a note' },
];

const wordsOf = (code: string): { label: string; words: string } => ({
  label: labelName(code),
  words:
    Object.values(axisLabels)
      .flat()
      .find(label => label.code === code)?.gloss ?? '',
});

const keep: MenuItem = { value: 'keep', label: 'Keep these', words: '' };
const symptomItems: readonly MenuItem[] = [
  ...symptomCodes.map(code => ({ value: { kind: 'symptom' as const, code }, ...wordsOf(code) })),
  keep,
];
const causeItems: readonly MenuItem[] = [
  ...causeCodes.map(code => ({ value: { kind: 'cause' as const, code }, ...wordsOf(code) })),
  keep,
];

const tierWords: Readonly<Record<EvidenceTier, string>> = {
  direct: 'a quote shows it',
  contextual: 'the pattern of the turns lets one infer it',
  speculative: 'it takes assumptions about the model',
};
const tierItems: readonly MenuItem[] = evidenceTiers.map(tier => ({
  value: { kind: 'tier', tier },
  label: tier,
  words: tierWords[tier],
}));

const toOutcomeItem = (outcome: Outcome): MenuItem => {
  const { label, words } = wordsOf(outcome.severity);
  const place = outcome.locus ? ` in ${labelName(outcome.locus)}` : '';
  return { value: { kind: 'outcome', outcome }, label: `${label}${place}`, words };
};
const outcomeItems: readonly MenuItem[] = [
  toOutcomeItem({ severity: 'DS0', locus: null }),
  toOutcomeItem({ severity: 'DS1', locus: null }),
  ...(['DS2', 'DS3'] as const).flatMap(severity =>
    locusCodes.map(locus => toOutcomeItem({ severity, locus })),
  ),
  toOutcomeItem({ severity: 'DS4', locus: null }),
];

const resolutionItems: readonly MenuItem[] = [
  { value: { kind: 'resolver', resolver: null }, ...wordsOf('RS2') },
  ...resolverCodes.map(resolver => {
    const { label, words } = wordsOf(resolver);
    return { value: { kind: 'resolver' as const, resolver }, label: `${labelName('RS1')}: ${label}`, words };
  }),
];

const placeOf = ({ outcome }: Annotation): number =>
  outcomeItems.findIndex(
    ({ value }) =>
      typeof value === 'object' &&
      value.kind === 'outcome' &&
      value.outcome.severity === outcome.severity &&
      value.outcome.locus === outcome.locus,
  );

const isOn = ({ symptom, cause }: Annotation, value: MenuValue): boolean | null => {
  if (typeof value === 'string') return null;
  if (value.kind === 'symptom') return symptom.labels.includes(value.code);
  return value.kind === 'cause' && cause.labels.some(({ label }) => label === value.code);
};

const marked = (
  items: readonly MenuItem[],
  isOnNow: (value: MenuValue) => boolean | null,
): readonly MenuItem[] =>
  items.map(item => {
    const on = isOnNow(item.value);
    return on === null ? item : { ...item, label: `${on ? '[x]' : '[ ]'} ${item.label}` };
  });
