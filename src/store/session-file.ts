import { z } from 'zod';
import {
  type Classification,
  type EpisodeKey,
  invalidReasons,
  type Review,
  runOutcomes,
  stageNames,
  type Verdict,
} from '../domain/episode.ts';
import type { Mark } from '../domain/mark.ts';
import { type PushbackReview, pushbackClasses } from '../domain/pushback.ts';
import {
  causeCodes,
  evidenceTiers,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import { fileVersion } from './upgrades.ts';

/** A person's decisions on one thing, oldest first; the last one counts, and null is a decision taken back. */
export type Decisions<Decision> = readonly (Decision | null)[];

/** All that is kept of one session: every run, oldest first, and what a person decided and marked. */
export type SessionFile = {
  readonly version: number;
  readonly session: string;
  readonly runs: readonly Classification[];
  readonly reviews: Readonly<Record<EpisodeKey, Decisions<Review>>>;
  /** By turn number, which never changes. */
  readonly pushbackReviews: Readonly<Record<string, Decisions<PushbackReview>>>;
  /** By turn number. */
  readonly marks: Readonly<Record<string, Decisions<Mark>>>;
};

/** Checks what a session file holds. Built at the first call: most commands never read one. Fields it does not know stay. */
export const parseSessionFile = (value: unknown): { file: SessionFile } | { fault: string } => {
  schema ??= buildSchema();
  const parsed = schema.safeParse(value);
  if (parsed.success) return { file: parsed.data };
  const [issue] = parsed.error.issues;
  return { fault: issue ? `${issue.path.join('.') || 'file'}: ${issue.message}` : 'unknown shape' };
};

let schema: z.ZodType<SessionFile> | undefined;

const buildSchema = (): z.ZodType<SessionFile> => {
  const annotation = annotationSchema();
  const review = z.looseObject({
    decision: z.enum(['accepted', 'rejected', 'edited']),
    annotation: annotation.nullable(),
    reason: invalidReason().nullable(),
    note: z.string(),
    at: z.string(),
  });
  const pushbackReview = z.looseObject({
    decision: z.enum(['accepted', 'rejected', 'edited']),
    class: z.enum(pushbackClasses).nullable(),
    note: z.string(),
    at: z.string(),
  });
  const mark = z.looseObject({ turn: z.number(), note: z.string(), at: z.string() });
  return z.looseObject({
    version: z.literal(fileVersion),
    session: z.string(),
    runs: z.array(
      z.looseObject({
        session: z.string(),
        run: runSchema(),
        episodes: z.array(episodeSchema(annotation, review)),
        rejected: z.array(rejectedSchema()),
        failed: z.array(
          z.looseObject({
            stage: z.enum(stageNames),
            item: z.string(),
            error: z.string(),
            reply: z.string(),
          }),
        ),
        turnLabels: z.array(turnLabelSchema()).optional(),
      }),
    ),
    reviews: z.record(z.templateLiteral([z.string(), ' ', z.string()]), z.array(review.nullable())),
    pushbackReviews: z.record(z.string(), z.array(pushbackReview.nullable())),
    marks: z.record(z.string(), z.array(mark.nullable())),
  });
};

const claim = () => z.looseObject({ turn: z.number(), quote: z.string(), context: z.string() });
const invalidReason = () =>
  z.union([z.enum(invalidReasons), z.literal('quote_not_found'), z.templateLiteral(['custom:', z.string()])]);
const goal = () => z.enum(['instruction', 'intention', 'both']);
const confidence = () => z.enum(['high', 'medium', 'low']);
const tokens = () => z.looseObject({ input: z.number(), cached: z.number(), output: z.number() });

const runSchema = () =>
  z.looseObject({
    engine: z.string(),
    model: z.string().nullable(),
    promptHashes: z.partialRecord(z.enum(stageNames), z.string()),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    usage: tokens().nullable(),
    cost: z.number().nullable(),
    outcome: z.enum(runOutcomes),
    remote: remoteSchema().optional(),
  });

const remoteSchema = () =>
  z.looseObject({
    models: z.array(z.string()),
    replies: z.array(z.string()),
    reused: z.number(),
    price: z
      .looseObject({ input: z.number(), cached: z.number(), output: z.number(), asOf: z.string() })
      .nullable(),
  });

/**
 * Stands beside the reply schema of classify/annotate.ts on purpose: that one is closed, for a model must add nothing,
 * and this one is open, for a newer program's fields must survive a save. The codes of both come from domain/taxonomy,
 * and the types of both are held to `Annotation`; one schema in domain would load zod (10 ms) with every command.
 */
const annotationSchema = () =>
  z.looseObject({
    symptom: z.looseObject({
      labels: z.array(z.enum(symptomCodes)),
      other: z.string().nullable(),
      reasoning: z.string(),
    }),
    cause: z.looseObject({
      labels: z.array(z.looseObject({ label: z.enum(causeCodes), tier: z.enum(evidenceTiers).nullable() })),
      reasoning: z.string(),
    }),
    outcome: z.looseObject({
      severity: z.enum(severityCodes),
      locus: z.enum(locusCodes).nullable(),
      reasoning: z.string(),
    }),
    resolution: z.looseObject({
      status: z.enum(statusCodes),
      resolver: z.enum(resolverCodes).nullable(),
      reasoning: z.string(),
    }),
  });

const episodeSchema = (annotation: ReturnType<typeof annotationSchema>, review: z.ZodType<Review>) => {
  const valid: z.ZodType<Extract<Verdict, { label: 'valid' }>> = z.looseObject({
    label: z.literal('valid'),
    reason: z.null(),
    note: z.string(),
  });
  const count = z.number().nullable();
  return z.looseObject({
    id: z.string(),
    session: z.string(),
    name: z.string(),
    description: z.string(),
    goal: goal(),
    confidence: confidence(),
    evidence: z.array(
      claim().extend({
        located: z.enum(['exact', 'normalised', 'fuzzy']),
        start: z.number(),
        end: z.number(),
      }),
    ),
    onset: count,
    pushback: z.array(z.number()),
    resolvedAt: count,
    verdict: valid,
    annotation,
    span: z.looseObject({ turns: count, toolCalls: count, minutes: count, tokens: count }),
    review: review.nullable(),
  });
};

const turnLabelSchema = () =>
  z.looseObject({
    turn: z.number(),
    class: z.enum(pushbackClasses).nullable(),
    secondary: z.array(z.enum(pushbackClasses)),
    confidence: confidence(),
  });

const rejectedSchema = () =>
  z.looseObject({
    candidate: z.looseObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      goal: goal(),
      confidence: confidence(),
      evidence: z.array(claim()),
    }),
    reason: invalidReason(),
    note: z.string(),
  });
