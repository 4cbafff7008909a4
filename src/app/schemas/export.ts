import { z } from 'zod';
import { causeCodes, evidenceTiers, symptomCodes } from '../../domain/taxonomy.ts';
import type {
  ExportedBlock,
  ExportedEpisode,
  ExportedSession,
  ExportedTurn,
} from '../../report/exported-session.ts';
import type { StudyRow } from '../../report/formats/study.ts';
import { strength } from './pushback.ts';
import { count, speaker, time, turnNumber } from './values.ts';

const block = z
  .union([
    z.object({ kind: z.enum(['text', 'thinking', 'mark']), text: z.string() }),
    z.object({
      kind: z.literal('tool'),
      name: z.string(),
      target: z.string().describe('The path, command or query that it was about.'),
      status: z.string(),
      edits: z.array(
        z.object({
          path: z.string(),
          lines: z.array(z.string()).describe('Each begins with +, - or a blank.'),
        }),
      ),
      output: z.string().nullable(),
    }),
  ])
  .meta({ id: 'Block' }) satisfies z.ZodType<ExportedBlock>;

const turn = z
  .object({
    number: turnNumber,
    speaker,
    at: time.nullable(),
    blocks: z.array(block).describe('In the order of the log.'),
    pushback: z
      .object({ class: z.string(), strength, why: z.array(z.string()) })
      .nullable()
      .describe('Null: it does not push back.'),
  })
  .meta({ id: 'ExportedTurn' }) satisfies z.ZodType<ExportedTurn>;

const episode = z
  .object({
    ...{ id: z.string(), name: z.string(), description: z.string() },
    onset: turnNumber.nullable(),
    pushback: z.array(turnNumber),
    ...{ symptoms: z.array(z.string()), causes: z.array(z.string()) },
    ...{ severity: z.string(), resolution: z.string() },
  })
  .meta({
    id: 'ExportedEpisode',
    description: 'Labels as people call them.',
  }) satisfies z.ZodType<ExportedEpisode>;

const session = z.object({
  id: z.string(),
  title: z.string(),
  agent: z.string(),
  model: z.string().nullable(),
  project: z.string().nullable(),
  startedAt: time.nullable(),
  turns: z.array(turn).describe('Those that were asked for.'),
  of: count.describe('How many the session has.'),
  episodes: z.array(episode),
  redacted: z
    .record(z.string(), count)
    .nullable()
    .describe('How many different secrets of each kind are hidden; null: nothing is.'),
}) satisfies z.ZodType<ExportedSession>;

const one = z
  .object({ session })
  .meta({ id: 'ExportedSession', description: 'Of --format json: one session to share.' });

/** The same schema for each of some columns. */
const columns = <Name extends string, Schema extends z.ZodType>(
  names: readonly Name[],
  schema: Schema,
): Record<Name, Schema> => Object.fromEntries(names.map(name => [name, schema])) as Record<Name, Schema>;

const studyRow = z
  .object({
    repository_id: z.string().nullable().describe('A hash unless --reveal.'),
    session_id: z.string().describe('Numbered within its repository.'),
    misalignment_id: z.string(),
    alignment_goal: z.string(),
    confidence: z.string(),
    source: z.string(),
    session_count_id: count,
    num_commits: count.nullable().describe('Null: no log tells it.'),
    license_type: z.string().nullable().describe('Null: no log tells it.'),
    session_sha: z.string().describe('A hash unless --reveal.'),
    session_timestamp: time.nullable(),
    session_type: z.enum(['CLI', 'IDE']).nullable(),
    agent: z.string(),
    user_turns: count.nullable(),
    agent_turns: count.nullable(),
    ...columns(symptomCodes, z.boolean()),
    symptom_other_descriptor: z.string().nullable().describe('What S8 stands for.'),
    ...columns(causeCodes, z.enum([...evidenceTiers, 'not_applicable']).nullable()),
    damage_severity: z.string(),
    damage_locus: z.string().nullable(),
    resolution_status: z.string(),
    resolver: z.string().nullable(),
  })
  .meta({
    id: 'StudyRow',
    description: 'An episode in the columns of the study.',
  }) satisfies z.ZodType<StudyRow>;

const study = z.array(studyRow).meta({ id: 'StudyRows', description: 'Of --format study, the usual one.' });

export const exported = z.union([one, study]);
