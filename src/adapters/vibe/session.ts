import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { contentText } from '../message-content.ts';
import { type JsonRecord, parseInput, readRecord, toRecord, toRecords, toText } from '../read-record.ts';

/** Follows a session of Mistral Vibe: messages as chat models take them. */
export const scanVibe = (path: string): Scanner =>
  followRecords(path, { source: 'vibe', agent: 'Mistral Vibe', modality: 'cli', see, companion: takeMeta });

const takeMeta = (_path: string, text: string, log: RecordLog): void => {
  const meta = readRecord(text) ?? {};
  const environment = toRecord(meta.environment);
  log.tell({
    id: toText(meta.session_id),
    title: toText(meta.title),
    parent: meta.agent_type === 'subagent' ? toText(meta.parent_session_id) : null,
    model: toText(meta.model) || toText(toRecord(toRecord(meta.config)?.active_model)?.name),
    project: toText(environment?.working_directory) || toText(meta.cwd),
    branch: toText(meta.git_branch),
  });
  log.noteTime(toText(meta.start_time));
  log.noteTime(toText(meta.end_time));
};

/** A command that a person ran comes as a user message in these words. */
const manualCommand = /^\s*Manual `!` command result from the user/;

const see = (record: JsonRecord, log: RecordLog): void => {
  const role = toText(record.role);
  const text = contentText(record.content);
  if (role === 'user') {
    if (manualCommand.test(text)) log.add({ speaker: 'developer', as: 'command', at: null });
    else if (record.injected === true) log.add({ speaker: 'agent', as: 'injected', at: null });
    else if (text.trim() === '') log.skip('empty user message');
    else log.add({ speaker: 'developer', as: 'prompt', at: null, prompt: text });
  } else if (role === 'assistant') {
    const calls = toRecords(record.tool_calls).map(call => toText(call.id));
    log.add({ speaker: 'agent', as: 'reply', at: null, calls });
  } else if (role === 'tool') log.result(toText(record.tool_call_id), 'result');
  else log.skip(`message of ${role || 'nobody'}`);
};

/** What a message holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(null);
  const text = contentText(record.content);
  switch (as) {
    case 'prompt':
      return block.text(text);
    case 'command':
      return block.command(`! ${/Command: `?(.*?)`?\s*$/m.exec(text)?.[1] ?? text}`);
    case 'injected':
      return /context compaction/.test(text)
        ? block.note('conversation compacted', text)
        : block.note('from the agent’s own program', text);
    case 'reply':
      return [
        ...block.thinking(toText(record.reasoning_content)),
        ...block.text(text),
        ...toRecords(record.tool_calls).flatMap(call => {
          const asked = toRecord(call.function);
          return block.tool(toAskedCall(toText(call.id), toText(asked?.name), parseInput(asked?.arguments)));
        }),
      ];
    default:
      return [{ kind: 'result', id: toText(record.tool_call_id), result: toResult(text) }];
  }
};

/** No field says how a call ended, only its words. */
const toResult = (output: string) => {
  const exit = /^(?:returncode|exit_code): (\d+)$/m.exec(output)?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  if (/<user_cancellation>|(?:rejected|denied|cancelled) by (?:the )?user/i.test(output))
    return { output, status: 'rejected', exitCode } as const;
  const failed = exitCode || /^\s*<tool_error>/.test(output);
  return { output, status: failed ? 'error' : 'ok', exitCode } as const;
};
