import type { Problem } from '../../domain/problem.ts';
import type { SessionHead } from '../../domain/session.ts';
import type { Scanner } from '../adapter.ts';
import { type JsonRecord, readRecord, toRecord, toText, toTitle } from '../read-record.ts';
import { createTurnSpans } from '../turn-spans.ts';
import { contentBlocks, feedbackOf, promptText, userKind } from './prompt-kind.ts';

/** Lines that only repeat what others say; told by their head, so that megabytes of them are never parsed. */
const noise =
  /^\{(?:"parentUuid":[^{}]{0,80},"isSidechain":(?:true|false),[^{}]{0,400})?"type":"(progress|file-history-snapshot)"/;
const namedSkips = new Set([
  'progress',
  'file-history-snapshot',
  'last-prompt',
  'permission-mode',
  'mode',
  'pr-link',
  'bridge-session',
  'agent-name',
]);

/** Follows a Claude Code log: one record a line, several lines a message, prompts in four different forms. */
export const scanClaudeCode = (path: string): Scanner => {
  const turns = createTurnSpans();
  const problems: Problem[] = [];
  const skipped: Record<string, number> = {};
  const seen = new Set<string>();
  const callTurns = new Map<string, number>();
  const queue: { text: string; line: number }[] = [];
  const titles = { custom: '', ai: '', summary: '', prompt: '' };
  const meta = { session: '', agent: '', project: '', model: '', first: '', last: '', version: '' };
  let prompts = 0;
  let toolCalls = 0;

  const skip = (kind: string) => {
    skipped[kind] = (skipped[kind] ?? 0) + 1;
  };
  const piece = (line: number, as: string) => ({ from: line, to: line + 1, as });

  const push = (line: string, index: number) => {
    if (line.trim() === '') return;
    const noisy = noise.exec(line.slice(0, 600));
    if (noisy) return skip(noisy[1] ?? 'noise');
    const record = readRecord(line);
    if (!record) {
      problems.push({ path, line: index + 1, what: 'torn line: not a JSON object' });
      return;
    }
    take(record, index);
  };

  const take = (record: JsonRecord, index: number) => {
    const uuid = toText(record.uuid);
    if (uuid && seen.has(uuid)) return skip('repeated record');
    if (uuid) seen.add(uuid);
    noteMeta(record);
    const type = toText(record.type);
    if (type === 'assistant') takeReply(record, index);
    else if (type === 'user') takeUser(record, index);
    else if (type === 'attachment') takeAttachment(record, index);
    else if (type === 'queue-operation') takeQueue(record, index);
    else if (type === 'system') takeSystem(record, index);
    else if (type === 'summary') titles.summary ||= toText(record.summary);
    else if (type === 'ai-title') titles.ai = toText(record.aiTitle) || titles.ai;
    else if (type === 'custom-title') titles.custom = toText(record.customTitle) || titles.custom;
    else skip(namedSkips.has(type) ? type : `unknown:${type.slice(0, 40)}`);
  };

  const noteMeta = (record: JsonRecord) => {
    meta.session ||= toText(record.sessionId);
    meta.project ||= toText(record.cwd);
    if (record.isSidechain === true) meta.agent ||= toText(record.agentId);
    meta.version = toText(record.version) || meta.version;
    const at = toText(record.timestamp);
    if (!at) return;
    if (!meta.first || at < meta.first) meta.first = at;
    if (at > meta.last) meta.last = at;
  };

  const at = (record: JsonRecord): string | null => toText(record.timestamp) || null;
  const isSide = (record: JsonRecord): boolean => record.isSidechain === true && !meta.agent;

  const takeReply = (record: JsonRecord, index: number) => {
    const model = toText(toRecord(record.message)?.model);
    if (model && model !== '<synthetic>' && !isSide(record)) meta.model = model;
    const number = turns.add('agent', piece(index, isSide(record) ? 'side-reply' : 'reply'), at(record));
    for (const block of contentBlocks(record.message)) {
      if (block.type !== 'tool_use') continue;
      toolCalls += 1;
      callTurns.set(toText(block.id), number);
    }
  };

  const takeUser = (record: JsonRecord, index: number) => {
    const kind = userKind(record);
    const ofAgent = record.isSidechain === true;
    if (kind === 'skip') return skip('injected user record');
    if (kind === 'result' || kind === 'feedback') return takeResult(record, index, kind);
    if (ofAgent) {
      turns.add('agent', piece(index, isSide(record) ? 'side-prompt' : 'note'), at(record));
      return;
    }
    if (kind === 'prompt') {
      prompts += 1;
      titles.prompt ||= promptText(record.message);
      turns.add('developer', piece(index, 'prompt'), at(record));
    } else turns.add('agent', piece(index, kind), at(record));
  };

  const takeResult = (record: JsonRecord, index: number, kind: 'result' | 'feedback') => {
    const result = contentBlocks(record.message).find(block => block.type === 'tool_result');
    const number = callTurns.get(toText(result?.tool_use_id));
    if (number === undefined) skip('result without its call');
    else turns.attach(number, piece(index, 'result'));
    if (kind === 'feedback' && feedbackOf(record))
      turns.add('developer', piece(index, 'feedback'), at(record));
  };

  const takeAttachment = (record: JsonRecord, index: number) => {
    const attachment = toRecord(record.attachment) ?? {};
    const type = toText(attachment.type);
    const prompt =
      typeof attachment.prompt === 'string' ? attachment.prompt : promptText({ content: attachment.prompt });
    const typed =
      toText(attachment.commandMode) !== 'task-notification' && prompt !== '' && !prompt.startsWith('<');
    if (type !== 'queued_command' || !typed) return skip(`attachment ${type.slice(0, 40)}`);
    prompts += 1;
    const waiting = queue.findIndex(({ text }) => text === prompt);
    if (waiting !== -1) queue.splice(waiting, 1);
    delivered.add(prompt);
    titles.prompt ||= prompt;
    turns.add('developer', piece(index, 'queued'), at(record));
  };

  /** Texts of queued prompts that the log also holds as a record of their own. */
  const delivered = new Set<string>();
  const takeQueue = (record: JsonRecord, index: number) => {
    const operation = toText(record.operation);
    const text = toText(record.content);
    if (operation === 'enqueue') {
      // Notifications come and go without their own dequeue: counted in, they would shift the typed ones.
      if (isMachine(text)) return skip('queued notification');
      queue.push({ text, line: index });
      return;
    }
    const waiting = queue.shift();
    if (operation === 'popAll') queue.length = 0;
    if (operation !== 'remove' || !waiting) return skip(`queue ${operation}`);
    if (waiting.text === '' || waiting.text.startsWith('/')) return skip('queued command');
    // From build 2.1.91 the prompt follows as an attachment; before, it stands nowhere else.
    if (delivered.has(waiting.text) || bringsAttachment(meta.version)) return skip('queue remove');
    prompts += 1;
    titles.prompt ||= waiting.text;
    turns.add('developer', piece(waiting.line, 'enqueued'), at(record));
  };
  const takeSystem = (record: JsonRecord, index: number) => {
    const subtype = toText(record.subtype);
    if (subtype === 'local_command') turns.add('agent', piece(index, 'system-command'), at(record));
    else if (/^(compact_boundary|api_error|informational)$/.test(subtype))
      turns.add('agent', piece(index, 'system'), at(record));
    else skip(`system ${subtype.slice(0, 40)}`);
  };

  const head = (): SessionHead => {
    const native =
      meta.agent ||
      meta.session ||
      path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.jsonl$/, '') ||
      'unknown';
    return {
      id: `claude-code:${native}`,
      source: 'claude-code',
      agent: 'Claude Code',
      modality: 'cli',
      project: meta.project || null,
      title: toTitle(titles.custom || titles.ai || titles.summary || titles.prompt) || '(no prompt)',
      path,
      startedAt: meta.first || null,
      endedAt: meta.last || null,
      model: meta.model || null,
      parent: meta.agent ? `claude-code:${meta.session}` : null,
    };
  };

  return {
    push,
    outline: () => ({ head: head(), spans: turns.spans(), prompts, toolCalls, problems, skipped }),
  };
};

const isMachine = (text: string): boolean => /^<(task|agent)-notification>|^\{\s*"task_id"/.test(text);

const bringsAttachment = (version: string): boolean => {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && (minor > 1 || (minor === 1 && build >= 91)));
};
