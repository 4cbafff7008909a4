import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';

/** A record without its generation: `type` of the envelope, the `payload` inside, its time. */
export type Entry = { readonly type: string; readonly payload: JsonRecord; readonly at: string | null };

/** Reads a line of any JSONL generation; undefined when it is torn or no object. Lines of mid 2025 have no envelope. */
export const readEntry = (line: string, index: number): Entry | undefined => {
  const read = readRecord(line.replace(/^\uFEFF/, ''), index);
  if (!read) return undefined;
  // The document of the first program falls into its session and its items.
  const session = toRecord(read.session);
  if (session) return { type: 'session_meta', payload: session, at: toText(session.timestamp) || null };
  const record = toRecord(read.items) ?? read;
  const at = toText(record.timestamp) || null;
  const payload = toRecord(record.payload);
  const type = toText(record.type);
  if (payload) return { type, payload, at };
  if (type) return { type: bareItem.test(type) ? 'response_item' : type, payload: record, at };
  if (toText(record.id) && at) return { type: 'session_meta', payload: record, at };
  return { type: toText(record.record_type) || 'untyped', payload: record, at };
};

const bareItem = /^(?:message|reasoning)$|_call$|_call_output$/;
