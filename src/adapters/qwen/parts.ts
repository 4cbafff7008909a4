import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, toCount, toRecord, toText } from '../read-record.ts';
import { stoppedStatus } from '../stopped-status.ts';
import { unifiedEdits } from '../unified-edits.ts';
import { answers, parts, pictures, promptText, rawCommand } from './message.ts';

/** What a record of a chat holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(toText(record.timestamp) || null);
  switch (as) {
    case 'prompt':
      return [
        ...block.text(promptText(record)),
        ...pictures(record).flatMap(({ mimeType, data }) => block.image(toText(mimeType), toText(data))),
      ];
    case 'command':
      return block.command(rawCommand(record));
    case 'injected':
      return block.note('from the agent’s own program', promptText(record));
    case 'system':
      return block.note(...noteOf(record));
    case 'reply':
      return replyParts(record);
    default:
      return answers(record).map(answer => ({
        kind: 'result',
        id: toText(answer.id),
        result: toResult(answer, toRecord(record.toolCallResult)),
      }));
  }
};

const noteOf = (record: JsonRecord): [string, string] => {
  const subtype = toText(record.subtype);
  const text = promptText(record);
  if (subtype === 'chat_compression') return ['conversation compacted', text];
  if (subtype === 'rewind')
    return ['rewound', 'The developer took back what was said, and went on from there.'];
  return [subtype.replaceAll('_', ' '), text];
};

const replyParts = (record: JsonRecord): Part[] => {
  const block = blocksAt(toText(record.timestamp) || null);
  return [
    { kind: 'model', name: toText(record.model) },
    { kind: 'usage', tokens: usedTokens(toRecord(record.usageMetadata)) },
    ...parts(record).flatMap((part): Part[] => {
      const call = toRecord(part.functionCall);
      if (call) return block.tool(toAskedCall(toText(call.id), toText(call.name), call.args));
      return part.thought === true ? block.thinking(toText(part.text)) : block.text(toText(part.text));
    }),
  ];
};

const toResult = (answer: JsonRecord, result: JsonRecord | undefined): CallResult => {
  const response = toRecord(answer.response);
  const display = toRecord(result?.resultDisplay);
  const output = toText(response?.output) || toText(response?.error) || toText(result?.resultDisplay);
  const exit = /^Exit Code: (\d+)/m.exec(output)?.[1];
  const exitCode = exit === undefined || result?.status === 'error' ? null : Number(exit);
  return {
    output,
    status: stoppedStatus(toText(result?.status), output, exitCode),
    exitCode,
    edits: unifiedEdits(toText(display?.fileDiff), toText(display?.fileName)),
  };
};

/** `promptTokenCount` counts what came from the cache too. */
const usedTokens = (usage: JsonRecord | undefined): number | null => {
  const input = toCount(usage?.promptTokenCount);
  const output = toCount(usage?.candidatesTokenCount);
  if (input === null || output === null) return null;
  const cached = toCount(usage?.cachedContentTokenCount) ?? 0;
  return Math.max(0, input - cached) + output + (toCount(usage?.thoughtsTokenCount) ?? 0);
};
