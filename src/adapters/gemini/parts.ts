import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, toCount, toRecord, toRecords, toText } from '../read-record.ts';
import { toCallResult } from './call-result.ts';
import { contentText, images, typedText } from './typed-text.ts';

/** What a record of a chat holds; `as` ends in `@n` where it stands as the n-th message of a `$set`. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const [kind = '', place] = as.split('@');
  const message =
    place === undefined
      ? (toRecord(record.messages) ?? record)
      : (toRecords(toRecord(record.$set)?.messages)[Number(place)] ?? {});
  const at = toText(message.timestamp) || null;
  const block = blocksAt(at);
  const text = contentText(message.content);
  switch (kind) {
    case 'user':
      return [
        ...block.text(typedText(message).text),
        ...images(message).flatMap(({ mimeType, data }) => block.image(toText(mimeType), toText(data))),
      ];
    case 'command':
      return block.command(typedText(message).text.trim());
    case 'machine':
      return block.note(machineLabel(text), text);
    case 'gemini':
      return replyParts(message);
    case 'rewind':
      return block.note('rewound', 'The developer went back to an earlier point, and on from there.');
    case 'info':
      return /^Request cancelled\.?$/i.test(text.trim()) ? block.interruption() : block.note('info', text);
    default:
      return block.note(kind, text);
  }
};

const machineLabel = (text: string): string =>
  text.trimStart().startsWith('<state_snapshot>')
    ? 'summary of the conversation so far'
    : 'from the agent’s own program';

const replyParts = (message: JsonRecord): Part[] => {
  const block = blocksAt(toText(message.timestamp) || null);
  const thoughts = toRecords(message.thoughts).map(({ subject, description }) =>
    [toText(subject), toText(description)].filter(Boolean).join('\n'),
  );
  return [
    { kind: 'model', name: toText(message.model) },
    { kind: 'usage', tokens: usedTokens(toRecord(message.tokens)) },
    ...block.thinking(thoughts.filter(Boolean).join('\n\n')),
    ...block.text(contentText(message.content)),
    ...toRecords(message.toolCalls).flatMap(callParts),
  ];
};

const callParts = (call: JsonRecord): Part[] => {
  const id = toText(call.id);
  const asked = toAskedCall(id, toText(call.name), call.args);
  return [
    ...blocksAt(toText(call.timestamp) || null).tool(asked),
    { kind: 'result', id, result: toCallResult(call, asked) },
  ];
};

/** `input` counts what came from the cache too. */
const usedTokens = (tokens: JsonRecord | undefined): number | null => {
  const input = toCount(tokens?.input);
  const output = toCount(tokens?.output);
  if (input === null || output === null) return null;
  const cached = toCount(tokens?.cached) ?? 0;
  return (
    Math.max(0, input - cached) + output + (toCount(tokens?.thoughts) ?? 0) + (toCount(tokens?.tool) ?? 0)
  );
};
