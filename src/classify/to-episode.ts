import type { Annotation, Candidate, Cost, Episode, Evidence, Verdict } from '../domain/episode.ts';
import { minutesBetween, sumKnown, type Turn, turnToolCalls } from '../domain/turn.ts';
import type { ClassifyInput } from './engine.ts';

export type Judged = {
  readonly candidate: Candidate;
  readonly evidence: readonly Evidence[];
  readonly verdict: Extract<Verdict, { label: 'valid' }>;
  readonly annotation: Annotation;
};

/** Puts an episode together; what the log cannot tell is null. */
export const toEpisode = (judged: Judged, input: ClassifyInput): Episode => {
  const { candidate, evidence, verdict, annotation } = judged;
  const cited = [...new Set(evidence.map(({ turn }) => turn))].sort((a, b) => a - b);
  const onset = onsetOf(cited, input);
  const pushback = pushbackTurns(cited, onset, input);
  return {
    id: candidate.id,
    session: input.head.id,
    name: candidate.name,
    description: candidate.description,
    goal: candidate.goal,
    confidence: candidate.confidence,
    evidence,
    onset,
    pushback,
    resolvedAt: resolvedAt(cited, onset, pushback, annotation),
    verdict,
    annotation,
    span: spanCost(onset, pushback, input.turns),
    review: null,
  };
};

/** The first quoted agent turn; null when the quoted pushback comes before it, for then it is the answer, not the fault. */
const onsetOf = (cited: readonly number[], input: ClassifyInput): number | null => {
  const agent = cited.find(turn => speakerOf(input, turn) === 'agent');
  const pushed = cited.filter(turn => input.pushbacks.some(pushback => pushback.turn === turn));
  const isAnswer = agent !== undefined && pushed.length > 0 && pushed.every(turn => turn < agent);
  return agent === undefined || isAnswer ? null : agent;
};

/**
 * The detected pushback that is quoted; when none is, the one that answers a quoted agent turn; when detection saw
 * none, the first turn of the developer that is quoted after the onset.
 */
const pushbackTurns = (cited: readonly number[], onset: number | null, input: ClassifyInput): number[] => {
  const after = input.pushbacks.map(({ turn }) => turn).filter(turn => onset === null || turn > onset);
  const quoted = after.filter(turn => cited.includes(turn));
  if (quoted.length > 0) return quoted;
  const answering = after.filter(turn => cited.includes(turn - 1) && speakerOf(input, turn - 1) === 'agent');
  if (answering.length > 0 || onset === null) return answering;
  return cited.filter(turn => turn > onset && speakerOf(input, turn) === 'developer').slice(0, 1);
};

/** The last quoted turn after the pushback that is no pushback itself, unless the developer supplied the fix there. */
const resolvedAt = (
  cited: readonly number[],
  onset: number | null,
  pushback: readonly number[],
  { resolution }: Annotation,
): number | null => {
  if (resolution.status !== 'RS1') return null;
  const from = pushback[0] ?? onset ?? 0;
  const byDeveloper = resolution.resolver === 'RV3';
  const later = cited.filter(
    turn => (turn > from && !pushback.includes(turn)) || (byDeveloper && turn >= from),
  );
  return later.at(-1) ?? null;
};

/** From the onset to the first pushback. */
const spanCost = (onset: number | null, pushback: readonly number[], turns: readonly Turn[]): Cost => {
  const seen = pushback[0];
  if (onset === null || seen === undefined)
    return { turns: null, toolCalls: null, minutes: null, tokens: null };
  const between = turns.filter(({ number }) => number >= onset && number < seen);
  const [from, to] = [onset, seen].map(number => turns.find(turn => turn.number === number)?.at ?? null);
  return {
    turns: seen - onset,
    toolCalls: between.reduce((count, turn) => count + turnToolCalls(turn).length, 0),
    minutes: minutesBetween(from ?? null, to ?? null),
    tokens: sumKnown(between.map(turn => turn.tokens)),
  };
};

const speakerOf = ({ turns }: ClassifyInput, number: number): Turn['speaker'] | undefined =>
  turns.find(turn => turn.number === number)?.speaker;
