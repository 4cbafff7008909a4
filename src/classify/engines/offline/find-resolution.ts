import type { Pushback } from '../../../domain/pushback.ts';
import { type Turn, turnText, turnToolCalls } from '../../../domain/turn.ts';
import type { ClassifyInput } from '../../engine.ts';
import { toolLine } from '../../turn-evidence-text.ts';
import { cues } from './cues.ts';
import type { Resolved } from './find-breakdowns.ts';
import { sentencesOf } from './sentences.ts';

/**
 * A sign of a fix after the last pushback: the developer's next turn says so, or the agent changed something and its
 * own check then passed. A turn that the developer went back from shows no fix. Nothing else counts, so most breakdowns
 * stay without one, as in the study.
 */
export const findResolution = (
  pushbacks: readonly Pushback[],
  { turns, pushbacks: all }: ClassifyInput,
): Resolved | null => {
  const last = pushbacks.at(-1)?.turn ?? 0;
  const answer = turns[last];
  const next = turns[last + 1];
  const objects = next !== undefined && all.some(({ turn }) => turn === next.number);
  if (objects) return null;
  return (next && confirmedBy(next)) ?? (answer && checkedBy(answer, pushbacks)) ?? null;
};

const confirmedBy = (turn: Turn): Resolved | null => {
  if (turn.speaker !== 'developer' || turn.abandoned) return null;
  const [first = '', second = ''] = sentencesOf(turnText(turn));
  for (const quote of [first, second]) {
    const own = cues.byMyself.test(quote);
    if (!own && (!cues.confirmed.test(quote) || cues.doubt.test(quote))) continue;
    const context = own ? 'The developer handled it.' : 'The developer says that it is right now.';
    return { evidence: { turn: turn.number, quote, context }, resolver: own ? 'RV3' : 'RV2' };
  }
  return null;
};

const checkedBy = (turn: Turn, pushbacks: readonly Pushback[]): Resolved | null => {
  if (turn.speaker !== 'agent' || turn.abandoned || !pushbacks.some(one => one.class === 'failure_report'))
    return null;
  const calls = turnToolCalls(turn);
  const changed = calls.findLastIndex(call => call.kind === 'edit');
  const checks = calls.slice(changed + 1).filter(call => call.kind === 'run' && cues.check.test(call.target));
  const check = checks.at(-1);
  if (changed < 0 || check?.exitCode !== 0) return null;
  const quote = toolLine({ ...check, output: null });
  return {
    evidence: { turn: turn.number, quote, context: 'A check after the fix passed.' },
    resolver: 'RV2',
  };
};
