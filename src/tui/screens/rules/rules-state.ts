import type { RulesProgress } from '../../../app/app.ts';
import type { AdoptionPlan, ProposedRule, ProposedRules, RuleProof } from '../../../domain/proposed-rule.ts';
import { proposalText } from '../../../domain/rule-words.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import type { ScreenAction } from '../../keys/use-bindings.ts';
import { adoptKeys } from './rules-keys.ts';

export type RulesState = {
  /**
   * `finding` looks through the logs, `planning` asks what adopting the chosen rule would write, `asking` shows that and
   * waits for a yes, `adopting` writes it.
   */
  readonly phase: 'finding' | 'reading' | 'planning' | 'asking' | 'adopting';
  readonly progress: RulesProgress | null;
  readonly found: ProposedRules | null;
  /** The place of the chosen rule, and of the chosen one of its signs. */
  readonly cursor: number;
  readonly sign: number;
  /** What adopting would write; null unless `asking` or `adopting`. */
  readonly plan: AdoptionPlan | null;
  /** Lines of what is told of the rule, or of the diff, that lie above the screen. */
  readonly scroll: number;
  /** As many of them as can. */
  readonly mostScroll: number;
  /** What was just done, until the next key; empty for nothing. */
  readonly said: string;
  readonly trouble: string | null;
  readonly leaving: Destination | null;
};

export type RulesAction =
  | ScreenAction
  | { readonly type: 'progress'; readonly progress: RulesProgress }
  | { readonly type: 'found'; readonly found: ProposedRules }
  | { readonly type: 'planned'; readonly plan: AdoptionPlan }
  | { readonly type: 'adopted'; readonly file: string }
  | { readonly type: 'trouble'; readonly words: string }
  | { readonly type: 'drawn'; readonly mostScroll: number }
  | { readonly type: 'sign' | 'move' | 'scroll'; readonly by: number }
  | { readonly type: 'at'; readonly at: number }
  | { readonly type: 'open' | 'adopt' | 'copy' | 'agree' | 'decline' | 'again' }
  | { readonly type: 'leave'; readonly to: 'back' };

export const openRules = (): RulesState => ({
  phase: 'finding',
  progress: null,
  found: null,
  cursor: 0,
  sign: 0,
  plan: null,
  scroll: 0,
  mostScroll: 0,
  said: '',
  trouble: null,
  leaving: null,
});

export const ruleAt = ({ found, cursor }: Pick<RulesState, 'found' | 'cursor'>): ProposedRule | undefined =>
  found?.rules[cursor];

export const signAt = (state: Pick<RulesState, 'found' | 'cursor' | 'sign'>): RuleProof | undefined =>
  ruleAt(state)?.evidence[state.sign];

/** What presses mean: the rules, or a diff that waits for a yes. */
export const rulesMode =
  (keymap: Keymap) =>
  ({ phase }: RulesState): Mode<RulesAction> =>
    phase === 'asking' ? { bindings: { ...adoptKeys, ...keymap.menu } } : { bindings: keymap.rules };

/** Decides what every key does; `summaryOf` finds the session of a sign. */
export const createRulesReducer =
  (summaryOf: (session: string) => SessionSummary | undefined) =>
  (before: RulesState, action: RulesAction): RulesState => {
    const state = before.said !== '' && isKey(action) ? { ...before, said: '' } : before;
    switch (action.type) {
      case 'progress':
        return { ...state, progress: action.progress };
      case 'found':
        return found(state, action.found);
      case 'planned':
        return state.phase === 'planning'
          ? { ...state, phase: 'asking', plan: action.plan, scroll: 0 }
          : state;
      case 'adopted':
        return { ...state, phase: 'finding', plan: null, scroll: 0, said: `written to ${action.file}` };
      case 'trouble':
        return { ...state, phase: 'reading', plan: null, scroll: 0, trouble: action.words };
      case 'drawn':
        return { ...state, mostScroll: action.mostScroll, scroll: Math.min(state.scroll, action.mostScroll) };
      case 'scroll':
        return { ...state, scroll: within(state.scroll + action.by, state.mostScroll) };
      case 'move':
        return chosen(state, state.cursor + action.by);
      case 'at':
        return chosen(state, action.at);
      case 'sign':
        return { ...state, sign: within(state.sign + action.by, (ruleAt(state)?.evidence.length ?? 1) - 1) };
      case 'adopt':
        return ruleAt(state) ? { ...state, phase: 'planning', trouble: null } : state;
      case 'agree':
        return { ...state, phase: 'adopting' };
      case 'decline':
        return { ...state, phase: 'reading', plan: null, scroll: 0, said: 'nothing was written' };
      case 'again':
        return { ...state, phase: 'finding', progress: null, trouble: null };
      case 'open':
        return opened(state, summaryOf);
      case 'copy':
        return copied(state);
      case 'leave':
        return { ...state, leaving: { to: action.to } };
      case 'stay':
        return { ...state, leaving: null };
      case 'typed':
        return state;
    }
  };

const answers: ReadonlySet<RulesAction['type']> = new Set([
  'progress',
  'found',
  'planned',
  'adopted',
  'trouble',
  'drawn',
  'stay',
]);
const isKey = ({ type }: RulesAction): boolean => !answers.has(type);

const within = (value: number, most: number): number => Math.max(0, Math.min(value, most));

const chosen = (state: RulesState, at: number): RulesState => ({
  ...state,
  cursor: within(at, (state.found?.rules.length ?? 1) - 1),
  ...{ sign: 0, scroll: 0, trouble: null },
});

/** The rule that was chosen stays chosen, wherever it stands now. */
const found = (state: RulesState, rules: ProposedRules): RulesState => {
  const own = ruleAt(state)?.id;
  const at = rules.rules.findIndex(({ id }) => id === own);
  const next = { ...state, phase: 'reading', found: rules } as const;
  return at < 0 ? chosen(next, 0) : { ...next, cursor: at, sign: 0, scroll: 0 };
};

const opened = (
  state: RulesState,
  summaryOf: (session: string) => SessionSummary | undefined,
): RulesState => {
  const sign = signAt(state);
  if (!sign) return state;
  const summary = summaryOf(sign.session);
  if (!summary) return { ...state, said: 'its log is not in the list of sessions' };
  return { ...state, leaving: { to: 'replay', summary, spot: { turn: sign.turn, offset: null } } };
};

const copied = (state: RulesState): RulesState => {
  const proposal = ruleAt(state)?.proposal;
  if (!proposal) return { ...state, said: 'nothing is proposed for it' };
  return { ...state, leaving: { to: 'copy', text: proposalText(proposal), what: 'what is proposed' } };
};
