import type { Limits, Progress } from '../app/app.ts';
import type { EngineName } from '../app/config.ts';
import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { UserError } from '../errors.ts';
import { agreeToSend, type Consent, limitsInForce } from './agree-to-send.ts';
import { formatClassification } from './format-classification.ts';
import { type Output, toJson } from './output.ts';

export type ClassifyFlags = Pick<Consent, 'yes' | 'limits'> & {
  readonly json: boolean;
  /** The engine of the config unless told. */
  readonly engine: EngineName | undefined;
  /** Ask the endpoint anew what it answered before? */
  readonly fresh: boolean;
  /** Print what would be sent, and send nothing? */
  readonly preview: boolean;
};

export type ClassifyIo = Output &
  Pick<Consent, 'confirm'> & {
    /** Draws one line that the next one replaces; null where stderr is no terminal. */
    readonly status: ((line: string) => void) | null;
    readonly signal: AbortSignal;
  };

/** `pushback classify SESSION…`: runs the pipeline, keeps and prints what it found. Gives the exit code. */
export const classify = async (
  app: CommandApp,
  sessions: readonly string[],
  { json, engine: named, fresh, preview, ...consent }: ClassifyFlags,
  { out, talk, confirm, status, signal }: ClassifyIo,
): Promise<number> => {
  if (sessions.length === 0)
    throw new UserError(
      'classify needs a session.',
      'Name one or more, or a folder of them; pushback list shows them.',
    );
  const chosen = (await Promise.all(sessions.map(app.resolveAll))).flat();
  const config = await app.config();
  const engine = named ?? config.engine;
  if (preview) return printPreview(app, chosen, engine, out);
  const limits = limitsInForce(config, consent.limits);
  if (engine !== 'offline') await agreeToSend(app, chosen, engine, { ...consent, limits, confirm }, talk);
  const done: ReviewedRun[] = [];
  let error: UserError | null = null;
  for (const summary of chosen) {
    const classification = await app
      .classify(summary, {
        ...{ engine, signal, fresh },
        limits: whatIsLeft(limits, done),
        onProgress: progress => tellProgress(summary, progress, status, talk),
      })
      .catch((failure: unknown) => {
        if (!(failure instanceof UserError) || done.length === 0) throw failure;
        error = failure;
        return null;
      })
      .finally(() => status?.(''));
    if (!classification) break;
    done.push(classification);
    if (!json) out(formatClassification(classification));
    if (classification.run.outcome !== 'done') break;
  }
  if (json) out(toJson(done.length === 1 && chosen.length === 1 ? done[0] : toList(done, error)));
  return exitCode(done.at(-1), error, talk);
};

/** Each session's requests as they would go over the wire. */
const printPreview = async (
  app: CommandApp,
  chosen: readonly SessionSummary[],
  engine: EngineName,
  out: Output['out'],
): Promise<number> => {
  const previews: unknown[] = [];
  for (const summary of chosen)
    previews.push({
      session: summary.head.id,
      ...(await app.previewClassification(summary, engine)),
    });
  out(toJson(previews.length === 1 ? previews[0] : { previews }));
  return 0;
};

/** A limit holds for all sessions of a call together. */
const whatIsLeft = ({ cost, tokens }: Limits, done: readonly ReviewedRun[]): Limits => {
  const spent = done.reduce((sum, { run }) => sum + (run.cost ?? 0), 0);
  const used = done.reduce((sum, { run }) => sum + (run.usage ? run.usage.input + run.usage.output : 0), 0);
  return {
    cost: cost === null ? null : Math.max(0, cost - spent),
    tokens: tokens === null ? null : Math.max(0, tokens - used),
  };
};

const tellProgress = (
  { head }: SessionSummary,
  { stage, done, total, usage, cost, secondsLeft }: Progress,
  status: ClassifyIo['status'],
  talk: Output['talk'],
): void => {
  const parts = [
    `${oneLine(head.title, 60)}: ${stage} ${done}/${total}`,
    ...(usage ? [countOf(usage.input + usage.output, 'token')] : []),
    ...(cost == null ? [] : [`$${cost.toFixed(4)}`]),
    ...(secondsLeft == null || secondsLeft === 0 ? [] : [`about ${secondsLeft} s left`]),
  ];
  if (status) status(parts.join(' · '));
  // Labels are asked for as verdicts come in, so their total still grows.
  else if (done === total && stage !== 'annotate') talk(parts.join(' · '));
};

const toList = (classifications: readonly ReviewedRun[], error: UserError | null) => ({
  classifications,
  ...(error ? { error: { message: error.message, nextStep: error.nextStep, code: error.code } } : {}),
});

const exitCode = (last: ReviewedRun | undefined, error: UserError | null, talk: Output['talk']): number => {
  if (error) {
    talk(`${error.message}\n${error.nextStep}`);
    return error.code;
  }
  const [code, words] = endings[last?.run.outcome ?? 'done'];
  if (words) talk(words);
  return code;
};

const endings: Readonly<Record<ReviewedRun['run']['outcome'], readonly [code: number, words: string]>> = {
  done: [0, ''],
  cancelled: [130, 'Stopped; what was found until then is kept.'],
  stopped: [
    5,
    'The limit is reached; what was found until then is kept. The same command with a higher limit goes on from there and pays for nothing twice.',
  ],
  failed: [
    4,
    'Something failed before the end; what was found until then is kept. The same command goes on from there and pays for nothing twice.',
  ],
};
