import type { Problem } from '../../domain/problem.ts';
import type { SessionHead } from '../../domain/session.ts';
import type { Scanner } from '../adapter.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText, toTitle } from '../read-record.ts';
import { createTurnSpans } from '../turn-spans.ts';
import { isInjected, typedPart } from './user-text.ts';

const callTypes = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'web_search_call',
  'tool_search_call',
]);
const outputTypes = new Set(['function_call_output', 'custom_tool_call_output', 'tool_search_call_output']);

/** Follows a Codex rollout: `{timestamp, type, payload}` a line; every prompt and reply stands there twice. */
export const scanCodex = (path: string): Scanner => {
  const turns = createTurnSpans();
  const problems: Problem[] = [];
  const skipped: Record<string, number> = {};
  const callTurns = new Map<string, number>();
  const meta = {
    id: '',
    project: '',
    model: '',
    parent: '',
    agent: 'Codex',
    title: '',
    prompt: '',
    first: '',
    last: '',
    subagent: false,
    events: false,
  };
  let prompts = 0;
  let toolCalls = 0;

  const skip = (kind: string) => {
    skipped[kind] = (skipped[kind] ?? 0) + 1;
  };
  const piece = (line: number, as: string) => ({ from: line, to: line + 1, as });

  const push = (line: string, index: number) => {
    if (line.trim() === '') return;
    const record = readRecord(line);
    if (!record) {
      problems.push({ path, line: index + 1, what: 'torn line: not a JSON object' });
      return;
    }
    const at = toText(record.timestamp);
    if (at) {
      meta.first ||= at;
      meta.last = at;
    }
    const payload = toRecord(record.payload) ?? {};
    const type = toText(record.type);
    if (type === 'session_meta') takeMeta(payload);
    else if (type === 'turn_context') takeContext(payload);
    else if (type === 'response_item') takeItem(payload, index, at || null);
    else if (type === 'event_msg') takeEvent(payload, index, at || null);
    else if (type === 'compacted') turns.add('agent', piece(index, 'compacted'), at || null);
    else skip(`unknown:${type.slice(0, 40)}`);
  };

  /** The first one is this session's; forks and resumes copy others behind it. */
  const takeMeta = (payload: JsonRecord) => {
    if (meta.id) return skip('copied session_meta');
    meta.id = toText(payload.id);
    meta.project = toText(payload.cwd);
    const spawn = toRecord(toRecord(toRecord(payload.source)?.subagent)?.thread_spawn);
    meta.subagent = toRecord(payload.source)?.subagent !== undefined || payload.thread_source === 'subagent';
    meta.parent =
      toText(payload.parent_thread_id) || toText(spawn?.parent_thread_id) || (meta.subagent ? 'unknown' : '');
  };

  const takeContext = (payload: JsonRecord) => {
    meta.model = toText(payload.model) || meta.model;
    meta.project ||= toText(payload.cwd);
    skip('turn_context');
  };

  const takePrompt = (text: string, line: number, as: string, at: string | null) => {
    if (meta.subagent) return void turns.add('agent', piece(line, 'note'), at);
    prompts += 1;
    meta.prompt ||= text;
    turns.add('developer', piece(line, as), at);
  };

  const takeItem = (payload: JsonRecord, index: number, at: string | null) => {
    const type = toText(payload.type);
    const call = toText(payload.call_id);
    if (type === 'message') takeMessage(payload, index, at);
    else if (callTypes.has(type)) {
      toolCalls += 1;
      callTurns.set(call, turns.add('agent', piece(index, 'call'), at));
    } else if (outputTypes.has(type)) {
      const number = callTurns.get(call);
      if (number === undefined) skip('output without its call');
      else turns.attach(number, piece(index, 'output'));
    } else if (type === 'reasoning' && toRecords(payload.summary).length > 0)
      turns.add('agent', piece(index, 'reasoning'), at);
    else skip(`item ${type.slice(0, 40)}`);
  };

  const takeMessage = (payload: JsonRecord, index: number, at: string | null) => {
    const role = toText(payload.role);
    if (role === 'assistant') turns.add('agent', piece(index, 'reply'), at);
    else if (role !== 'user') skip(`message of ${role}`);
    else if (meta.events) skip('prompt told by its event');
    else {
      const text = messageText(payload);
      if (isInjected(text) || text.trim() === '') skip('injected user message');
      else waiting = { text: typedPart(text), line: index, at };
    }
  };

  /** A user message counts only when no event tells the same: old logs have no events. */
  let waiting: { text: string; line: number; at: string | null } | null = null;
  const takeEvent = (payload: JsonRecord, index: number, at: string | null) => {
    const type = toText(payload.type);
    if (type === 'user_message') {
      waiting = null;
      meta.events = true;
      const kind = toText(payload.kind);
      if (kind !== '' && kind !== 'plain') skip(`user_message ${kind.slice(0, 20)}`);
      else takePrompt(typedPart(toText(payload.message)), index, 'prompt', at);
    } else if (type === 'turn_aborted') turns.add('agent', piece(index, 'interruption'), at);
    else if (type === 'thread_rolled_back') turns.add('agent', piece(index, 'rollback'), at);
    else if (type === 'thread_name_updated') meta.title = toText(payload.thread_name) || meta.title;
    else if (type === 'patch_apply_end' || type === 'exec_command_end') {
      const number = callTurns.get(toText(payload.call_id));
      if (number === undefined) skip(type);
      else turns.attach(number, piece(index, type));
    } else skip(`event ${type.slice(0, 40)}`);
  };
  const flush = () => {
    if (!waiting) return;
    const { text, line, at } = waiting;
    waiting = null;
    takePrompt(text, line, 'item-prompt', at);
  };

  const head = (): SessionHead => ({
    id: `codex:${
      meta.id ||
      path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.jsonl$/, '') ||
      'unknown'
    }`,
    source: 'codex',
    agent: meta.agent,
    modality: 'cli',
    project: meta.project || null,
    title: toTitle(meta.title || meta.prompt) || '(no prompt)',
    path,
    startedAt: meta.first || null,
    endedAt: meta.last || null,
    model: meta.model || null,
    parent: meta.parent ? `codex:${meta.parent}` : null,
  });

  return {
    push: (line, index) => {
      // The event follows its message at once; anything but an event means that there is none.
      if (waiting && !line.includes('"user_message"')) flush();
      push(line, index);
    },
    outline: () => ({ head: head(), spans: turns.spans(), prompts, toolCalls, problems, skipped }),
  };
};

/** The words of a message item. */
export const messageText = (payload: JsonRecord): string =>
  toRecords(payload.content)
    .map(part => toText(part.text))
    .filter(text => !/^<\/?image\b/.test(text))
    .join('\n\n');
