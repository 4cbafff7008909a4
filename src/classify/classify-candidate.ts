import type { Candidate, Episode, Evidence, Failed, Rejected, StageName } from '../domain/episode.ts';
import { checkAnnotation, checkCandidate, checkVerdict } from '../domain/label-rules.ts';
import type { Answer, ClassifyInput, Engine } from './engine.ts';
import { locateQuote } from './locate-quote.ts';
import { toEpisode } from './to-episode.ts';

/** What became of one candidate. */
export type Item =
  | { readonly kind: 'episode'; readonly episode: Episode }
  | { readonly kind: 'rejected'; readonly rejected: Rejected }
  | { readonly kind: 'failed'; readonly failed: Failed };

/** Told of each question and each answer, so that tokens count even when a later stage fails. */
export type Watch = {
  readonly onAsk: (stage: StageName) => void;
  readonly onAnswer: (stage: StageName, answer: Answer<unknown>) => void;
};

/**
 * Takes one candidate through quotes, verdict and labels. A quote that is not in the log ends it before anything is
 * sent: no claim is judged on words that nobody wrote. Throws what the engine throws.
 */
export const classifyCandidate = async (
  candidate: Candidate,
  engine: Engine,
  input: ClassifyInput,
  signal: AbortSignal,
  watch: Watch,
): Promise<Item> => {
  const faults = checkCandidate(candidate);
  if (faults.length > 0) return fail('extract', candidate, faults.join('\n'), JSON.stringify(candidate));
  const evidence = locateAll(candidate, input);
  if (typeof evidence === 'string') {
    return { kind: 'rejected', rejected: { candidate, reason: 'quote_not_found', note: evidence } };
  }
  const grounded: Candidate = { ...candidate, evidence };
  watch.onAsk('validate');
  const judged = await engine.validate(grounded, input, signal);
  watch.onAnswer('validate', judged);
  if (!judged.ok) return fail('validate', candidate, judged.error, judged.reply);
  const verdict = judged.value;
  const wrong = checkVerdict(verdict);
  if (wrong.length > 0) return fail('validate', candidate, wrong.join('\n'), JSON.stringify(verdict));
  if (verdict.label === 'invalid') {
    return { kind: 'rejected', rejected: { candidate, reason: verdict.reason, note: verdict.note } };
  }
  watch.onAsk('annotate');
  const labelled = await engine.annotate(grounded, input, signal);
  watch.onAnswer('annotate', labelled);
  if (!labelled.ok) return fail('annotate', candidate, labelled.error, labelled.reply);
  const broken = checkAnnotation(labelled.value);
  if (broken.length > 0)
    return fail('annotate', candidate, broken.join('\n'), JSON.stringify(labelled.value));
  const episode = toEpisode({ candidate, evidence, verdict, annotation: labelled.value }, input);
  return { kind: 'episode', episode };
};

/** An item that ended in an error, with what came back for it. */
export const fail = (stage: StageName, { id }: { id: string }, error: string, reply: string): Item => ({
  kind: 'failed',
  failed: { stage, item: id, error, reply },
});

/** Every quote where it stands, or which ones stand nowhere. */
const locateAll = ({ evidence }: Candidate, { turns }: ClassifyInput): readonly Evidence[] | string => {
  const located = evidence.map(claim => locateQuote(claim, turns));
  const found = located.filter(one => one !== null);
  if (found.length === evidence.length) return found;
  const missing = evidence.filter((_claim, index) => located[index] === null);
  return `Not in the log: ${missing.map(({ turn, quote }) => `turn ${turn} “${quote.slice(0, 60)}”`).join('; ')}`;
};
