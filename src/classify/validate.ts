import { z } from 'zod';
import { type Candidate, type InvalidReason, invalidReasons, type Verdict } from '../domain/episode.ts';
import type { Turn } from '../domain/turn.ts';
import { aroundQuote } from './around-quote.ts';
import type { Stage } from './stage.ts';

const schema = z.object({
  label: z.enum(['VALID', 'INVALID']),
  invalid_category: z.string().nullable(),
  note: z.string(),
});

/** Second stage: do a candidate's own quotes carry it? Source: the study's evidence filter. */
export const validateStage: Stage<z.infer<typeof schema>, Verdict> = {
  name: 'validate',
  schema,
  read: ({ label, invalid_category: category, note }) => {
    if (label === 'VALID') {
      if (category !== null) return { ok: false, errors: ['invalid_category must be null for VALID.'] };
      return { ok: true, value: { label: 'valid', reason: null, note } };
    }
    const reason = toReason(category);
    if (reason) return { ok: true, value: { label: 'invalid', reason, note } };
    const allowed = [...invalidReasons, 'custom:snake_case'].join(', ');
    return { ok: false, errors: [`invalid_category must be one of ${allowed}.`] };
  },
};

/**
 * The record as the judge reads it: all of the candidate, its goal and confidence too, and nothing of the session, unless
 * `turns` are given to show what stands around each located quote.
 */
export const toClaimRecord = (
  { id, name, description, goal, confidence, evidence }: Candidate,
  turns: readonly Turn[] | null = null,
) => ({
  id,
  name,
  description,
  alignment_goal: goal,
  evidence: evidence.map(claim => ({
    ...{ turn: claim.turn, quote: claim.quote, context: claim.context },
    ...(turns ? aroundQuote(claim, turns) : {}),
  })),
  confidence,
});

const toReason = (category: string | null): InvalidReason | undefined => {
  if (category === null) return undefined;
  const known = invalidReasons.find(reason => reason === category);
  if (known) return known;
  const custom = /^custom:([a-z0-9]+(?:_[a-z0-9]+)*)$/.exec(category)?.[1];
  return custom === undefined ? undefined : `custom:${custom}`;
};
