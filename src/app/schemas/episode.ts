import { z } from 'zod';
import {
  type AlignmentGoal,
  type Annotation,
  type Candidate,
  type Confidence,
  type Episode,
  type Evidence,
  type InvalidReason,
  invalidReasons,
  type Rejected,
  type Review,
} from '../../domain/episode.ts';
import type { EarlierEpisode } from '../../domain/reviewed-run.ts';
import {
  causeCodes,
  evidenceTiers,
  labelName,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../../domain/taxonomy.ts';
import { cost } from './pushback.ts';
import { sessionId, time, turnNumber, words } from './values.ts';

/** A code of one axis, described by what people call each. */
const code = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  z.enum(codes).describe(codes.map(one => `${one} ${labelName(one)}`).join('; '));

const reasoning = z.string().describe('Why, in the words of who judged; empty where a person did.');
const goal = words<AlignmentGoal>({
  instruction: 'instruction',
  intention: 'intention',
  both: 'both',
}).describe('What the agent strayed from.');
export const confidence = words<Confidence>({ high: 'high', medium: 'medium', low: 'low' });

const claim = z.object({
  turn: z.int().min(0).describe('The turn that the quote is said to be from; 0: none was named.'),
  quote: z.string(),
  context: z.string().describe('What the quote shows.'),
});

const evidence = claim
  .extend({
    located: words<Evidence['located']>({
      exact: 'exact',
      normalised: 'normalised',
      fuzzy: 'fuzzy',
    }).describe('How well the quote was found in its turn.'),
    start: z.int().min(0).describe('UTF-16 offset into the text of the turn, or of its tool calls.'),
    end: z.int().min(0),
  })
  .meta({ id: 'Evidence', description: 'A quote that was found in its turn.' }) satisfies z.ZodType<Evidence>;

const invalidReason = z
  .union([z.enum(invalidReasons), z.literal('quote_not_found'), z.templateLiteral(['custom:', z.string()])])
  .meta({ id: 'InvalidReason', description: 'Why it is no episode.' }) satisfies z.ZodType<InvalidReason>;

const annotation = z
  .object({
    symptom: z.object({
      labels: z.array(code(symptomCodes)).min(1),
      other: z.string().nullable().describe('What S8 stands for; null without S8.'),
      reasoning,
    }),
    cause: z.object({
      labels: z
        .array(
          z.object({
            label: code(causeCodes),
            tier: z.enum(evidenceTiers).nullable().describe('How sure it is; null of C7.'),
          }),
        )
        .min(1),
      reasoning,
    }),
    outcome: z.object({
      severity: code(severityCodes),
      locus: code(locusCodes).nullable().describe('Where the damage is; null without damage.'),
      reasoning,
    }),
    resolution: z.object({
      status: code(statusCodes),
      resolver: code(resolverCodes).nullable().describe('Who resolved it; null where it shows no fix.'),
      reasoning,
    }),
  })
  .meta({
    id: 'Annotation',
    description: 'The labels of an episode on the four axes of the study.',
  }) satisfies z.ZodType<Annotation>;

const review = z
  .object({
    decision: words<Review['decision']>({ accepted: 'accepted', rejected: 'rejected', edited: 'edited' }),
    annotation: annotation.nullable().describe('The person’s labels; null: the engine’s hold.'),
    reason: invalidReason.nullable().describe('Of a rejected one, where the person named a reason.'),
    note: z.string(),
    at: time,
  })
  .meta({
    id: 'Review',
    description: 'A person’s decision: it overrides what the engine said and erases nothing of it.',
  }) satisfies z.ZodType<Review>;

export const episode = z
  .object({
    id: z.string().describe('Within its run, such as M001.'),
    session: sessionId,
    name: z.string(),
    description: z.string(),
    goal,
    confidence,
    evidence: z.array(evidence),
    onset: turnNumber.nullable().describe('The agent turn where it began; null = unknown.'),
    pushback: z.array(turnNumber).describe('The developer turns that push back.'),
    resolvedAt: turnNumber.nullable().describe('The turn that resolved it; null: not resolved, or unknown.'),
    verdict: z.object({ label: z.literal('valid'), reason: z.null(), note: z.string() }),
    annotation,
    span: cost,
    review: review.nullable().describe('Null: no person decided.'),
  })
  .meta({ id: 'Episode', description: 'One misalignment told by itself.' }) satisfies z.ZodType<Episode>;

/** Names an episode of one run for good: an episode's own id begins anew with each run. */
export const episodeKey = z
  .templateLiteral([z.string(), ' ', z.string()])
  .describe('The start of its run and its id.');

export const earlierEpisode = episode.extend({ key: episodeKey, review }).meta({
  id: 'EarlierEpisode',
  description: 'An episode of another run, which a person decided on.',
}) satisfies z.ZodType<EarlierEpisode>;

const candidate = z
  .object({
    ...{ id: z.string(), name: z.string(), description: z.string(), goal, confidence },
    evidence: z.array(claim),
  })
  .meta({ id: 'Candidate', description: 'What the extract stage proposed.' }) satisfies z.ZodType<Candidate>;

export const rejected = z
  .object({ candidate, reason: invalidReason, note: z.string() })
  .meta({ id: 'Rejected', description: 'A candidate that is no episode.' }) satisfies z.ZodType<Rejected>;
