import wrapAnsi from 'wrap-ansi';
import { oneLine } from '../../../domain/sanitise.ts';
import type { RuleTouch, StandingRule } from '../../../domain/standing-rule.ts';
import { brokenMark, style } from '../../theme.ts';

/** The turns that broke a rule. */
export const brokenIn = ({ touches }: StandingRule): number[] =>
  touches.flatMap(({ turn, verdict }) => (verdict === 'broken' ? [turn] : []));

/**
 * The rules that the developer has stated up to a turn, the newest first, each with the turns that kept or broke it
 * until then: what stands at that moment of the replay.
 */
export const toLedgerLines = (rules: readonly StandingRule[], now: number, width: number): string[] => {
  const stated = rules.filter(({ turn }) => turn <= now).toReversed();
  const count = stated.length === 1 ? '1 rule stated' : `${stated.length} rules stated`;
  const later = rules.length - stated.length;
  return [
    style('bold', `${count}${later > 0 ? `, ${later} still to come` : ''}`),
    ...(rules.length === 0
      ? wrap(style('dim', 'No standing rule was found in the developer’s words.'), width)
      : []),
    ...stated.flatMap(rule => ['', ...ruleLines(rule, now, width)]),
  ];
};

const ruleLines = (rule: StandingRule, now: number, width: number): string[] => {
  const isLifted = rule.liftedAt !== null && rule.liftedAt <= now;
  const text = `${rule.turn} ${oneLine(rule.sentence, 300)}`;
  const reminded = rule.remindedAt.filter(turn => turn <= now);
  const seen = rule.touches.filter(({ turn }) => turn <= now);
  return [
    ...wrap(style(isLifted ? 'dim' : 'accent', text), width),
    ...touchLines(seen, 'broken', width),
    ...touchLines(seen, 'kept', width),
    ...(reminded.length > 0 ? [style('pushback', `  said again in ${reminded.join(', ')}`)] : []),
    ...(isLifted ? [style('dim', `  lifted in ${rule.liftedAt}`)] : []),
  ];
};

const touchLines = (
  touches: readonly RuleTouch[],
  verdict: RuleTouch['verdict'],
  width: number,
): string[] => {
  const turns = [...new Set(touches.filter(touch => touch.verdict === verdict).map(({ turn }) => turn))];
  if (turns.length === 0) return [];
  const words =
    verdict === 'broken'
      ? style('error', `${brokenMark} broken in ${turns.join(', ')}`)
      : style('ok', `✓ kept in ${turns.join(', ')}`);
  return wrap(words, width - 2).map(line => `  ${line}`);
};

const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
