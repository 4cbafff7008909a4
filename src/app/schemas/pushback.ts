import { z } from 'zod';
import type { Cost } from '../../domain/episode.ts';
import { type Pushback, pushbackClasses, type Signal, type Subject } from '../../domain/pushback.ts';
import { count, offset, turnNumber, words } from './values.ts';

export const pushbackClass = z.enum(pushbackClasses).meta({
  id: 'PushbackClass',
  description: 'What the developer did; of several classes that fit, the first of this list.',
});

export const strength = z.number().min(0).max(1).describe('The chance that the turn pushes back, 0 to 1.');

const signalKind = words<Signal['kind']>({
  words: 'words',
  interruption: 'interruption',
  refusal: 'refusal',
  repeat: 'repeat',
  revert: 'revert',
  context: 'context',
});

export const signal = z
  .object({
    kind: signalKind,
    text: z.string().describe('The words themselves, or for another kind what was seen.'),
    start: offset.nullable().describe('Where the words begin (UTF-16); null: the sign has no words.'),
    end: offset.nullable().describe('Where the words end (UTF-16); null: the sign has no words.'),
    contribution: z
      .number()
      .optional()
      .describe('How much it added to the logarithm of the odds; absent where it decided by rule.'),
  })
  .meta({ id: 'Signal', description: 'An observable sign of pushback.' }) satisfies z.ZodType<Signal>;

export const subject = z
  .object({
    kind: words<Subject['kind']>({ rule: 'rule', file: 'file', command: 'command' }),
    name: z.string().describe('In small letters; a file without its folders.'),
  })
  .meta({ id: 'Subject', description: 'What a pushback is about.' }) satisfies z.ZodType<Subject>;

export const pushback = z
  .object({
    turn: turnNumber,
    class: pushbackClass,
    secondary: z.array(pushbackClass).describe('Other classes that fit too.'),
    strength,
    signals: z.array(signal),
    about: subject.optional().describe('Absent where the log names nothing.'),
  })
  .meta({
    id: 'Pushback',
    description: 'A developer turn that corrects, objects, stops or distrusts.',
  }) satisfies z.ZodType<Pushback>;

export const cost = z
  .object({
    turns: count.nullable(),
    toolCalls: count.nullable(),
    minutes: z.number().min(0).nullable().describe('To one decimal.'),
    tokens: count.nullable().describe('Of the turns whose log says so.'),
  })
  .meta({
    id: 'Span',
    description: 'From the onset to the pushback: what it cost before it was seen. Null = unknown.',
  }) satisfies z.ZodType<Cost>;
