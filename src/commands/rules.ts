import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import type { ProposedRule, ProposedRules } from '../domain/proposed-rule.ts';
import {
  backtestWords,
  presenceWords,
  proofWords,
  proposalLines,
  relapseWords,
  signWords,
} from '../domain/rule-words.ts';
import { oneLine } from '../domain/sanitise.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

export type RulesOutput = Output & {
  /** Shows a line that the next one replaces; null where nobody looks. */
  readonly status: ((line: string) => void) | null;
};

/** `pushback rules`: what the sessions ask for as a rule, by project, with evidence and what is proposed. */
export const rules = async (
  app: CommandApp,
  { json }: { readonly json: boolean },
  output: RulesOutput,
): Promise<void> => {
  const found = await findRules(app, output);
  output.out(json ? toJson(found) : formatRules(found.rules));
  output.talk(
    `${countOf(found.rules.length, 'rule')}; nothing was written: \`pushback rules adopt ID\` shows a diff and asks.`,
  );
};

/** All rules, with the progress told. Throws UserError (3) where there is none. */
export const findRules = async (app: CommandApp, { talk, status }: RulesOutput): Promise<ProposedRules> => {
  if (app.samplesReason) talk(`Rules of the shipped samples: ${app.samplesReason}.`);
  const found = await app.rules(
    ({ of, done, total }) =>
      status?.(
        of === 'logs'
          ? `reading ${done} of ${countOf(total, 'log')}`
          : `looking through the tool calls of ${done} of ${countOf(total, 'session')}`,
      ),
    new AbortController().signal,
  );
  status?.('');
  if (found.rules.length === 0)
    throw new UserError(
      `No rule was said or broken again and again in ${countOf(found.sessions, 'session')}.`,
      '`pushback moments` shows each pushback by itself; classified sessions add their episodes.',
      { code: 3 },
    );
  return found;
};

const formatRules = (found: readonly ProposedRule[]): string =>
  [...Map.groupBy(found, ({ project }) => project)]
    .map(([project, own]) => [oneLine(project, 200), ...own.flatMap(toLines)].join('\n'))
    .join('\n\n');

const toLines = (rule: ProposedRule): string[] => [
  '',
  `  ${rule.id}  ${rule.rule}`,
  ...[
    signWords(rule),
    presenceWords(rule),
    ...rule.evidence
      .slice(0, mostShown)
      .map(({ session, turn, does, words }) => `${proofWords[does]} ${session} turn ${turn}: “${words}”`),
    ...(rule.backtest ? [backtestWords(rule.backtest)] : []),
    ...(rule.relapse ? [relapseWords(rule.relapse)] : []),
    ...proposalLines(rule.proposal).map(({ kind, text }) => (kind === 'text' ? `    ${text}` : text)),
  ].map(line => `            ${line}`),
];
const mostShown = 5;
