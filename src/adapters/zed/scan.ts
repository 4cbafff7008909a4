import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { callsIn, messageOf, promptOf } from './message.ts';

/** Follows a thread: its row, the members of its document, and its messages. */
export const scanZed = (path: string): Scanner =>
  followRecords(path, { source: 'zed', agent: 'Zed', modality: 'ide', see });

const see = (record: JsonRecord, log: RecordLog): void => {
  if ('messages' in record) takeMessage(record.messages, log);
  else if (toRecord(record.row)) tellRow(toRecord(record.row) ?? {}, log);
  else tellMember(record, log);
};

const tellRow = (row: JsonRecord, log: RecordLog): void => {
  log.tell({
    id: toText(row.id),
    title: toText(row.summary),
    parent: toText(row.parent_id),
    // Several folders stand on lines of their own.
    project: toText(row.folder_paths).split('\n')[0] ?? '',
  });
  log.noteTime(utc(row.created_at));
  log.noteTime(utc(row.updated_at));
};

const utc = (value: unknown): string | null => {
  const time = Date.parse(toText(value));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
};

const tellMember = (record: JsonRecord, log: RecordLog): void => {
  const [name = 'nothing'] = Object.keys(record);
  if (name === 'model') log.tell({ model: toText(toRecord(record.model)?.model) });
  else if (name === 'initial_project_snapshot') tellFolders(toRecord(record[name]), log);
  else log.skip(`member ${name}`);
};

const tellFolders = (snapshot: JsonRecord | undefined, log: RecordLog): void => {
  const [first] = toRecords(snapshot?.worktree_snapshots);
  log.tell({
    project: toText(first?.worktree_path),
    branch: toText(toRecord(first?.git_state)?.current_branch),
  });
};

const takeMessage = (value: unknown, log: RecordLog): void => {
  const message = messageOf(value);
  if (value === 'Resume') log.add({ speaker: 'agent', as: 'resume', at: null });
  else if (!message) log.skip('message of nobody');
  else if (message.speaker === 'agent') {
    const calls = callsIn(message).map(({ id }) => toText(id));
    log.add({ speaker: 'agent', as: 'reply', at: null, calls });
  } else {
    const prompt = promptOf(message);
    for (const { tool_use_id } of message.results) log.result(toText(tool_use_id), 'results');
    if (prompt || message.pieces.some(piece => piece.Image))
      log.add({ speaker: 'developer', as: 'prompt', at: null, prompt });
    else if (message.results.length === 0) log.skip('empty message');
  }
};
