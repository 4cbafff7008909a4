import { countOf } from '../../../domain/count-of.ts';
import type { AdoptionPlan, ProposedRule, RulePresence } from '../../../domain/proposed-rule.ts';
import {
  backtestWords,
  presenceWords,
  proofWords,
  proposalLines,
  relapseWords,
  signWords,
} from '../../../domain/rule-words.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import { fit } from '../../parts/row.tsx';
import { type StyleName, style } from '../../theme.ts';
import { wrap } from '../episodes/paragraph.ts';
import { type RulesState, ruleAt } from './rules-state.ts';

/** How many there are, or how far the looking is; and what a rule stands on, or went wrong. */
export const toRulesHeader = (state: RulesState): [string, string] => {
  const { phase, found, plan, said, trouble } = state;
  const rules = found?.rules.length ?? 0;
  const title = style('bold', phase === 'asking' ? 'rules · adopt' : 'rules');
  const count = found ? `${countOf(rules, 'rule')} of ${countOf(found.projects, 'project')}` : '';
  const first = `${title} ${style('dim', phase === 'finding' ? progressWords(state) : count)}`;
  if (trouble !== null) return [first, style('error', oneLine(trouble, 400))];
  if (said !== '') return [first, style('ok', oneLine(said, 400))];
  if (plan) return [first, style('dim', `this would be written in ${oneLine(plan.folder, 300)}`)];
  return [first, style('dim', oneLine(ruleAt(state)?.project ?? '', 400))];
};

const progressWords = ({ progress }: RulesState): string => {
  if (progress === null || progress.total === 0) return 'reading …';
  const { of, done, total } = progress;
  return of === 'logs'
    ? `reading ${done} of ${countOf(total, 'log')}`
    : `tool calls of ${done} of ${countOf(total, 'session')}`;
};

/** A rule on one row: how it stands, how often, and its words last, which a log wrote. */
export const toRuleRow = (rule: ProposedRule, isSelected: boolean, width: number): string => {
  const state = stateOf(rule);
  const head = `${isSelected ? '❯' : ' '} ${state.padEnd(8)} ${String(rule.signs).padStart(3)} `;
  const text = fit(`${head} ${rule.rule}`, width);
  if (isSelected) return style('selected', text);
  return `${style(stateStyles[rule.presence.state], text.slice(0, head.length))}${text.slice(head.length)}`;
};

const stateOf = ({ presence, relapse }: ProposedRule): string =>
  relapse ? (relapse.after.sessions > 0 ? 'relapsed' : 'adopted') : presence.state;

const stateStyles: Readonly<Record<RulePresence['state'], StyleName>> = {
  absent: 'accent',
  ignored: 'pushback',
  said: 'ok',
  unknown: 'dim',
};

/** What is told of a rule: how it stands, its signs with the chosen one marked, and what is proposed. */
export const toRulePane = (
  rule: ProposedRule,
  sign: number,
  width: number,
): { readonly lines: readonly string[]; readonly signLine: number } => {
  const facts = [
    signWords(rule),
    presenceWords(rule),
    ...(rule.backtest ? [backtestWords(rule.backtest)] : []),
    ...(rule.relapse ? [relapseWords(rule.relapse)] : []),
  ].flatMap(words => wrap(words, width));
  const signs = rule.evidence.map(({ does, session, turn, at, words }, place) => {
    const day = at === null ? '' : ` ${at.slice(0, 10)}`;
    const where = `${place === sign ? '❯' : ' '} ${proofWords[does].padEnd(10)}${day} turn ${turn}`;
    const line = fit(`${where}  “${words}”  ${oneLine(session, 80)}`, width);
    return place === sign ? style('selected', line) : line;
  });
  const proposed = proposalLines(rule.proposal).flatMap(({ kind, text }) =>
    kind === 'text'
      ? [style('code', fit(`  ${text}`, width))]
      : wrap(text, width).map(line => style('bold', line)),
  );
  const title = [
    style('dim', '─'.repeat(width)),
    ...wrap(rule.rule, width).map(line => style('heading', line)),
  ];
  return { lines: [...title, ...facts, ...signs, ...proposed], signLine: title.length + facts.length + sign };
};

/** The diff of every file that would be written. */
export const toPlanLines = ({ files }: AdoptionPlan, width: number): string[] =>
  files.flatMap(({ diff }) =>
    sanitise(diff)
      .trimEnd()
      .split('\n')
      .map(line => style(diffStyle(line), fit(line, width))),
  );

const diffStyle = (line: string): StyleName => {
  if (/^(?:\+\+\+|---|@@)/.test(line)) return 'dim';
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'plain';
};
