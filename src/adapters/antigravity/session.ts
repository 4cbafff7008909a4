import type { Scanner } from '../adapter.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, parseInput, toRecord, toRecords, toText } from '../read-record.ts';

/**
 * Follows a transcript of Antigravity. A step that answers calls names none: the steps of the model that follow on one
 * with calls answer these in their order.
 */
export const scanAntigravity = (path: string): Scanner => {
  let open: string[] = [];
  return followRecords(path, {
    source: 'antigravity',
    agent: 'Antigravity',
    modality: /antigravity-cli/.test(path) ? 'cli' : 'ide',
    see: (record, log) => {
      log.tell({ id: /([^\\/]+)[\\/]\.system_generated[\\/]/.exec(path)?.[1] ?? null });
      const asked = see(record, log, open);
      if (asked) open = asked;
    },
  });
};

const see = (record: JsonRecord, log: RecordLog, open: string[]): string[] | null => {
  const at = toText(record.created_at) || null;
  const type = toText(record.type);
  const text = toText(record.content);
  log.noteTime(at);
  if (type === 'USER_INPUT') {
    const model = /`Model Selection` from .*? to (.+?)\. No need/.exec(text)?.[1];
    log.tell({ model: model ?? null });
    const typed = requestIn(text);
    if (typed === '') log.skip('empty USER_INPUT');
    else log.add({ speaker: 'developer', as: 'prompt', at, prompt: typed });
  } else if (type === 'PLANNER_RESPONSE') {
    const calls = toRecords(record.tool_calls);
    for (const call of calls) log.tell({ project: toText(parseInput(toRecord(call.args)?.Cwd)) });
    const ids = calls.map((_, number) => callId(record, number));
    log.add({ speaker: 'agent', as: 'reply', at, calls: ids });
    return ids;
  } else if (record.source === 'MODEL') {
    const id = open.shift();
    if (id) log.result(id, `answer to ${id}`);
    else log.add({ speaker: 'agent', as: 'step', at });
  } else if (type === 'CHECKPOINT' || type === 'ERROR_MESSAGE' || type === 'SYSTEM_MESSAGE')
    log.add({ speaker: 'agent', as: 'step', at });
  else log.skip(type || 'untyped');
  return null;
};

const callId = (record: JsonRecord, number: number): string => `${String(record.step_index)}-${number}`;

const requestIn = (text: string): string =>
  (
    /<USER_REQUEST>\s*([\s\S]*?)\s*<\/USER_REQUEST>/.exec(text)?.[1] ??
    text.replace(/<(ADDITIONAL_METADATA|USER_SETTINGS_CHANGE)>[\s\S]*?<\/\1>/g, '')
  ).trim();

/** What a step holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const at = toText(record.created_at) || null;
  const block = blocksAt(at);
  const text = toText(record.content);
  if (as === 'prompt') return block.text(requestIn(text));
  if (as === 'reply')
    return [
      ...block.thinking(toText(record.thinking)),
      ...block.text(text),
      ...toRecords(record.tool_calls).flatMap((call, number) =>
        block.tool(toCall(callId(record, number), call)),
      ),
    ];
  if (as.startsWith('answer to '))
    return [{ kind: 'result', id: as.slice('answer to '.length), result: toResult(text) }];
  const label = record.type === 'CHECKPOINT' ? 'conversation compacted' : toText(record.type);
  return block.note(label.toLowerCase().replaceAll('_', ' '), text);
};

/** Each argument is a JSON text by itself. */
const toCall = (id: string, call: JsonRecord) => {
  const input = Object.fromEntries(
    Object.entries(toRecord(call.args) ?? {}).map(([name, value]) => [name, parseInput(value)]),
  );
  const asked = toAskedCall(id, toText(call.name), input);
  const target = input.CommandLine ?? input.TargetFile ?? input.AbsolutePath ?? input.Query ?? input.Prompt;
  return { ...asked, target: asked.target || toText(target), edits: editsOf(input) };
};

const editsOf = (input: JsonRecord) => {
  const path = toText(input.TargetFile);
  if (path === '') return [];
  const chunks = toRecords(input.ReplacementChunks);
  if (chunks.length > 0)
    return chunks.map(chunk => ({
      path,
      before: toText(chunk.TargetContent),
      after: toText(chunk.ReplacementContent),
    }));
  if (typeof input.CodeContent === 'string') return [{ path, before: null, after: input.CodeContent }];
  return typeof input.ReplacementContent === 'string'
    ? [{ path, before: toText(input.TargetContent), after: input.ReplacementContent }]
    : [];
};

const toResult = (text: string): CallResult => {
  const output = text.replace(/^(?:(?:Created|Completed) At: .*\n)+\s*/, '');
  const exit = /failed with exit code: (\d+)/.exec(output)?.[1];
  const exitCode = exit === undefined ? (/completed successfully/.test(output) ? 0 : null) : Number(exit);
  const subagent = /"conversationId":\s*"([\w-]+)"/.exec(output)?.[1] ?? null;
  if (
    /(?:rejected|denied|cancelled) by (?:the )?user|user (?:rejected|denied|cancelled)/i.test(
      output.slice(0, 300),
    )
  )
    return { output, status: 'rejected' };
  return { output, status: exitCode ? 'error' : 'ok', exitCode, subagent };
};
