import type { ClassifyPlan } from '../../src/app/classify-session.ts';
import type { OpenSession } from '../../src/app/open-session.ts';
import type { ClassifyInput } from '../../src/classify/engine.ts';
import type { Episode } from '../../src/domain/episode.ts';
import type { Pushback } from '../../src/domain/pushback.ts';
import type { ReviewedRun } from '../../src/domain/reviewed-run.ts';
import type { SessionHead } from '../../src/domain/session.ts';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import type { ToolCall } from '../../src/domain/tool-call.ts';
import type { Block, Speaker, Turn } from '../../src/domain/turn.ts';
import { buildReport, type Report } from '../../src/report/build-report.ts';

export const textBlock = (text: string, at: string | null = null): Block => ({
  kind: 'text',
  text,
  at,
  sidechain: false,
});

export const toolBlock = (call: Partial<ToolCall> & { name: string }): Block => ({
  kind: 'tool',
  at: null,
  sidechain: false,
  call: {
    id: call.name,
    kind: 'run',
    target: '',
    input: {},
    output: null,
    status: 'ok',
    exitCode: null,
    edits: [],
    subagent: null,
    ...call,
  },
});

export const makeTurn = (number: number, speaker: Speaker, ...blocks: Block[]): Turn => ({
  number,
  speaker,
  at: null,
  endedAt: null,
  model: null,
  tokens: null,
  cost: null,
  blocks,
});

export const makePushback = (turn: number, more: Partial<Pushback> = {}): Pushback => ({
  turn,
  class: 'correction',
  secondary: [],
  strength: 0.8,
  signals: [],
  ...more,
});

export const makeHead = (more: Partial<SessionHead> = {}): SessionHead => ({
  id: 'claude-code:one',
  source: 'claude-code',
  agent: 'Claude Code',
  modality: 'cli',
  project: 'shop',
  title: 'Add a currency switch',
  path: 'one.jsonl',
  startedAt: '2026-11-01T09:00:00.000Z',
  endedAt: '2026-11-01T10:00:00.000Z',
  model: null,
  branch: null,
  parent: null,
  ...more,
});

/** What an engine gets of a session of which nothing is known but its turns. */
export const makeInput = (turns: readonly Turn[], more: Partial<ClassifyInput> = {}): ClassifyInput => ({
  head: makeHead(),
  turns,
  pushbacks: [],
  rules: [],
  origins: [],
  claims: [],
  ...more,
});

export const makeSummary = (turns: readonly Turn[], pushbacks: readonly Pushback[]): SessionSummary => ({
  head: makeHead(),
  bytes: 1,
  modifiedAt: '2026-11-01T10:00:00.000Z',
  counts: {
    developerTurns: turns.filter(turn => turn.speaker === 'developer').length,
    agentTurns: turns.filter(turn => turn.speaker === 'agent').length,
    prompts: 1,
    toolCalls: 0,
    tokens: null,
    cost: null,
    problems: 0,
    pushbacks,
    doubtful: [],
    rules: [],
    origins: [],
    claims: [],
  },
});

/** A session held in memory, all of it read at once. */
export const fakeSession = (turns: readonly Turn[]): OpenSession => ({
  outline: () => ({
    head: makeHead(),
    spans: turns.map(({ number, speaker, at }) => ({
      number,
      speaker,
      at,
      pieces: [{ from: number, to: number + 1, as: 'x' }],
    })),
    prompts: 1,
    toolCalls: 0,
    problems: [],
    skipped: {},
  }),
  readOn: () => false,
  turn: number => turns[number - 1],
  watch: () => () => {},
  close: () => {},
});

/** An episode of `claude-code:one`: turn 2 did what turn 3 objects to. */
export const makeEpisode = (more: Partial<Episode> = {}): Episode => ({
  id: 'M001',
  session: 'claude-code:one',
  name: 'Edit Of A Forbidden File',
  description: 'The developer asked to leave a file alone. The agent edited it.',
  goal: 'instruction',
  confidence: 'high',
  evidence: [
    { turn: 2, quote: 'Done.', context: 'The claim.', located: 'exact', start: 0, end: 5 },
    { turn: 3, quote: 'that is wrong', context: 'The objection.', located: 'exact', start: 4, end: 17 },
  ],
  onset: 2,
  pushback: [3],
  resolvedAt: null,
  verdict: { label: 'valid', reason: null, note: 'The objection is quoted.' },
  annotation: {
    symptom: { labels: ['S3'], other: null, reasoning: 'A quoted ban was broken.' },
    cause: { labels: [{ label: 'C6', tier: 'direct' }], reasoning: 'The ban was clear.' },
    outcome: { severity: 'DS2', locus: 'DL1', reasoning: 'Applied, then undone.' },
    resolution: { status: 'RS2', resolver: null, reasoning: 'No sign of a fix.' },
  },
  span: { turns: 1, toolCalls: 0, minutes: null, tokens: null },
  review: null,
  ...more,
});

export const makeClassification = (more: Partial<ReviewedRun> = {}): ReviewedRun => ({
  session: 'claude-code:one',
  run: {
    engine: 'offline',
    model: null,
    promptHashes: {},
    startedAt: '2026-11-09T10:00:00.000Z',
    endedAt: '2026-11-09T10:00:01.000Z',
    usage: null,
    cost: null,
    outcome: 'done',
  },
  episodes: [makeEpisode()],
  rejected: [],
  failed: [],
  earlier: [],
  ...more,
});

/** What a person would be asked before a session goes to an endpoint. */
export const makePlan = (more: Partial<ClassifyPlan> = {}): ClassifyPlan => ({
  engine: 'openai',
  model: 'gpt-4.1',
  endpoint: 'https://api.openai.com/v1',
  turns: 4,
  windows: [{ from: 1, to: 4 }],
  labelled: 0,
  limits: { cost: null, tokens: null },
  hidden: {},
  warnings: [],
  tokens: 1234,
  cost: 0.0025,
  basis: 'estimate',
  ...more,
});

/** The report over sessions that were never classified. */
export const makeReport = (sessions: readonly SessionSummary[] = []): Report =>
  buildReport({
    sessions,
    judgements: new Map(),
    showsSign: () => true,
    unread: 0,
    narrowedBy: '',
  });
