import { z } from 'zod';
import type {
  AdoptedRule,
  Backtest,
  GuardSnippet,
  ProposedRule,
  ProposedRules,
  Relapse,
  RuleGuard,
  RulePresence,
  RuleProof,
  RuleProposal,
  RuleRate,
} from '../../domain/proposed-rule.ts';
import type { RuleKind } from '../../domain/standing-rule.ts';
import { count, sessionId, time, turnNumber, words } from './values.ts';

const kind = words<RuleKind>({
  ban: 'ban',
  only: 'only',
  order: 'order',
  'ask-first': 'ask-first',
  always: 'always',
});
const act = z.enum(['deny', 'ask']);

const proof = z
  .object({
    session: sessionId,
    turn: turnNumber,
    at: time.nullable(),
    does: words<RuleProof['does']>({
      says: 'says',
      again: 'again',
      breaks: 'breaks',
      episode: 'episode',
    }).describe(
      'says: the developer states it; again: says it once more to object; breaks: the agent did it; episode: a classified breach.',
    ),
    words: z.string().describe('The developer’s words, of a break what was done; secrets hidden.'),
  })
  .meta({ id: 'RuleProof', description: 'One sign that a rule is wanted.' }) satisfies z.ZodType<RuleProof>;

const guard = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('command'),
      act,
      prefixes: z.array(z.string()).describe('Commands that begin so.'),
    }),
    z.object({
      kind: z.literal('path'),
      act,
      does: z.enum(['edit', 'create']),
      globs: z.array(z.string()),
    }),
    z.object({ kind: z.literal('tool'), act, tool: z.literal('edit') }),
    z.object({
      kind: z.literal('lint'),
      adds: z.string().describe('Pattern of the lines that an edit may not add.'),
      biome: z.tuple([z.string(), z.string()]).readonly(),
      eslint: z.string(),
    }),
    z.object({
      kind: z.literal('check'),
      check: z.string(),
      command: z.string().nullable().describe('How the project was seen to run it; null = it was not.'),
    }),
  ])
  .meta({
    id: 'RuleGuard',
    description: 'What would hold a rule without words.',
  }) satisfies z.ZodType<RuleGuard>;

const snippet = z.object({
  agent: z.string(),
  file: z.string().nullable().describe('From the project’s folder; null: it is a command line.'),
  text: z.string(),
  limits: z.string().describe('What it does not hold; empty: nothing.'),
}) satisfies z.ZodType<GuardSnippet>;

const proposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), file: z.string(), text: z.string() }),
  z.object({ kind: z.literal('guard'), guard, snippets: z.array(snippet) }),
]) satisfies z.ZodType<RuleProposal>;

const backtest = z
  .object({
    sessions: count,
    calls: count.describe('Tool calls of the project that were looked at.'),
    stopped: count.describe('Those that the guard would have met.'),
    innocent: count.describe('Of them, those that nobody pushed back on.'),
    examples: z.array(
      z.object({ session: sessionId, turn: turnNumber, what: z.string(), innocent: z.boolean() }),
    ),
  })
  .meta({
    id: 'Backtest',
    description: 'What a guard would have met in the past.',
  }) satisfies z.ZodType<Backtest>;

const presence = z.object({
  state: z
    .enum(['absent', 'ignored', 'said', 'unknown'])
    .describe('unknown: the project is not on this machine.'),
  said: z
    .object({ file: z.string(), line: z.int().min(1), text: z.string() })
    .nullable()
    .describe('The line that says it now.'),
  atSigns: z.object({
    inForce: count.describe('Signs that came while a file said it.'),
    notYet: count,
    unknown: count.describe('Signs whose time git tells nothing about.'),
  }),
}) satisfies z.ZodType<RulePresence>;

const rate = z.object({
  sessions: count.describe('Sessions with a break, of `n`.'),
  n: count,
  share: z.number().nullable().describe('Null: too few to tell.'),
}) satisfies z.ZodType<RuleRate>;

const relapse = z.object({
  adoptedAt: time,
  as: z.enum(['line', 'guard']),
  file: z.string(),
  before: rate,
  after: rate,
}) satisfies z.ZodType<Relapse>;

const rule = z
  .object({
    id: z.string().describe('The same at every reading; `rules adopt` takes it.'),
    project: z.string(),
    folder: z.string().nullable().describe('Null: the project is not on this machine.'),
    rule: z.string(),
    kind: kind.nullable().describe('Null: it was only ever objected, never stated.'),
    signs: count,
    sessions: count,
    breaks: count,
    lastSeen: time.nullable(),
    evidence: z.array(proof).describe('The latest first, at most 20.'),
    presence,
    proposal: proposal.nullable(),
    backtest: backtest.nullable().describe('Null: no single tool call shows a break.'),
    relapse: relapse.nullable().describe('Null: it was not adopted.'),
  })
  .meta({ id: 'ProposedRule' }) satisfies z.ZodType<ProposedRule>;

const adopted = z.object({
  id: z.string(),
  project: z.string(),
  rule: z.string(),
  kind: kind.nullable(),
  at: time,
  as: z.enum(['line', 'guard']),
  file: z.string().describe('From the project’s folder; several with a comma between.'),
}) satisfies z.ZodType<AdoptedRule>;

export const proposedRules = z
  .object({ sessions: count, projects: count, rules: z.array(rule) })
  .describe('pushback rules --json') satisfies z.ZodType<ProposedRules>;

export const rules = z.union([
  proposedRules,
  z
    .object({ adopted, folder: z.string(), diff: z.string().describe('What was written, unified.') })
    .describe('pushback rules adopt ID --json'),
]);
