import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import type { ToolCall } from '../domain/tool-call.ts';
import type { Block, Turn } from '../domain/turn.ts';
import { createPushbackDetector } from '../pushback/detect-pushback.ts';

type Row = {
  id: string;
  session: string;
  repo: string;
  agent: string;
  prev_user: string;
  prev_agent: string;
  user: string;
  primary: PushbackClass | 'none';
};
type Score = { truePositive: number; falsePositive: number; falseNegative: number; trueNegative: number };

/** Scores the detector on the labelled developer turns: any pushback, per class, per source. */
export const evaluatePushback = (corpus: string): { table: string; json: unknown } => {
  const file = join(corpus, 'labels/pushback-turns.jsonl');
  if (!existsSync(file)) throw new Error(`No labels at ${file}`);
  const rows: Row[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const judged = rows.map(row => ({ row, said: detectRow(row) }));
  const any = scoreOf(
    judged,
    () => true,
    row => row.primary !== 'none',
    said => said !== 'none',
  );
  const classes = pushbackClasses.map(
    name =>
      [
        name,
        scoreOf(
          judged,
          () => true,
          row => row.primary === name,
          said => said === name,
        ),
      ] as const,
  );
  const sources = [...new Set(rows.map(sourceOf))].map(
    name =>
      [
        name,
        scoreOf(
          judged,
          row => sourceOf(row) === name,
          row => row.primary !== 'none',
          said => said !== 'none',
        ),
      ] as const,
  );
  const always = scoreOf(
    judged.map(({ row }) => ({ row, said: 'correction' as const })),
    () => true,
    row => row.primary !== 'none',
    () => true,
  );
  const both = judged.filter(({ row, said }) => row.primary !== 'none' && said !== 'none');
  const accuracy = both.filter(({ row, said }) => row.primary === said).length / Math.max(1, both.length);
  const table = [
    `${rows.length} labelled developer turns; context as the annotators saw it`,
    line('', ['precision', 'recall', 'F1', 'n']),
    scoreLine('any pushback', any),
    scoreLine('always yes', always),
    `class right where both say pushback: ${percent(accuracy)} of ${both.length}`,
    '',
    ...classes.map(([name, score]) => scoreLine(name, score)),
    '',
    ...sources.map(([name, score]) => scoreLine(name, score)),
  ].join('\n');
  return {
    table,
    json: {
      rows: rows.length,
      any: figures(any),
      always: figures(always),
      classAccuracy: accuracy,
      classes: toFigures(classes),
      sources: toFigures(sources),
    },
  };
};

const detectRow = (row: Row): PushbackClass | 'none' => {
  const detector = createPushbackDetector();
  const stops = /\[(?:user interrupted the agent|Request interrupted by user[^\]]*)\]/g;
  const refusal = /\[user refused a tool call\]/g;
  const words = row.user.replace(stops, '').replace(refusal, '').trim();
  const marks: Block[] = [
    ...(stops.test(row.user) ? [{ kind: 'interruption', at: null, sidechain: false } as const] : []),
    ...(refusal.test(row.user) ? [toolBlock('refused', 'rejected')] : []),
  ];
  detector.push(turn(1, 'developer', [textBlock(row.prev_user)]));
  const tools = [...row.prev_agent.matchAll(/\[tool (\S+)/g)].map(([, name]) => toolBlock(name ?? '', 'ok'));
  detector.push(
    turn(2, 'agent', [textBlock(row.prev_agent.replace(/\[tool [^\n]*\]/g, '')), ...tools, ...marks]),
  );
  return detector.push(turn(3, 'developer', [textBlock(words)]))?.class ?? 'none';
};

const textBlock = (text: string): Block => ({ kind: 'text', text, at: null, sidechain: false });
const turn = (number: number, speaker: Turn['speaker'], blocks: Block[]): Turn => ({
  number,
  speaker,
  at: null,
  endedAt: null,
  model: null,
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
const kindOf = (name: string): ToolCall['kind'] =>
  /edit|write|patch|replace/i.test(name)
    ? 'edit'
    : /bash|exec|shell|run|terminal/i.test(name)
      ? 'run'
      : 'other';

const sourceOf = (row: Row): string => row.session.split('/')[0] ?? '';

const scoreOf = (
  judged: readonly { row: Row; said: PushbackClass | 'none' }[],
  among: (row: Row) => boolean,
  isTrue: (row: Row) => boolean,
  isSaid: (said: PushbackClass | 'none') => boolean,
): Score => {
  const score: Score = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  for (const { row, said } of judged) {
    if (!among(row)) continue;
    if (isTrue(row)) score[isSaid(said) ? 'truePositive' : 'falseNegative'] += 1;
    else score[isSaid(said) ? 'falsePositive' : 'trueNegative'] += 1;
  }
  return score;
};

const figures = ({ truePositive, falsePositive, falseNegative }: Score) => {
  const precision = truePositive / Math.max(1, truePositive + falsePositive);
  const recall = truePositive / Math.max(1, truePositive + falseNegative);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, n: truePositive + falseNegative };
};
const toFigures = (scores: readonly (readonly [string, Score])[]) =>
  Object.fromEntries(scores.map(([name, score]) => [name, figures(score)]));

const scoreLine = (name: string, score: Score): string => {
  const { precision, recall, f1, n } = figures(score);
  return line(name, [percent(precision), percent(recall), f1.toFixed(2), String(n)]);
};
const line = (name: string, cells: readonly string[]): string =>
  name.padEnd(22) + cells.map(cell => cell.padStart(11)).join('');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
