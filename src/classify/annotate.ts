import { z } from 'zod';
import type { Annotation, Candidate } from '../domain/episode.ts';
import { checkAnnotation } from '../domain/label-rules.ts';
import {
  causeCodes,
  evidenceTiers,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import type { Stage } from './stage.ts';

// Reasoning stands before the labels, so that a model thinks before it chooses. Source: the study's annotation schema.
const schema = z.object({
  symptom: z.object({
    reasoning: z.string(),
    labels: z.array(z.enum(symptomCodes)),
    other: z.string().nullable(),
  }),
  cause: z.object({
    reasoning: z.string(),
    labels: z.array(z.object({ label: z.enum(causeCodes), tier: z.enum(evidenceTiers).nullable() })),
  }),
  outcome: z.object({
    reasoning: z.string(),
    severity: z.enum(severityCodes),
    locus: z.enum(locusCodes).nullable(),
  }),
  resolution: z.object({
    reasoning: z.string(),
    status: z.enum(statusCodes),
    resolver: z.enum(resolverCodes).nullable(),
  }),
});

/** Third stage: the four axes of a valid episode, held to the label rules that no schema can express. */
export const annotateStage: Stage<z.infer<typeof schema>, Annotation> = {
  name: 'annotate',
  schema,
  read: annotation => {
    const errors = checkAnnotation(annotation);
    return errors.length > 0 ? { ok: false, errors } : { ok: true, value: annotation };
  },
};

/** The record as the annotator reads it: without goal and confidence, which would lean on the labels. */
export const toEpisodeRecord = ({ name, description, evidence }: Candidate) => ({
  name,
  description,
  evidence: evidence.map(({ turn, quote, context }) => ({ turn, quote, context })),
});
