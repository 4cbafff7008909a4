import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { typedText } from './typed-text.ts';

/** Follows a chat of Gemini CLI: the members of a document and their messages, or a record a line. */
export const scanGemini = (path: string): Scanner =>
  followRecords(path, {
    source: 'gemini',
    // Older builds of its fork wrote the same format.
    agent: /[\\/]\.qwen[\\/]/.test(path) ? 'Qwen Code' : 'Gemini CLI',
    modality: 'cli',
    see: (record, log) => see(record, log, path),
    companion: (companion, text, log) => log.tell({ project: projectOf(path, companion, text) }),
  });

const see = (record: JsonRecord, log: RecordLog, path: string): void => {
  const change = toRecord(record.$set);
  if (toRecord(record.messages)) takeMessage(toRecord(record.messages) ?? {}, log, '');
  else if (change) takeChange(change, log, path);
  // A message that is not known takes back all.
  else if (record.$rewindTo !== undefined) log.rewind(log.placeOf(toText(record.$rewindTo)) ?? 0, null);
  else if (record.type !== undefined) takeMessage(record, log, '');
  else takeMeta(record, log, path);
};

const metaMembers = new Set([
  'sessionId',
  'projectHash',
  'startTime',
  'lastUpdated',
  'kind',
  'summary',
  'directories',
]);

const takeMeta = (meta: JsonRecord, log: RecordLog, path: string): void => {
  const { kind, directories, startTime, lastUpdated } = meta;
  const [directory] = Array.isArray(directories) ? directories : [];
  const parent = /[\\/]chats[\\/]([^\\/]+)[\\/][^\\/]+$/.exec(path)?.[1];
  log.tell({
    id: toText(meta.sessionId),
    title: toText(meta.summary),
    project: toText(directory),
    parent: kind === 'subagent' ? (parent ?? 'unknown') : null,
  });
  log.noteTime(toText(startTime));
  log.noteTime(toText(lastUpdated));
  for (const name of Object.keys(meta)) if (!metaMembers.has(name)) log.skip(`member ${name}`);
};

/** `$set` changes what is known of the session, or says the whole list of messages again, some of them changed. */
const takeChange = (change: JsonRecord, log: RecordLog, path: string): void => {
  const { messages, ...meta } = change;
  takeMeta(meta, log, path);
  for (const [index, message] of toRecords(messages).entries()) {
    if (log.placeOf(toText(message.id)) !== undefined) log.skip('message said again');
    else takeMessage(message, log, `@${index}`);
  }
};

const takeMessage = (message: JsonRecord, log: RecordLog, place: string): void => {
  const at = toText(message.timestamp) || null;
  const key = toText(message.id);
  const type = toText(message.type);
  if (type === 'user') takeUser(message, log, place);
  else if (type === 'gemini') {
    log.tell({ model: toText(message.model) });
    const calls = toRecords(message.toolCalls).map(call => toText(call.id));
    log.add({ speaker: 'agent', as: `gemini${place}`, at, calls, key });
  } else if (type === 'info' || type === 'error' || type === 'warning')
    log.add({ speaker: 'agent', as: `${type}${place}`, at, key });
  else log.skip(`message of ${type || 'nobody'}`);
};

const takeUser = (message: JsonRecord, log: RecordLog, place: string): void => {
  const at = toText(message.timestamp) || null;
  const key = toText(message.id);
  const typed = typedText(message);
  if (typed.kind === 'machine') log.add({ speaker: 'agent', as: `machine${place}`, at, key });
  else if (typed.kind === 'nothing') log.skip('empty user message');
  else if (typed.kind === 'command') log.add({ speaker: 'developer', as: `command${place}`, at, key });
  else log.add({ speaker: 'developer', as: `user${place}`, at, key, prompt: typed.text });
};

/** `.project_root` holds the path; `projects.json` names all projects, where older builds hashed the path. */
const projectOf = (path: string, companion: string, text: string): string => {
  if (companion.endsWith('.project_root')) return text.trim();
  const folder = /([^\\/]+)[\\/]chats[\\/]/.exec(path)?.[1] ?? '';
  const projects = Object.entries(toRecord(readRecord(text)?.projects) ?? {});
  return projects.find(([root, name]) => name === folder || sha256(root) === folder)?.[0] ?? '';
};

// Only logs of older builds need it, and it takes 10 ms to load: not at every start.
const sha256 = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
