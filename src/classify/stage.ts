import { z } from 'zod';
import type { StageName } from '../domain/episode.ts';
import { mapStrings } from './map-strings.ts';

/**
 * One question to a model: the schema of its reply, once for the request and once for the check, and the rules that
 * no schema can hold. `read` gives the value, or what is wrong with it in words that the model can act on.
 */
export type Stage<Reply, Value> = {
  readonly name: StageName;
  readonly schema: z.ZodType<Reply>;
  readonly read: (reply: Reply) => Checked<Value>;
};

/** `partly`: what can still be used of a faulty reply that a repair has not put right. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly string[]; readonly partly?: Value };

/** The strict JSON schema of a stage's reply: every key required, none besides. */
export const replySchema = ({ schema }: Pick<Stage<unknown, unknown>, 'schema'>): Record<string, unknown> => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema);
  return rest;
};

/**
 * Reads a raw reply: JSON, then schema, then rules. `restore` puts back what was redacted, in every string, after
 * parsing, so that no private text can break the JSON.
 */
export const readReply = <Reply, Value>(
  stage: Stage<Reply, Value>,
  raw: string,
  restore: (text: string) => string,
): Checked<Value> => {
  const parsed = parseJson(raw);
  if (!parsed.ok) return parsed;
  if (isDeeper(parsed.value, deepest)) return { ok: false, errors: ['The reply is nested too deep.'] };
  const reply = stage.schema.safeParse(mapStrings(parsed.value, restore));
  if (!reply.success) {
    return {
      ok: false,
      errors: reply.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`),
    };
  }
  return stage.read(reply.data);
};

/** No schema of ours goes deeper than 5; what does would overflow the stack of whoever walks it. */
const deepest = 20;
const isDeeper = (value: unknown, than: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (than === 0 || Object.values(value).some(inner => isDeeper(inner, than - 1)));

/** `TURN 3 | USER`, `[TURN 3 | AGENT]`, `3` or 3 → 3; null when there is no number to read. */
export const parseTurnRef = (ref: string | number): number | null => {
  const digits = /^\s*\[?\s*(?:TURN\s*)?(\d{1,9})\b/i.exec(String(ref))?.[1];
  return digits === undefined ? null : Number(digits);
};

/** The first reading that is JSON: as it came, without a model's thinking aloud, out of a fence, out of the prose around. */
const parseJson = (raw: string): { ok: true; value: unknown } | { ok: false; errors: string[] } => {
  const said = raw.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/, '');
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/i.exec(said)?.[1];
  const braced = said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1);
  for (const text of [raw, said, fenced, braced]) {
    if (!text?.trim()) continue;
    try {
      return { ok: true, value: JSON.parse(text) };
    } catch {
      // The next reading may be JSON.
    }
  }
  return { ok: false, errors: ['The reply is not JSON.'] };
};
