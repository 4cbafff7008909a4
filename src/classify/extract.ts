import { z } from 'zod';
import type { Candidate } from '../domain/episode.ts';
import { checkCandidate } from '../domain/label-rules.ts';
import { candidateId } from './merge-candidates.ts';
import { parseTurnRef, type Stage } from './stage.ts';

const schema = z.object({
  misalignments: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      alignment_goal: z.enum(['instruction', 'intention', 'both']),
      evidence: z.array(
        z.object({ turn: z.union([z.string(), z.number()]), quote: z.string(), context: z.string() }),
      ),
      confidence: z.enum(['high', 'medium', 'low']),
    }),
  ),
});
type Reply = z.infer<typeof schema>;

/** First stage: a session's candidates, numbered anew in the order of the reply. Source: the study's extraction schema. */
export const extractStage: Stage<Reply, readonly Candidate[]> = {
  name: 'extract',
  schema,
  read: ({ misalignments }) => {
    const candidates = misalignments.map(toCandidate);
    const errors = candidates.flatMap(candidate =>
      checkCandidate(candidate).map(fault => `${candidate.id}: ${fault}`),
    );
    // Sound candidates are not lost for a faulty one, which ends as a failed item by itself.
    return errors.length > 0 ? { ok: false, errors, partly: candidates } : { ok: true, value: candidates };
  },
};

const toCandidate = (record: Reply['misalignments'][number], index: number): Candidate => ({
  id: candidateId(index),
  name: record.name.trim(),
  description: record.description.trim(),
  goal: record.alignment_goal,
  confidence: record.confidence,
  evidence: record.evidence.map(({ turn, quote, context }) => ({
    turn: parseTurnRef(turn) ?? 0,
    quote,
    context,
  })),
});
