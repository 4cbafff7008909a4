import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { adapters, findAdapter } from '../adapters/index.ts';
import { findSessionLogs } from '../app/find-sessions.ts';
import { loadTurns, openSession } from '../app/open-session.ts';
import { countTurns } from '../domain/session.ts';
import { isInterrupted, turnToolCalls } from '../domain/turn.ts';
import { readHead } from '../files/read-head.ts';
import { measureBareSpeed } from './bare-speed.ts';

type Listed = {
  readonly file: string;
  readonly bytes: number;
  readonly user_turns: number | null;
  readonly role?: string;
  readonly tool_rejections?: number;
  readonly queued_mid_turn?: number;
};
/** What a person typed that is no prompt to us. */
type Typed = { readonly shell: number; readonly queuedSlash: number };
type Loaded = {
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
  readonly expected: number | null;
  readonly prompts: number;
  readonly developer: number;
  readonly agent: number;
  readonly toolCalls: number;
  readonly refused: number;
  readonly interrupted: number;
  readonly problems: number;
  readonly reason: string;
};
const sources = /^(?:claude-code|long|codex|gemini|qwen|specstory|other\/[\w-]+)\/.*\.\w+$/;

/** Loads every session of the corpus that an adapter of ours should read, and compares its prompts with the manifest's. */
export const evaluateLoad = (corpus: string): { table: string; json: unknown } => {
  const listed: Listed[] = JSON.parse(readFileSync(join(corpus, 'MANIFEST.json'), 'utf8'));
  const there = listed.filter(({ file }) => sources.test(file) && existsSync(join(corpus, file)));
  // What makes up a session with other files is read with it.
  const rows = there.filter(({ file }) => !adapters.some(({ spread }) => spread?.isPart(file)));
  const others = rows.filter(({ file }) => file.startsWith('other/'));
  const started = performance.now();
  const loaded = rows.flatMap(row => load(corpus, row) ?? []);
  const seconds = (performance.now() - started) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const bare = measureBareSpeed(loaded.map(({ file }) => join(corpus, file)));
  const bytes = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  const groups = Map.groupBy(loaded, ({ source }) => source);
  const differing = loaded.filter(row => row.expected !== null && row.expected !== row.prompts);
  const table = [
    line('source', [
      'files',
      'prompts',
      'manifest',
      'equal',
      'dev turns',
      'agent',
      'calls',
      'refused',
      'stopped',
      'problems',
    ]),
    ...[...groups].map(([source, all]) => groupLine(source, all)),
    '',
    `${(bytes / 1e6).toFixed(0)} MB scanned and every turn decoded in ${seconds.toFixed(1)} s: ${(bytes / 1e6 / seconds).toFixed(0)} MB/s; the same bytes read alone ${bare.read.toFixed(0)} MB/s, their JSON parsed alone ${bare.parse.toFixed(0)} MB/s; peak memory ${peak.toFixed(0)} MB`,
    `${others.length - loaded.filter(({ source }) => source.startsWith('other/')).length} of ${others.length} files under other/ are no log that an adapter reads; ${there.length - rows.length} more are parts of sessions that are`,
    `${differing.length} files differ from the manifest:`,
    ...differing.map(row => `  ${row.prompts} for ${row.expected}  ${row.file}\n      ${row.reason}`),
  ].join('\n');
  return { table, json: { groups: Object.fromEntries(groups), differing } };
};

/** Loads the sessions of a file; null for a file that lies beside logs and is none. */
const load = (corpus: string, row: Listed): Loaded | null => {
  const path = join(corpus, row.file);
  const [first = '', second = ''] = row.file.split('/');
  const source = first === 'other' ? `other/${second}` : first;
  const read = findSessionLogs([path], []).flatMap(log => readLog(log.path) ?? []);
  if (read.length === 0 && first === 'other') return null;
  const sum = (pick: (one: Read) => number) => read.reduce((total, one) => total + pick(one), 0);
  const text = readFileSync(path, 'utf8');
  const bytes = statSync(path).size;
  const prompts = sum(one => one.prompts);
  const typed = { shell: sum(one => one.shell), queuedSlash: queuedSlashes(text) };
  return {
    source,
    file: row.file,
    bytes,
    expected: row.user_turns ?? null,
    prompts,
    developer: sum(one => one.developer),
    agent: sum(one => one.agent),
    toolCalls: sum(one => one.toolCalls),
    refused: sum(one => one.refused),
    interrupted: sum(one => one.interrupted),
    problems: sum(one => one.problems),
    reason: read.length === 0 ? 'no adapter claims this file' : reasonFor(row, prompts, bytes, typed),
  };
};

type Read = Pick<
  Loaded,
  'prompts' | 'developer' | 'agent' | 'toolCalls' | 'refused' | 'interrupted' | 'problems'
> & { readonly shell: number };

const readLog = (path: string): Read | null => {
  const adapter = findAdapter({ path, head: readHead(path) });
  if (!adapter) return null;
  const session = openSession(adapter, path);
  const turns = loadTurns(session);
  const { spans, prompts, toolCalls, problems } = session.outline();
  session.close();
  const blocks = turns.flatMap(turn => turn.blocks);
  return {
    prompts,
    developer: countTurns(spans, 'developer'),
    agent: countTurns(spans, 'agent'),
    toolCalls,
    refused: turns.flatMap(turnToolCalls).filter(call => call.status === 'rejected').length,
    interrupted: turns.filter(isInterrupted).length,
    problems: problems.length,
    shell: blocks.filter(block => block.kind === 'command' && block.text.startsWith('!')).length,
  };
};

/** Only what the file itself shows is a reason; anything else stays unexplained. */
const reasonFor = (row: Listed, prompts: number, bytes: number, typed: Typed): string => {
  if (row.bytes !== bytes)
    return `the manifest's row is of another version of this file (${row.bytes} bytes, here ${bytes})`;
  if (row.role?.startsWith('subagent')) return 'a subagent: no person wrote in it';
  const more = (row.user_turns ?? 0) - prompts;
  if (more > 0 && more === typed.shell)
    return `the manifest counts ${more} !command${more === 1 ? '' : 's'} as prompts`;
  if (more > 0 && more === typed.queuedSlash)
    return `the manifest counts ${more} queued slash command as a prompt`;
  return 'unexplained';
};

const groupLine = (source: string, all: readonly Loaded[]): string => {
  const sum = (pick: (row: Loaded) => number) => String(all.reduce((total, row) => total + pick(row), 0));
  const equal = all.filter(row => row.expected === null || row.expected === row.prompts).length;
  return line(source, [
    String(all.length),
    sum(row => row.prompts),
    sum(row => row.expected ?? 0),
    String(equal),
    sum(row => row.developer),
    sum(row => row.agent),
    sum(row => row.toolCalls),
    sum(row => row.refused),
    sum(row => row.interrupted),
    sum(row => row.problems),
  ]);
};
const line = (name: string, cells: readonly string[]): string =>
  name.padEnd(22) + cells.map(cell => cell.padStart(10)).join('');

const queuedSlashes = (text: string): number =>
  text
    .split('\n')
    .filter(line => /"type":"queue-operation","operation":"enqueue"/.test(line) && /"content":"\//.test(line))
    .length;
