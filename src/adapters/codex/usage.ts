import { type JsonRecord, toCount, toRecord } from '../read-record.ts';

/**
 * What the model call before a `token_count` event used; null when the event does not say. Input counts without what
 * was read from the cache; output has the reasoning in it.
 */
export const callTokens = (payload: JsonRecord): number | null => {
  const usage = toRecord(toRecord(payload.info)?.last_token_usage);
  const input = toCount(usage?.input_tokens);
  const cached = toCount(usage?.cached_input_tokens ?? 0);
  const output = toCount(usage?.output_tokens);
  return input === null || cached === null || output === null || cached > input
    ? null
    : input - cached + output;
};

/**
 * Tells the events of a new call from those that only say the last one again, as happens when nothing but the rate
 * limits changed: those repeat the session's total. Asked once for each event, in order.
 */
export const createCallCounts = () => {
  let before = '';
  return {
    isRepeat: (payload: JsonRecord): boolean => {
      const total = JSON.stringify(toRecord(payload.info)?.total_token_usage) ?? '';
      const isRepeat = total !== '' && total === before;
      if (total !== '') before = total;
      return isRepeat;
    },
  };
};
