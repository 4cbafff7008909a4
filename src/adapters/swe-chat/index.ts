// SWE-chat (arXiv 2604.20779): rows of its `conversations` table written out as JSON, a row a line, a session a file. Its
// `transcripts/<session>.jsonl` are the agents' own logs, which their own adapters read.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanSweChat, toParts } from './session.ts';

/** Reads sessions of the SWE-chat data set. What a turn cost its rows do not tell: the input of most counts 0 or 1. */
export const sweChat: Adapter = {
  source: 'swe-chat',
  label: 'SWE-chat',
  // A person names the folder.
  roots: () => [],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{(?=[^\n]*"session_id"\s*:)(?=[^\n]*"turn_number"\s*:)[^\n]*"turn_type"\s*:\s*"/.test(head),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanSweChat,
  decode: decodeRecords(toParts),
};
