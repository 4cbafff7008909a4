import wrapAnsi from 'wrap-ansi';
import { countOf } from '../../../domain/count-of.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { StandingRule } from '../../../domain/standing-rule.ts';
import { brokenMark, type StyleName, style } from '../../theme.ts';

/** The turns that broke a rule. */
export const brokenIn = ({ touches }: StandingRule): number[] =>
  touches.flatMap(({ turn, verdict }) => (verdict === 'broken' ? [turn] : []));

/** What the ledger tells and one can go to: a rule where it was stated, or what was done about it later. */
export type LedgerEntry = {
  readonly turn: number;
  readonly words: string;
  readonly as: StyleName;
  readonly isRule: boolean;
};

/**
 * The rules that the developer has stated up to a turn, the newest first, each with what kept or broke it until then:
 * what stands at that moment of the replay.
 */
export const ledgerEntries = (rules: readonly StandingRule[], now: number): LedgerEntry[] =>
  rules
    .filter(({ turn }) => turn <= now)
    .toReversed()
    .flatMap(rule => entriesOf(rule, now));

const entriesOf = ({ turn, sentence, touches, remindedAt, liftedAt }: StandingRule, now: number) => {
  const isLifted = liftedAt !== null && liftedAt <= now;
  const seen = touches.filter(touch => touch.turn <= now);
  const kept = [...new Set(seen.flatMap(touch => (touch.verdict === 'kept' ? [touch.turn] : [])))];
  const later = (at: number, words: string, as: StyleName) => ({ turn: at, words, as, isRule: false });
  return [
    {
      turn,
      words: `${turn} ${oneLine(sentence, 300)}`,
      as: isLifted ? ('dim' as const) : ('accent' as const),
      isRule: true,
    },
    ...seen.flatMap(touch =>
      touch.verdict === 'broken'
        ? [later(touch.turn, `${brokenMark} broken in ${touch.turn}: ${oneLine(touch.what, 120)}`, 'error')]
        : [],
    ),
    ...(kept[0] === undefined ? [] : [later(kept[0], `✓ kept in ${kept.join(', ')}`, 'ok')]),
    ...remindedAt.filter(at => at <= now).map(at => later(at, `said again in ${at}`, 'pushback')),
    ...(isLifted ? [later(liftedAt, `lifted in ${liftedAt}`, 'dim')] : []),
  ];
};

/** A line of the ledger, and the index of the entry that it belongs to; null for its own words. */
export type LedgerLine = { readonly text: string; readonly entry: number | null };

/** The ledger as lines; `cursor` is the entry that is pointed at, null while none is. */
export const toLedgerLines = (
  rules: readonly StandingRule[],
  { now, cursor }: { readonly now: number; readonly cursor: number | null },
  width: number,
): LedgerLine[] => {
  const entries = ledgerEntries(rules, now);
  const stated = entries.filter(({ isRule }) => isRule).length;
  const later = rules.length - stated;
  const count = `${countOf(stated, 'rule')} stated${later > 0 ? `, ${later} still to come` : ''}`;
  return [
    ...alone(style('bold', cursor === null ? count : `${count}, as of turn ${now}`), width),
    ...(rules.length === 0
      ? alone(style('dim', 'No standing rule was found in the developer’s words.'), width)
      : []),
    ...entries.flatMap((entry, at) => [
      ...(entry.isRule ? alone('', width) : []),
      ...entryLines(entry, at === cursor, width).map(text => ({ text, entry: at })),
    ]),
  ];
};

const entryLines = ({ words, as, isRule }: LedgerEntry, isHere: boolean, width: number): string[] => {
  const indent = isRule ? '' : '  ';
  const pointer = isHere ? style('accent', '❯ ') : '  ';
  return wrap(style(as, words), width - 2 - indent.length).map(
    (line, at) => `${at === 0 ? pointer : '  '}${indent}${isHere ? style('bold', line) : line}`,
  );
};

const alone = (text: string, width: number): LedgerLine[] =>
  wrap(text, width).map(line => ({ text: line, entry: null }));

const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
