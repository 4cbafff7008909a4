import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { workspaceFolder } from '../vscode-users.ts';
import { answerMark } from './parts.ts';

/** Follows an event log of Copilot. What a subagent did has its parent's call as `agentId` and becomes a sidechain. */
export const scanCopilot = (path: string): Scanner => {
  const asked = new Map<string, string>();
  return followRecords(path, {
    source: 'copilot',
    agent: 'Copilot',
    modality: /copilot-chat[\\/]transcripts/.test(path) ? 'ide' : 'cli',
    see: (record, log) => see(record, toRecord(record.data) ?? {}, log, asked),
    companion: (companion, text, log) => log.tell(factsBeside(companion, text)),
  });
};

const factsBeside = (path: string, text: string) =>
  path.endsWith('.json')
    ? { project: workspaceFolder(text) }
    : { title: /^name:\s*(.+?)\s*$/m.exec(text)?.[1]?.replace(/^(["'])(.*)\1$/, '$2') ?? '' };

type Takes = (data: JsonRecord, log: RecordLog, at: string | null, record: JsonRecord) => void;

const see = (record: JsonRecord, data: JsonRecord, log: RecordLog, asked: Map<string, string>): void => {
  const at = toText(record.timestamp) || null;
  const type = toText(record.type);
  log.noteTime(at);
  if (type === 'permission.requested') asked.set(toText(data.requestId), callOf(data));
  if (type === 'permission.completed')
    takeAnswer(data, toText(data.toolCallId) || (asked.get(toText(data.requestId)) ?? ''), log, at);
  else {
    const take = takes[type];
    if (take) take(data, log, at, record);
    else log.skip(type || 'untyped');
  }
};

const callOf = (data: JsonRecord): string => toText(toRecord(data.permissionRequest)?.toolCallId);

/** A refusal may come with words: they are the developer's. */
const takeAnswer = (data: JsonRecord, call: string, log: RecordLog, at: string | null): void => {
  const result = toRecord(data.result);
  if (call) log.result(call, `${answerMark}${call}`);
  else log.skip('permission.completed');
  if (toText(result?.feedback).trim() !== '') log.add({ speaker: 'developer', as: 'feedback', at });
};

const note: Takes = (_data, log, at, record) => log.add({ speaker: 'agent', as: sided('note', record), at });
const sided = (as: string, { agentId }: JsonRecord): string => (agentId ? `side ${as}` : as);

const takeUser: Takes = (data, log, at, record) => {
  const text = toText(data.content);
  const source = toText(data.source);
  if (data.isAutopilotContinuation === true) log.skip('autopilot continuation');
  else if (record.agentId || /^(?:skill|agent)-/.test(source) || /^\s*<skill-context/.test(text))
    log.add({ speaker: 'agent', as: sided('injected', record), at });
  else if (text.trim() === '' && toRecords(data.attachments).length === 0) log.skip('empty user.message');
  else log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
};

const takes: Readonly<Record<string, Takes>> = {
  'session.start': (data, log) => {
    const context = toRecord(data.context);
    log.tell({ id: toText(data.sessionId), project: toText(context?.cwd) || toText(context?.gitRoot) });
    // In VS Code no program of its own has a version.
    if (!data.copilotVersion && data.producer === 'copilot-agent') log.tell({ modality: 'ide' });
  },
  'session.model_change': (data, log) => {
    if (data.newModel !== 'auto') log.tell({ model: toText(data.newModel) });
  },
  'session.auto_mode_resolved': (data, log) => log.tell({ model: toText(data.chosenModel) }),
  'user.message': takeUser,
  'assistant.message': (data, log, at, record) => {
    const calls = toRecords(data.toolRequests).map(call => toText(call.toolCallId));
    if (!record.agentId) log.tell({ model: toText(data.model) });
    log.add({ speaker: 'agent', as: sided('reply', record), at, calls });
  },
  'assistant.reasoning': (_data, log, at, record) =>
    log.add({ speaker: 'agent', as: sided('reasoning', record), at }),
  'tool.execution_start': (data, log, at, record) => {
    const id = toText(data.toolCallId);
    if (log.isCall(id)) log.skip('start of a call');
    else log.add({ speaker: 'agent', as: sided('start', record), at, calls: [id] });
  },
  'tool.execution_complete': (data, log) => {
    if (data.isUserRequested === true) log.add({ speaker: 'agent', as: 'shell output', at: null });
    else log.result(toText(data.toolCallId), 'complete');
  },
  'tool.user_requested': (_data, log, at) => log.add({ speaker: 'developer', as: 'shell', at }),
  abort: (_data, log, at) => log.add({ speaker: 'agent', as: 'stop', at }),
  'session.error': note,
  'session.info': note,
  'session.compaction_complete': note,
  'session.task_complete': note,
  'subagent.failed': note,
  'system.notification': note,
};
