import type { Limits } from '../app/app.ts';
import type { ClassifyPlan } from '../app/classify-session.ts';
import type { Config, EngineName } from '../app/config.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { limitWords } from '../domain/limit-words.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { UserError } from '../errors.ts';
import type { Output } from './output.ts';

export type Consent = {
  /** The person has agreed beforehand. */
  readonly yes: boolean;
  readonly limits: Limits;
  /** Asks the person at the terminal; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
};

/**
 * Nothing is sent before a person has seen what, where and for how much; with `--yes` they have said the most that it
 * may cost, where that can be known. Throws UserError (2) without that word.
 */
export const agreeToSend = async (
  app: CommandApp,
  chosen: readonly SessionSummary[],
  engine: EngineName,
  { yes, limits, confirm }: Consent,
  talk: Output['talk'],
): Promise<void> => {
  const plans: ClassifyPlan[] = [];
  for (const summary of chosen) {
    const plan = await app.planClassification(summary, engine);
    talk(formatPlan(summary, plan));
    plans.push(plan);
  }
  if (plans.length > 1) talk(formatTotal(plans));
  talk(limitWords(limits));
  checkLimits(plans, limits, yes);
  if (yes) return;
  if (confirm === null)
    throw new UserError(
      'Nothing was sent: sending a session to an endpoint needs a yes.',
      'Run it in a terminal and answer, or add --yes with --max-cost; --engine offline sends nothing.',
    );
  if (!(await confirm('Send this? [y/N] ')))
    throw new UserError('Nothing was sent.', 'The offline engine sends nothing: --engine offline.');
};

/** The limits in force: those of the command line, else those of the config. */
export const limitsInForce = ({ openai }: Config, { cost, tokens }: Limits): Limits => ({
  cost: cost ?? openai.maxCost,
  tokens: tokens ?? openai.maxTokens,
});

const checkLimits = (plans: readonly ClassifyPlan[], { cost, tokens }: Limits, yes: boolean): void => {
  const isPriced = plans.some(plan => plan.cost !== null);
  if (cost !== null && !isPriced)
    throw new UserError(
      `Nothing was sent: no price of ${plans[0]?.model} is known, so a limit in money cannot be held.`,
      'Give a limit in tokens instead: --max-tokens.',
    );
  if (yes && isPriced && cost === null && tokens === null)
    throw new UserError(
      'Nothing was sent: --yes needs a limit, for this costs money.',
      'Add --max-cost with the most that it may cost in US dollars, such as --max-cost 0.50.',
    );
};

/** What would be sent, where, and for how much. */
const formatPlan = ({ head }: SessionSummary, plan: ClassifyPlan): string => {
  const hidden = Object.entries(plan.hidden).map(([kind, count]) => `${count} ${kind}`);
  return [
    `${oneLine(head.title, 80)}`,
    `    to ${plan.endpoint}, model ${plan.model}`,
    `    ${countOf(plan.turns, 'turn')} ${inWindows(plan)}, ${weightWords(plan.tokens, plan.cost)} (${plan.basis})`,
    ...(plan.labelled > 0
      ? [`    and once more for a label of each of ${countOf(plan.labelled, 'developer turn')}`]
      : []),
    `    hidden before sending: ${hidden.join(', ') || 'no secret found'}`,
    ...plan.warnings.map(warning => `    ! ${warning}`),
  ].join('\n');
};

const formatTotal = (plans: readonly ClassifyPlan[]): string => {
  const tokens = plans.reduce((sum, plan) => sum + plan.tokens, 0);
  const windows = plans.reduce((sum, plan) => sum + plan.windows.length, 0);
  const isKnown = plans.every(plan => plan.cost !== null);
  const cost = isKnown ? plans.reduce((sum, plan) => sum + (plan.cost ?? 0), 0) : null;
  return `together: ${countOf(plans.length, 'session')}, ${countOf(windows, 'window')}, ${weightWords(tokens, cost)}`;
};

const weightWords = (tokens: number, cost: number | null): string =>
  `about ${tokens} tokens, ${cost === null ? 'price unknown' : `about $${cost.toFixed(4)}`}`;

const inWindows = ({ windows }: ClassifyPlan): string =>
  windows.length < 2
    ? 'at once'
    : `in ${windows.length} overlapping windows (${windows.map(({ from, to }) => `${from}-${to}`).join(', ')})`;
