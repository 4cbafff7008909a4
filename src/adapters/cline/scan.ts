import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';
import { timeOf } from './message.ts';

const agents: readonly (readonly [RegExp, string])[] = [
  [/rooveterinaryinc\.roo-cline/, 'Roo Code'],
  [/kilocode\.kilo-code/, 'Kilo Code'],
];

/** Follows the messages of a task: what was said, and what was asked. */
export const scanCline = (path: string): Scanner => {
  const task = /[\\/]tasks[\\/]([^\\/]+)[\\/][^\\/]+$/.exec(path)?.[1] ?? null;
  let command: string | null = null;
  return followRecords(path, {
    source: 'cline',
    agent: agents.find(([folder]) => folder.test(path))?.[1] ?? 'Cline',
    modality: 'ide',
    see: (message, log) => {
      log.tell({ id: task, model: toText(toRecord(message.modelInfo)?.modelId) });
      log.noteTime(timeOf(message));
      const kind = toText(message.say) || toText(message.ask);
      if (message.partial === true) log.skip('message that was not finished');
      else if (kind === 'command_output') takeOutput(command, message, log);
      else command = take(kind, message, log) ?? command;
    },
    companion: (companion, text, log) => takeCompanion(companion, text, task, log),
  });
};

const takeCompanion = (path: string, text: string, task: string | null, log: RecordLog): void => {
  const value = parseInput(text);
  if (path.endsWith('taskHistory.json')) {
    const item = toRecords(value).find(({ id }) => id === task);
    log.tell({ project: toText(item?.cwdOnTaskInitialization), model: toText(item?.modelId) });
    return;
  }
  const item = toRecord(value);
  log.tell({
    project: toText(item?.workspace),
    parent: toText(item?.parentTaskId),
    model: toText(toRecords(item?.model_usage).at(-1)?.model_id),
  });
};

const takeOutput = (command: string | null, message: JsonRecord, log: RecordLog): void => {
  if (command !== null && toText(message.text) !== '') log.result(command, `output of ${command}`);
  else log.skip('command_output');
};

const passed = new Set(['checkpoint_created', 'checkpoint_saved', 'resume_task', 'resume_completed_task']);
const prompts = new Set(['task', 'user_feedback', 'user_feedback_diff']);

/** Gives the id of the command that a message runs. */
const take = (kind: string, message: JsonRecord, log: RecordLog): string | null => {
  const at = timeOf(message);
  const isAsk = message.type === 'ask';
  const text = toText(message.text);
  // Roo and Kilo begin with the prompt as plain text.
  if (prompts.has(kind) || (kind === 'text' && !isAsk && log.index() === 0))
    log.add({ speaker: 'developer', as: 'prompt', at, prompt: text });
  else if (kind === 'tool' || kind === 'command') {
    const id = `call ${log.index()}`;
    log.add({ speaker: 'agent', as: id, at, calls: [id] });
    return kind === 'command' ? id : null;
  } else if (passed.has(kind) || (isAsk && kind === 'completion_result') || kind === '')
    log.skip(kind || 'untyped');
  else log.add({ speaker: 'agent', as: kind, at });
  return null;
};
