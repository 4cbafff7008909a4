import { sumKnown } from '../../domain/turn.ts';
import { type JsonRecord, toCount, toDollars, toRecord, toText } from '../read-record.ts';

/**
 * Tokens of a turn's replies, cached reads left out. One message is many records, each with the usage as it stood when
 * the record was written: a message counts once, by its last record that says so.
 */
export const replyTokens = (replies: readonly JsonRecord[]): number | null =>
  sumByMessage(replies, ({ message }) => usedTokens(toRecord(toRecord(message)?.usage)));

/** US dollars of a turn's replies, as builds up to 1.0 wrote them. */
export const replyCost = (replies: readonly JsonRecord[]): number | null =>
  sumByMessage(replies, ({ costUSD }) => toDollars(costUSD));

const sumByMessage = (
  replies: readonly JsonRecord[],
  read: (record: JsonRecord) => number | null,
): number | null => {
  const messages = new Map<string, number>();
  for (const [index, record] of replies.entries()) {
    const message = toRecord(record.message);
    // What the program says in the agent's place was no model call; its usage is all zeros.
    if (message?.model === '<synthetic>') continue;
    const used = read(record);
    if (used !== null) messages.set(toText(message?.id) || `record ${index}`, used);
  }
  return sumKnown([...messages.values()]);
};

const usedTokens = (usage: JsonRecord | undefined): number | null => {
  const input = toCount(usage?.input_tokens);
  const output = toCount(usage?.output_tokens);
  // Builds and endpoints without a cache leave it out.
  const written = toCount(usage?.cache_creation_input_tokens ?? 0);
  return input === null || output === null || written === null ? null : input + written + output;
};
