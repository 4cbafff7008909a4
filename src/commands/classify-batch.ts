import type { Limits } from '../app/app.ts';
import type { BatchPlan, BatchReport } from '../app/classify-batch.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import { limitWords } from '../domain/limit-words.ts';
import { UserError } from '../errors.ts';
import { type Consent, limitsInForce } from './agree-to-send.ts';
import type { ClassifyIo } from './classify.ts';
import { type Output, toJson } from './output.ts';

export type BatchFlags = Pick<Consent, 'yes' | 'limits'> & {
  readonly json: boolean;
  /** A folder that takes a provider's place. */
  readonly folder: string | null;
  /** Take the job back? */
  readonly cancel: boolean;
};

/**
 * `pushback classify --engine batch [DIR|SESSION…]`: begins a batch job or goes on with it, says how far it is, and ends;
 * the same command, also without sessions, goes on. Gives the exit code: 0 done, 5 still under way.
 */
export const classifyBatch = async (
  app: CommandApp,
  sessions: readonly string[],
  { json, folder, cancel, ...consent }: BatchFlags,
  { out, talk, confirm, status, signal }: ClassifyIo,
): Promise<number> => {
  const limits = limitsInForce(await app.config(), consent.limits);
  const chosen = await Promise.all(sessions.map(app.resolveAll));
  const report = await app
    .classifyBatch({
      sessions: [...new Set(chosen.flat().map(({ head }) => head.path))],
      ...{ folder, limits, signal, isCancelled: cancel },
      agree: plan => agree(plan, limits, { ...consent, confirm }, folder, talk),
      onChange: changed => status?.(progressLine(changed)),
    })
    .finally(() => status?.(''));
  out(json ? toJson(report) : formatReport(report));
  if (report.state === 'pending')
    talk(
      folder === null
        ? 'Under way. The same command looks again; this machine may be switched off until then.'
        : 'Waiting for the replies beside the requests. The same command looks again.',
    );
  return report.state === 'pending' ? 5 : 0;
};

const agree = async (
  plan: BatchPlan,
  limits: Limits,
  { yes, confirm }: Pick<Consent, 'yes' | 'confirm'>,
  folder: string | null,
  talk: Output['talk'],
): Promise<void> => {
  talk(`${countOf(plan.sessions, 'session')} in ${countOf(plan.requests, 'request')}, model ${plan.model}`);
  talk(`    to ${folder ?? plan.endpoint}`);
  talk(`    now ${weightWords(plan.tokens, plan.cost)}; the other stages ask about what this one finds`);
  if (plan.expected) {
    const { tokens, cost, hidden } = plan.expected;
    const kinds = Object.entries(hidden).map(([kind, count]) => `${count} ${kind}`);
    talk(`    all stages ${weightWords(tokens, cost)}, with 1.45 candidates a session, as the study found`);
    talk(`    hidden before sending: ${kinds.join(', ') || 'no secret found'}`);
  }
  talk(`    ${limitWords(limits)}`);
  talk(`    the requests, letter by letter: ${plan.files.join(', ')}`);
  if (yes && plan.cost !== null && folder === null && limits.cost === null && limits.tokens === null)
    throw new UserError(
      'Nothing was sent: --yes needs a limit, for this costs money.',
      'Add --max-cost with the most that all stages may cost in US dollars, such as --max-cost 20.',
    );
  if (yes) return;
  if (confirm === null)
    throw new UserError(
      'Nothing was sent: sending sessions to an endpoint needs a yes.',
      'Run it in a terminal and answer, or add --yes with --max-cost; --cancel takes the job back.',
    );
  if (!(await confirm('Send this? [y/N] ')))
    throw new UserError('Nothing was sent.', '--cancel takes the job back; the same command asks again.');
};

const weightWords = (tokens: number, cost: number | null): string =>
  `about ${tokens} tokens, ${cost === null ? 'price unknown' : `about $${cost.toFixed(4)} at the price of batches`}`;

const progressLine = (report: BatchReport): string =>
  `${report.classified} of ${countOf(report.sessions, 'session')} classified · ${batchesOf(report.batches.length)}`;

const batchesOf = (n: number): string => (n === 1 ? '1 batch' : `${n} batches`);

const formatReport = (report: BatchReport): string => {
  if (report.state === 'none') return 'No batch is under way.';
  const cost = report.cost === null ? '' : `, $${report.cost.toFixed(4)}`;
  return [
    `${report.state}: ${report.classified} of ${countOf(report.sessions, 'session')} classified` +
      `${report.gone > 0 ? `, ${report.gone} without a result` : ''}, ${report.tokens} tokens${cost}`,
    ...report.batches.map(
      ({ name, status, requests }) => `    ${name}  ${countOf(requests, 'request')}  ${status}`,
    ),
    ...(report.failures > 0
      ? [`    ${countOf(report.failures, 'request')} came back without a reply at least once`]
      : []),
  ].join('\n');
};
