import type { ClassifyPlan } from '../app/classify-session.ts';
import type { EngineName } from '../app/config.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import type { Classification, Episode } from '../domain/episode.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { labelName } from '../domain/taxonomy.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

export type ClassifyFlags = {
  readonly json: boolean;
  /** The engine of the config unless told. */
  readonly engine: EngineName | undefined;
  /** The person has agreed to what is sent. */
  readonly yes: boolean;
};

export type ClassifyIo = Output & {
  /** Asks the person at the terminal; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  readonly signal: AbortSignal;
};

/** `pushback classify SESSION…`: runs the pipeline, keeps and prints what it found. Gives the exit code. */
export const classify = async (
  app: CommandApp,
  sessions: readonly string[],
  { json, engine: named, yes }: ClassifyFlags,
  { out, talk, confirm, signal }: ClassifyIo,
): Promise<number> => {
  const chosen = await Promise.all(sessions.map(app.resolve));
  const engine = named ?? (await app.config()).engine;
  if (engine !== 'offline' && !yes) await agree(app, chosen, engine, confirm, talk);
  const done: Classification[] = [];
  for (const summary of chosen) {
    const classification = await app.classify(summary, {
      engine,
      signal,
      onProgress: ({ stage, done, total }) => {
        // Labels are asked for as verdicts come in, so their total still grows.
        if (done === total && stage !== 'annotate')
          talk(`${oneLine(summary.head.title, 60)}: ${stage} ${done}/${total}`);
      },
    });
    done.push(classification);
    if (!json) out(formatClassification(classification));
    if (classification.run.outcome !== 'done') break;
  }
  if (json) out(toJson(done.length === 1 && chosen.length === 1 ? done[0] : { classifications: done }));
  return exitCode(done.at(-1), talk);
};

/** Nothing is sent before a person has seen what, where and for how much. */
const agree = async (
  app: CommandApp,
  chosen: readonly SessionSummary[],
  engine: EngineName,
  confirm: ClassifyIo['confirm'],
  talk: Output['talk'],
): Promise<void> => {
  const plans = [];
  for (const summary of chosen) plans.push({ summary, plan: await app.planClassification(summary, engine) });
  for (const { summary, plan } of plans) talk(formatPlan(summary, plan));
  if (confirm === null)
    throw new UserError(
      'Nothing was sent: sending a session to an endpoint needs a yes.',
      'Run it in a terminal and answer, or add --yes; --engine offline sends nothing.',
    );
  if (!(await confirm('Send this? [y/N] ')))
    throw new UserError('Nothing was sent.', 'The offline engine sends nothing: --engine offline.');
};

/** What would be sent, where, and for how much. */
const formatPlan = ({ head }: SessionSummary, plan: ClassifyPlan): string => {
  const hidden = Object.entries(plan.hidden).map(([kind, count]) => `${count} ${kind}`);
  const cost = plan.cost === null ? 'price unknown' : `about $${plan.cost.toFixed(4)}`;
  return [
    `${oneLine(head.title, 80)}`,
    `    to ${plan.endpoint}, model ${plan.model}`,
    `    ${plan.turns} turns ${inWindows(plan)}, about ${plan.tokens} tokens, ${cost} (${plan.basis})`,
    `    hidden before sending: ${hidden.join(', ') || 'no secret found'}`,
    ...plan.warnings.map(warning => `    ! ${warning}`),
  ].join('\n');
};

const inWindows = ({ windows }: ClassifyPlan): string =>
  windows.length < 2
    ? 'at once'
    : `in ${windows.length} overlapping windows (${windows.map(({ from, to }) => `${from}-${to}`).join(', ')})`;

const formatClassification = ({ session, run, episodes, rejected, failed }: Classification): string => {
  const model = run.model === null ? '' : ` ${run.model}`;
  const rest = [
    ...rejected.map(({ candidate, reason }) => `rejected: ${oneLine(candidate.name, 80)} (${reason})`),
    ...failed.map(({ stage, item, error }) => `failed: ${stage} ${item}: ${oneLine(error, 200)}`),
  ];
  return [
    `${session}: ${countOf(episodes.length, 'episode')}, ${rejected.length} rejected (${run.engine}${model}, ${run.outcome})`,
    ...episodes.flatMap(formatEpisode),
    ...rest,
  ].join('\n');
};

const formatEpisode = (episode: Episode): string[] => {
  const { symptom, cause, outcome, resolution } = episode.annotation;
  const causes = cause.labels.map(({ label, tier }) => `${labelName(label)}${tier ? ` (${tier})` : ''}`);
  const places = [
    episode.onset === null ? '' : `onset turn ${episode.onset}`,
    episode.pushback.length > 0 ? `pushback turn ${episode.pushback.join(', ')}` : '',
    episode.resolvedAt === null ? '' : `resolved turn ${episode.resolvedAt}`,
  ].filter(place => place !== '');
  return [
    '',
    `${episode.id} ${oneLine(episode.name, 120)} (confidence ${episode.confidence})`,
    `    symptom: ${symptom.labels.map(labelName).join(', ')}`,
    `    cause: ${causes.join(', ')}`,
    `    outcome: ${labelName(outcome.severity)}${outcome.locus ? ` in ${labelName(outcome.locus)}` : ''}`,
    `    resolution: ${labelName(resolution.status)}${resolution.resolver ? `, ${labelName(resolution.resolver)}` : ''}`,
    `    ${places.join(' · ')}`,
    ...episode.evidence.map(({ turn, quote }) => `    turn ${turn} “${oneLine(quote, 160)}”`),
  ];
};

const exitCode = (last: Classification | undefined, talk: Output['talk']): number => {
  if (last?.run.outcome === 'cancelled') {
    talk('Stopped; what was found until then is kept.');
    return 130;
  }
  if (last?.run.outcome === 'failed') {
    talk(
      'The engine failed before the end; what was found until then is kept. Run it again to try once more.',
    );
    return 4;
  }
  return 0;
};
