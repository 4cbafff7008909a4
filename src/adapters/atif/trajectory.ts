import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, toCount, toDollars, toRecord, toRecords, toText } from '../read-record.ts';

/** Follows a trajectory: the members of a document and its steps. */
export const scanAtif = (path: string): Scanner =>
  followRecords(path, { source: 'atif', agent: 'ATIF', modality: 'cli', see });

const see = (record: JsonRecord, log: RecordLog): void => {
  const step = toRecord(record.steps);
  if (step) takeStep(step, log);
  else takeMeta(record, log);
};

const takeMeta = (record: JsonRecord, log: RecordLog): void => {
  const agent = toRecord(record.agent);
  log.tell({
    id: toText(record.session_id) || toText(record.trajectory_id),
    agent: toText(agent?.name),
    model: toText(agent?.model_name),
  });
  for (const name of Object.keys(record))
    if (!['session_id', 'trajectory_id', 'agent', 'schema_version'].includes(name))
      log.skip(`member ${name}`);
};

const takeStep = (step: JsonRecord, log: RecordLog): void => {
  const at = toText(step.timestamp) || null;
  log.noteTime(at);
  if (step.source === 'user')
    log.add({ speaker: 'developer', as: 'prompt', at, prompt: contentText(step.message) });
  else if (step.source === 'agent') {
    log.tell({ model: toText(step.model_name) });
    log.add({ speaker: 'agent', as: 'step', at, calls: toRecords(step.tool_calls).map(idOf) });
  } else log.skip(`step of ${toText(step.source) || 'nobody'}`);
};

const idOf = (call: JsonRecord): string => toText(call.tool_call_id);

/** What a step holds: words, thought, calls, and what came of them. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const step = toRecord(record.steps) ?? {};
  const block = blocksAt(toText(step.timestamp) || null);
  const text = contentText(step.message);
  if (as === 'prompt') return block.text(text);
  const metrics = toRecord(step.metrics);
  const [input, output] = [toCount(metrics?.prompt_tokens), toCount(metrics?.completion_tokens)];
  const cached = toCount(metrics?.cached_tokens) ?? 0;
  return [
    { kind: 'model', name: toText(step.model_name) },
    {
      kind: 'usage',
      tokens: input === null || output === null ? null : Math.max(0, input - cached) + output,
      cost: toDollars(metrics?.cost_usd),
    },
    ...block.thinking(toText(step.reasoning_content)),
    ...block.text(text),
    ...toRecords(step.tool_calls).flatMap(call =>
      block.tool(toAskedCall(idOf(call), toText(call.function_name), call.arguments)),
    ),
    ...toRecords(toRecord(step.observation)?.results).map(
      (result): Part => ({
        kind: 'result',
        id: toText(result.source_call_id),
        // The format has no word for how a call ended.
        result: { output: contentText(result.content), status: 'unknown' },
      }),
    ),
  ];
};
