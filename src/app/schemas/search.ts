import { z } from 'zod';
import type { Hit } from '../../domain/hit.ts';
import type { MomentAct, MomentGroup } from '../../domain/moment.ts';
import { cost, pushback, pushbackClass, signal, strength, subject } from './pushback.ts';
import { count, sessionId, speaker, time, turnNumber } from './values.ts';

const hit = z
  .object({
    session: sessionId,
    turn: turnNumber,
    speaker,
    at: time.nullable(),
    snippet: z.string().describe('Plain text around the first match.'),
    before: z
      .string()
      .nullable()
      .describe('How the turn before it began; null for a first turn, and in:output.'),
    score: z.number().describe('Comparable within one answer alone.'),
    pushback: pushback.nullable(),
    signs: z.array(z.enum(['refusal', 'interruption'])).describe('What happened in it besides words.'),
    labels: z.array(z.string()).describe('Codes of the episodes that it belongs to.'),
  })
  .meta({ id: 'Hit', description: 'A turn that answers a query.' }) satisfies z.ZodType<Omit<Hit, 'matches'>>;

export const find = z.object({
  query: z.string(),
  total: count.describe('Of all turns that match; --limit cuts `hits`.'),
  hits: z.array(hit).describe('Newest session first.'),
});

const act = z
  .object({ turn: turnNumber, paths: z.array(z.string()), commands: z.array(z.string()) })
  .meta({ id: 'Act', description: 'What the agent had done.' }) satisfies z.ZodType<Omit<MomentAct, 'words'>>;

const moment = z
  .object({
    session: sessionId,
    turn: turnNumber,
    at: time.nullable(),
    class: pushbackClass,
    secondary: z.array(pushbackClass),
    strength,
    signals: z.array(signal),
    text: z.string().describe('The developer’s words; empty where the agent was stopped without any.'),
    previous: z.string().describe('The end of the turn before; empty for a first turn.'),
    onset: turnNumber.nullable().describe('The agent turn that did what is objected to; null = unknown.'),
    span: cost.nullable().describe('Null without an onset.'),
    rule: z
      .object({ turn: turnNumber, text: z.string() })
      .nullable()
      .describe('The rule that it recalls, in the developer’s words; null: none.'),
    about: subject.nullable().describe('Null: the log names nothing.'),
    act: act.nullable().describe('The agent turn that it objects to; null: the log has none.'),
  })
  .meta({ id: 'Moment', description: 'A pushback at its turn.' });

const group = z
  .object({
    name: z.string().describe('A class; a subject as `kind name`; once or unnamed for what fits no group.'),
    count,
    strongest: strength,
  })
  .meta({
    id: 'MomentGroup',
    description: 'Consecutive moments of the list.',
  }) satisfies z.ZodType<MomentGroup>;

export const moments = z.object({
  moments: z.array(moment).describe('Strongest first unless --order says otherwise.'),
  groups: z.array(group).describe('In the order of the list; none without --by.'),
});
