import { z } from 'zod';
import {
  type CheckedClaim,
  type CheckRun,
  claimedChecks,
  claimVerdicts,
  mostChangedNamed,
} from '../../domain/claim.ts';
import type { LogName } from '../../domain/lineage.ts';
import type { Mark } from '../../domain/mark.ts';
import type { ToolCall, ToolKind, ToolStatus } from '../../domain/tool-call.ts';
import type { toSessionJson } from '../to-session-json.ts';
import { pushback } from './pushback.ts';
import { classification } from './run.ts';
import { count, modality, offset, problem, sessionId, speaker, time, turnNumber, words } from './values.ts';

const logName = z.object({ id: sessionId, path: z.string() }) satisfies z.ZodType<LogName>;

/** US dollars. */
const dollars = z.number().nonnegative().nullable();

const sessionFields = {
  id: sessionId,
  source: z.string().describe('What left the log, such as claude-code or codex; new ones come.'),
  agent: z.string().describe('As people know it, such as Claude Code.'),
  modality,
  project: z.string().nullable(),
  title: z.string(),
  path: z.string().describe('Of the log; of a session in a database, with its id after it.'),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  model: z.string().nullable(),
  branch: z.string().nullable().describe('The git branch that the session was last at.'),
  turns: z.object({ developer: count.nullable(), agent: count.nullable() }),
  toolCalls: count.nullable(),
  tokens: count
    .nullable()
    .describe('Of the agent’s model calls, cached input left out; null: the log does not say.'),
  cost: dollars.describe('As the log itself says; null: it does not.'),
  pushbacks: count.nullable().describe('Turns that push back.'),
  episodes: count.nullable().describe('Null: the session was never classified.'),
  problems: count.nullable().describe('Records of the log that could not be read.'),
  copies: z.array(logName).describe('Logs that hold nothing but turns of this session.'),
  beginsAs: logName
    .extend({ turns: count })
    .nullable()
    .describe('The session whose first so many turns this one repeats; null: it repeats none.'),
};

const session = z.object(sessionFields).meta({ id: 'Session' }) satisfies z.ZodType<
  Omit<ReturnType<typeof toSessionJson>, 'source'>
>;

export const list = z.object({
  sessions: z.array(session).describe('Newest first.'),
  problems: z.array(problem),
});

const toolKind = words<ToolKind>({
  ...{ read: 'read', edit: 'edit', run: 'run', search: 'search', task: 'task', other: 'other' },
});
const toolStatus = words<ToolStatus>({
  ...{ ok: 'ok', error: 'error', rejected: 'rejected', interrupted: 'interrupted', unknown: 'unknown' },
});

const toolCall = z
  .object({
    id: z.string(),
    name: z.string().describe('As the agent calls it.'),
    kind: toolKind,
    input: z.unknown().describe('The vendor’s own arguments.'),
    output: z.string().nullable(),
    status: toolStatus.describe('rejected: the developer refused it.'),
  })
  .meta({ id: 'ToolCall' }) satisfies z.ZodType<
  Pick<ToolCall, 'id' | 'name' | 'kind' | 'input' | 'output' | 'status'>
>;

const checkRun = z.object({
  turn: turnNumber,
  callId: z.string(),
  command: z.string(),
  exitCode: z.int().nullable(),
}) satisfies z.ZodType<CheckRun>;

const claim = z
  .object({
    turn: turnNumber,
    ...{ start: offset, end: offset },
    sentence: z.string(),
    check: z.enum(claimedChecks).describe('What is said to pass; any: the sentence names none.'),
    verdict: z.enum(claimVerdicts),
    run: checkRun.nullable().describe('The last run of that check before; null: none was found.'),
    changed: z
      .object({ count, files: z.array(z.string()).max(mostChangedNamed) })
      .describe('Code files changed between the run and the claim.'),
  })
  .meta({
    id: 'Claim',
    description: 'An agent’s sentence that a check passed, beside the last run of that check.',
  }) satisfies z.ZodType<CheckedClaim>;

const turn = z
  .object({
    number: turnNumber,
    speaker,
    at: time.nullable(),
    tokens: count.nullable().describe('Of the turn’s own model calls, cached input left out.'),
    cost: dollars.describe('Of the turn’s own model calls, as the log itself says; null: it does not.'),
    abandoned: z.boolean().describe('The developer went back to before this turn.'),
    text: z.string().describe('Empty where only tools ran.'),
    thinking: z.string().describe('Empty where the log keeps none.'),
    toolCalls: z.array(toolCall),
    subagent: z.string().nullable().describe('The native id of the first subagent that the turn started.'),
    pushback: pushback.nullable().describe('Null: it does not push back.'),
    claims: z.array(claim),
  })
  .meta({ id: 'Turn', description: 'Consecutive messages of one speaker, merged.' });

const mark = z.object({
  turn: turnNumber,
  note: z.string().describe('Empty for none.'),
  at: time,
}) satisfies z.ZodType<Mark>;

export const show = z.object({
  ...sessionFields,
  classification: classification.nullable().describe('The newest one; null: never classified.'),
  marks: z.array(mark).describe('Turns that the person wants to find again.'),
  turns: z.array(turn),
});
