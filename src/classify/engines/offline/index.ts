import type { Candidate } from '../../../domain/episode.ts';
import type { Answer, ClassifyInput, Engine } from '../../engine.ts';
import { describeBreakdown } from './describe-breakdown.ts';
import { type Breakdown, findBreakdowns } from './find-breakdowns.ts';
import { judgeBreakdown, leastStrength } from './judge-breakdown.ts';
import { labelBreakdown } from './label-breakdown.ts';

/**
 * Classifies by rules, on this machine, at once and for nothing. It sees only what pushback and the log's own acts
 * show, so it finds less than a model does and says `C7` and `RS2` more often; its quotes are always the log's words.
 * `least` is how sure the pushback must be, from 0 to 1.
 */
export const createOfflineEngine = (least = leastStrength): Engine => ({
  name: 'offline',
  model: null,
  endpoint: null,
  promptHashes: {},
  extract: async (input, signal) => {
    signal.throwIfAborted();
    return answer(breakdownsOf(input).map(describeBreakdown));
  },
  validate: async (candidate, input, signal) => {
    signal.throwIfAborted();
    return withBreakdown(candidate, input, found => judgeBreakdown(found, least));
  },
  annotate: async (candidate, input, signal) => {
    signal.throwIfAborted();
    return withBreakdown(candidate, input, labelBreakdown);
  },
});

/** Found once per input: three stages ask for the same. */
const breakdownsOf = (input: ClassifyInput): readonly Breakdown[] => {
  const before = known.get(input);
  if (before) return before;
  const found = findBreakdowns(input);
  known.set(input, found);
  return found;
};
const known = new WeakMap<ClassifyInput, readonly Breakdown[]>();

const answer = <Value>(value: Value): Answer<Value> => ({ ok: true, value, usage: null });

/** The rules judge facts, so a candidate is traced back to the breakdown that it tells: the one whose words it quotes. */
const withBreakdown = <Value>(
  candidate: Candidate,
  input: ClassifyInput,
  judge: (found: Breakdown) => Value,
): Answer<Value> => {
  const found = breakdownsOf(input).find(({ words }) =>
    candidate.evidence.some(({ turn, quote }) => turn === words.turn && quote === words.quote),
  );
  if (found) return answer(judge(found));
  return {
    ok: false,
    error: 'No pushback of this session stands behind this candidate.',
    reply: JSON.stringify(candidate),
    usage: null,
  };
};
