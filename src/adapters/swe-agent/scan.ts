import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';

/** What is known while a run is followed: its last call, and the file that an edit without a path is about. */
type Run = { call: string; file: string; hasTask: boolean };

/** Follows a run: `history` is what was said, `trajectory` repeats it and adds the state of the shell. */
export const scanSweAgent = (path: string): Scanner => {
  const run: Run = { call: '', file: '', hasTask: false };
  return followRecords(path, {
    source: 'swe-agent',
    agent: 'SWE-agent',
    modality: 'cli',
    see: (record, log) => {
      const entry = toRecord(record.history);
      if (entry) takeEntry(entry, log, run);
      else tellMember(record, log);
    },
  });
};

const tellMember = (record: JsonRecord, log: RecordLog): void => {
  const [name = 'nothing'] = Object.keys(record);
  const step = toRecord(record.trajectory);
  const state = toRecord(parseInput(step?.state));
  const config = toRecord(parseInput(record.replay_config));
  log.tell({
    project: toText(state?.working_dir),
    model: toText(toRecord(toRecord(config?.agent)?.model)?.name),
  });
  if (name === 'info') log.attach('end');
  else log.skip(step ? 'step told in the history' : `member ${name}`);
};

const takeEntry = (entry: JsonRecord, log: RecordLog, run: Run): void => {
  const text = contentText(entry.content);
  if (entry.is_demo === true) log.skip('demonstration');
  else if (entry.role === 'assistant') takeReply(entry, log, run);
  else if (entry.role !== 'user' && entry.role !== 'tool')
    log.skip(`entry of ${toText(entry.role) || 'nobody'}`);
  else if (!run.hasTask) {
    run.hasTask = true;
    log.add({ speaker: 'developer', as: 'prompt', at: null, prompt: text });
  } else takeObservation(text, log, run);
};

const takeReply = (entry: JsonRecord, log: RecordLog, run: Run): void => {
  run.call = callIdOf(entry, log.index());
  const calls = hasCall(entry) ? [run.call] : [];
  log.add({ speaker: 'agent', as: `reply ${log.index()} ${run.file}`.trim(), at: null, calls });
};

/** What the shell printed, the answer to the call before. It names the file that is open. */
const takeObservation = (text: string, log: RecordLog, run: Run): void => {
  const file =
    /\(Open file: (?!n\/a)(.+?)\)/.exec(text)?.[1] ?? /^\[File: (.+?) \(\d+ lines/m.exec(text)?.[1];
  run.file = file ?? run.file;
  if (log.isCall(run.call)) log.result(run.call, `result ${run.call}`);
  else log.add({ speaker: 'agent', as: 'note', at: null });
};

/** Older builds ask by text, and give a call no name. */
export const callIdOf = (entry: JsonRecord, index: number): string =>
  toText(toRecords(entry.tool_calls)[0]?.id) || `action-${index}`;
export const hasCall = (entry: JsonRecord): boolean =>
  toText(entry.action).trim() !== '' || toRecords(entry.tool_calls).length > 0;
