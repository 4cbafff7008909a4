import { countOf } from './count-of.ts';
import type { Backtest, ProposedRule, Relapse, RuleProof, RuleProposal, RuleRate } from './proposed-rule.ts';

/** How often and since when, on one line. */
export const signWords = ({ signs, sessions, breaks, lastSeen }: ProposedRule): string =>
  [
    `${countOf(signs, 'sign')} in ${countOf(sessions, 'session')}`,
    breaks === 0 ? 'never seen broken' : `broken ${breaks === 1 ? 'once' : `${breaks} times`}`,
    ...(lastSeen === null ? [] : [`last ${lastSeen.slice(0, 10)}`]),
  ].join(' · ');

/** Whether the project's files say it, now and when it was broken. */
export const presenceWords = ({ presence: { state, said, atSigns } }: ProposedRule): string => {
  if (state === 'unknown') return 'the project is not on this machine: nobody knows whether a file says it';
  if (said === null)
    return atSigns.inForce > 0 ? 'absent: no rule file says it any more' : 'absent: no rule file says it';
  const place = `${said.file}:${said.line}`;
  if (state === 'ignored') return `ignored: ${place} says it, and did at ${countOf(atSigns.inForce, 'sign')}`;
  return atSigns.unknown > 0
    ? `said: ${place}; git does not tell since when`
    : `said: ${place}, and nothing was seen against it since`;
};

/** What a guard would have met. */
export const backtestWords = ({ sessions, calls, stopped, innocent }: Backtest): string => {
  const past = `of ${countOf(calls, 'past tool call')} in ${countOf(sessions, 'session')}`;
  return stopped === 0
    ? `a guard would have met none ${past}`
    : `a guard would have met ${stopped} ${past}, ${innocent === 0 ? 'none of them' : innocent} innocent`;
};

/** How it went since it was adopted. */
export const relapseWords = ({ adoptedAt, file, before, after }: Relapse): string =>
  `adopted ${adoptedAt.slice(0, 10)} in ${file}: before in ${rateWords(before)}, since in ${rateWords(after)}`;

const rateWords = ({ sessions, n, share }: RuleRate): string =>
  `${sessions} of ${countOf(n, 'session')} (${share === null ? 'too few to tell' : `${Math.round(share * 100)} %`})`;

/** What a sign is, before its words. */
export const proofWords: Readonly<Record<RuleProof['does'], string>> = {
  says: 'said',
  again: 'said again',
  breaks: 'broken',
  episode: 'episode',
};

/** What is proposed, line by line: words about it, and the text itself. */
export const proposalLines = (
  proposal: RuleProposal | null,
): { readonly kind: 'words' | 'text'; readonly text: string }[] => {
  if (proposal === null) return [];
  const parts =
    proposal.kind === 'line'
      ? [{ title: `proposed line for ${proposal.file}:`, text: proposal.text, limits: '' }]
      : proposal.snippets.map(({ agent, file, text, limits }) => ({
          title: `proposed guard for ${agent}${file === null ? '' : `, in ${file}`}:`,
          ...{ text, limits },
        }));
  return parts.flatMap(({ title, text, limits }) => [
    { kind: 'words' as const, text: title },
    ...text
      .trimEnd()
      .split('\n')
      .map(line => ({ kind: 'text' as const, text: line })),
    ...(limits ? [{ kind: 'words' as const, text: limits }] : []),
  ]);
};

/** The text alone, to be put somewhere by hand. */
export const proposalText = (proposal: RuleProposal): string =>
  proposal.kind === 'line' ? proposal.text : proposal.snippets.map(({ text }) => text).join('\n');
