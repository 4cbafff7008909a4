import { z } from 'zod';
import type { Problem } from '../../domain/problem.ts';
import type { Modality } from '../../domain/session.ts';
import type { Speaker } from '../../domain/turn.ts';

/**
 * The values that several outputs share. Every schema here and beside this file is documentation: null means that the log
 * does not say, and nothing is guessed in its place.
 */

/** Every name of a union of words and no other: the compiler counts them. */
export const words = <Word extends string>(all: { readonly [Each in Word]: Each }) => z.enum(all);

export const count = z.int().min(0);
export const turnNumber = z
  .int()
  .min(1)
  .describe('Number of a turn in its session, counted from 1. It never changes.');
export const time = z.string().describe('ISO 8601, UTC.');
/** A place in the words of a turn; `text` of `show` holds them. */
export const offset = count.describe('UTF-16 offset into the text of the turn.');
export const sessionId = z
  .string()
  .describe('source:native-id, such as claude-code:b0ca5f7f-b5b2-4dfd-a51e.');
export const speaker = words<Speaker>({ developer: 'developer', agent: 'agent' });
export const modality = words<Modality>({ cli: 'cli', ide: 'ide' }).describe(
  'Where the person sat: in a terminal or in an editor.',
);
export const tokens = z.object({
  input: count.describe('Tokens sent, cached ones included.'),
  cached: count.describe('Of them, those that the endpoint had cached.'),
  output: count.describe('Tokens received.'),
});

export const problem = z
  .object({
    path: z.string(),
    line: z.int().min(1).nullable().describe('Counted from 1; null: no single line is at fault.'),
    what: z.string().describe('What is wrong, in words.'),
  })
  .meta({ id: 'Problem', description: 'Something that could not be read.' }) satisfies z.ZodType<Problem>;
