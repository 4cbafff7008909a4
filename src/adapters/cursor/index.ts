// Cursor: <config>/projects/<encoded cwd>/agent-transcripts/<id>/<id>.jsonl, by its CLI and its editor, 2025 to 2026.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanTranscript, toTranscriptParts } from './transcript.ts';

/** Reads the transcripts of Cursor's agent. They hold no times but those of prompts, no model, and no results of calls. */
export const cursor: Adapter = {
  source: 'cursor',
  label: 'Cursor',
  roots: ({ home, env }) => [`${env.CURSOR_CONFIG_DIR || `${home}/.cursor`}/projects/*/agent-transcripts`],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{\s*"role"\s*:\s*"(?:user|assistant)"\s*,\s*"message"\s*:\s*\{/.test(head),
  subagentPlaces: (parentPath, id) => ({
    roots: [`${parentPath.replace(/[^\\/]*$/, '')}subagents`],
    ending: `${id}.jsonl`,
  }),
  scan: scanTranscript,
  decode: decodeRecords(toTranscriptParts),
};
