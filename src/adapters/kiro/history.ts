import type { IsoTime } from '../../domain/turn.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import type { RecordLog } from '../follow-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { toShellResult } from './shell-result.ts';

/** One entry of a conversation: what was said to the agent, and its answer. */
type Entry = { readonly user: JsonRecord; readonly answer: JsonRecord; readonly at: IsoTime | null };

/** In builds of 2025 an entry is a pair, later it has names. */
const entryOf = (value: unknown): Entry => {
  const entry = toRecord(value);
  const [user, answer] = Array.isArray(value) ? value : [entry?.user, entry?.assistant];
  const time = Date.parse(toText(toRecord(user)?.timestamp));
  return {
    user: toRecord(user) ?? {},
    answer: inVariant(answer),
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
};

/** `{"Prompt": {…}}` is a Prompt: what is in it, and the name as `variant`. */
const inVariant = (value: unknown): JsonRecord => {
  const [variant = '', inner] = Object.entries(toRecord(value) ?? {})[0] ?? [];
  return { ...toRecord(inner), variant };
};

const saidIn = ({ user }: Entry): JsonRecord => inVariant(user.content);

/** A person who answers a question for permission with other words than yes cancels the call; so does a stop. */
const interruptedWords = 'The user interrupted the tool execution.';

const promptOf = (entry: Entry): string => {
  const words = toText(saidIn(entry).prompt);
  return words === interruptedWords ? '' : words;
};
const isStopped = (entry: Entry): boolean => toText(saidIn(entry).prompt) === interruptedWords;

/** Takes the row of a conversation or one entry of it. */
export const seeHistory = (record: JsonRecord, log: RecordLog): void => {
  const row = toRecord(record.row);
  if (row) {
    log.tell({ id: toText(row.conversation_id), project: toText(row.key) });
    for (const at of [row.created_at, row.updated_at])
      if (typeof at === 'number' && Math.abs(at) < 8.64e15) log.noteTime(new Date(at).toISOString());
  } else if ('history' in record) takeEntry(entryOf(record.history), log);
  else for (const name of Object.keys(record)) log.skip(`member ${name}`);
};

const takeEntry = (entry: Entry, log: RecordLog): void => {
  const { at, answer } = entry;
  for (const { tool_use_id } of toRecords(saidIn(entry).tool_use_results))
    log.result(toText(tool_use_id), 'history results');
  const prompt = promptOf(entry);
  if (prompt) log.add({ speaker: 'developer', as: 'history prompt', at, prompt });
  else if (isStopped(entry)) log.add({ speaker: 'agent', as: 'history stop', at });
  const calls = toRecords(answer.tool_uses).map(({ id }) => toText(id));
  log.add({ speaker: 'agent', as: 'history reply', at: null, calls });
};

/** What an entry holds. */
export const historyParts = (record: JsonRecord, as: string): readonly Part[] => {
  const entry = entryOf(record.history);
  const block = blocksAt(entry.at);
  if (as === 'history prompt') return block.text(promptOf(entry));
  if (as === 'history stop') return block.interruption();
  if (as === 'history results')
    return toRecords(saidIn(entry).tool_use_results).map(result => ({
      kind: 'result',
      id: toText(result.tool_use_id),
      result: toResult(result, entry),
    }));
  const answer = blocksAt(null);
  return [
    ...answer.text(toText(entry.answer.content)),
    ...toRecords(entry.answer.tool_uses).flatMap(call =>
      answer.tool(toAskedCall(toText(call.id), toText(call.name), call.args ?? call.orig_args)),
    ),
  ];
};

const toResult = (result: JsonRecord, entry: Entry): CallResult => {
  const answers = toRecords(result.content).map(({ Text, Json }) => Text ?? Json);
  const isCancelled = saidIn(entry).variant === 'CancelledToolUses';
  const told = toShellResult(answers, result.status === 'Success');
  return isCancelled ? { ...told, status: isStopped(entry) ? 'interrupted' : 'rejected' } : told;
};
