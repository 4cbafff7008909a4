import { blocksAt, type Part } from '../decode-records.ts';
import { contentParts, contentText, resultPart } from '../message-content.ts';
import { type JsonRecord, toCount, toDollars, toRecord, toText } from '../read-record.ts';

/** What an entry of a session holds. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const message = toRecord(record.message) ?? {};
  const at = toText(record.timestamp) || null;
  const block = blocksAt(at);
  switch (as) {
    case 'prompt':
      return contentParts(message.content, at);
    case 'command':
      return block.command(contentText(message.content).trim());
    case 'bash':
      return [
        ...block.command(`! ${toText(message.command)}`),
        ...block.note('output of the command', toText(message.output)),
      ];
    case 'reply':
      return [...contentParts(message.content, at), ...endOf(message, block), ...metaOf(message)];
    case 'result':
      return [resultOf(message)];
    case 'summary':
      return block.note(
        'summary of the conversation so far',
        toText(message.summary) || contentText(message.content),
      );
    default:
      return block.note(
        record.type === 'compaction' ? 'conversation compacted' : toText(record.type).replaceAll('_', ' '),
        toText(record.summary) || contentText(record.content),
      );
  }
};

const endOf = (message: JsonRecord, block: ReturnType<typeof blocksAt>): Part[] => {
  if (message.stopReason === 'aborted') return block.interruption();
  return message.stopReason === 'error' ? block.note('error', toText(message.errorMessage)) : [];
};

const metaOf = (message: JsonRecord): Part[] => {
  const usage = toRecord(message.usage);
  const input = toCount(usage?.input);
  const output = toCount(usage?.output);
  const written = toCount(usage?.cacheWrite ?? 0) ?? 0;
  return [
    { kind: 'model', name: toText(message.model) },
    {
      kind: 'usage',
      tokens: input === null || output === null ? null : input + output + written,
      cost: toDollars(toRecord(usage?.cost)?.total),
    },
  ];
};

/** A failed command ends in its code, a stopped one in words that say so. */
const resultOf = (message: JsonRecord): Part => {
  const part = resultPart(message, /^$/);
  if (part.kind !== 'result') return part;
  const { output } = part.result;
  const exit = /Command exited with code (\d+)\s*$/.exec(output ?? '')?.[1];
  if (message.isError === true && /(?:Command|Operation) aborted\s*$/.test(output ?? ''))
    return { ...part, result: { output, status: 'interrupted' } };
  return exit === undefined ? part : { ...part, result: { output, status: 'error', exitCode: Number(exit) } };
};
