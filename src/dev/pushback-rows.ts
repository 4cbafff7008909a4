import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PushbackClass } from '../domain/pushback.ts';
import type { ToolCall } from '../domain/tool-call.ts';
import type { Block, Turn } from '../domain/turn.ts';

/** One labelled developer turn with the context that its annotator saw. */
export type LabelledRow = {
  readonly id: string;
  readonly session: string;
  readonly repo: string;
  readonly agent: string;
  readonly turn: number;
  readonly prev_user: string;
  readonly prev_agent: string;
  readonly user: string;
  readonly primary: PushbackClass | 'none';
  readonly secondary: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
};

/** Reads the labels of a corpus. Throws when they are not there. */
export const loadLabelledRows = (corpus: string): LabelledRow[] => {
  const file = join(corpus, 'labels/pushback-turns.jsonl');
  if (!existsSync(file)) throw new Error(`No labels at ${file}`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
};

/** Was the first, hand-weighed version tuned on this repository? Six in ten were, by hash; its figures are of the others. */
export const wasTunedOn = (row: LabelledRow): boolean =>
  Number.parseInt(createHash('sha256').update(row.repo).digest('hex').slice(0, 8), 16) % 10 < 6;

/** The row's own text as three turns: the earlier prompt, the agent's answer with its tools and stops, the turn judged. */
export const toTurns = (row: LabelledRow): Turn[] => [
  turn(1, 'developer', [textBlock(row.prev_user || 'start')]),
  turn(2, 'agent', [textBlock(row.prev_agent.replace(toolMark, '')), ...tools(row), ...stops(row)]),
  turn(3, 'developer', [textBlock(withoutMarks(row.user))]),
];

/** The words of a turn without the corpus's marks for stops and refusals. */
export const withoutMarks = (text: string): string =>
  text.replace(stopMark, '').replace(refusalMark, '').trim();

const stopMark = /\[(?:user interrupted the agent|Request interrupted by user[^\]]*)\]/g;
const refusalMark = /\[user refused a tool call\]/g;
const toolMark = /\[tool [^\n]*\]|<tool-use[^>]*>\[tool\]<\/tool-use>/g;

const tools = (row: LabelledRow): Block[] =>
  [...row.prev_agent.matchAll(/\[tool (\w+)|data-tool-type="(\w+)"/g)].map(([, name, type]) =>
    toolBlock(name ?? type ?? '', 'ok'),
  );

const stops = (row: LabelledRow): Block[] => [
  ...(row.user.search(stopMark) >= 0 || /(?:^|\n)Cancelled\s*$/.test(row.prev_agent)
    ? [{ kind: 'interruption', at: null, sidechain: false } as const]
    : []),
  ...(row.user.search(refusalMark) >= 0 ? [toolBlock('refused', 'rejected')] : []),
];

const textBlock = (text: string): Block => ({ kind: 'text', text, at: null, sidechain: false });
const turn = (number: number, speaker: Turn['speaker'], blocks: Block[]): Turn => ({
  number,
  speaker,
  at: null,
  endedAt: null,
  model: null,
  tokens: null,
  cost: null,
  blocks,
});
const toolBlock = (name: string, status: ToolCall['status']): Block => ({
  kind: 'tool',
  at: null,
  sidechain: false,
  call: {
    id: name,
    name,
    kind: kindOf(name),
    target: '',
    input: null,
    output: null,
    status,
    exitCode: null,
    edits: [],
    subagent: null,
  },
});
const kindOf = (name: string): ToolCall['kind'] => {
  if (/edit|write|patch|replace/i.test(name)) return 'edit';
  return /bash|exec|shell|run|terminal/i.test(name) ? 'run' : 'other';
};
