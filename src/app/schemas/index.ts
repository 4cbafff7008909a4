import { z } from 'zod';
import { classify } from './classify.ts';
import { doctor } from './doctor.ts';
import { error } from './error.ts';
import { exported } from './export.ts';
import { report } from './report.ts';
import { review } from './review.ts';
import { rules } from './rules.ts';
import { find, moments } from './search.ts';
import { list, show } from './session.ts';

/** What each command prints with `--json`, and what all of them do where they fail. */
export const outputs = {
  list,
  show,
  find,
  moments,
  classify,
  review,
  report,
  rules,
  export: exported,
  doctor,
  error,
};
export type OutputName = keyof typeof outputs;
export const outputNames = Object.keys(outputs) as OutputName[];

/**
 * The schema as it is published (JSON Schema 2020-12). What is described must be there and be so; more fields may come, so
 * a reader passes over those that it does not know.
 */
export const toPublished = (name: OutputName): z.core.JSONSchema.BaseSchema => ({
  title: name === 'error' ? 'Any command with --json, where it fails' : `pushback ${name} --json`,
  ...z.toJSONSchema(outputs[name], { io: 'input', override: ({ jsonSchema }) => withoutBound(jsonSchema) }),
});

/** What a whole number may be at most in JavaScript says nothing about the output. */
const withoutBound = (schema: z.core.JSONSchema.BaseSchema): void => {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
};
