// Gemini CLI: <home>/.gemini/tmp/<project>/chats/session-*.json (one document) or .jsonl (2026). Builds 0.1x to 0.4x.
import { type Adapter, type LogSample, listBeginsIn } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanGemini } from './scan.ts';

/** Reads chats of Gemini CLI; a build of 2025 keeps one in a JSON document, one of 2026 a record a line. */
export const gemini: Adapter = {
  source: 'gemini',
  label: 'Gemini CLI',
  roots: ({ home, env }) => [`${env.GEMINI_CLI_HOME || home}/.gemini/tmp/*/chats`],
  claims: ({ head }) => isGeminiHead(head),
  cut: ({ head }: LogSample) =>
    listBeginsIn(head, 'messages') ? { by: 'member', lists: ['messages'] } : { by: 'line' },
  // A project folder is named by a word or by a hash of the project's path; these tell which project that is.
  companions: path => {
    const [, project, tmp] = /^((.*)[\\/][^\\/]+)[\\/]chats[\\/]/.exec(path) ?? [];
    return project && tmp ? [`${project}/.project_root`, `${tmp.replace(/[^\\/]+$/, '')}projects.json`] : [];
  },
  subagentPlaces: (parentPath, id) => ({
    roots: [parentPath.replace(/[^\\/]*$/, '')],
    ending: `${id}.jsonl`,
  }),
  scan: scanGemini,
  decode: decodeRecords(toParts),
};

const isGeminiHead = (head: string): boolean => {
  const start = head.slice(0, 1000);
  return /^\uFEFF?\s*\{/.test(start) && /"sessionId"\s*:/.test(start) && /"projectHash"\s*:/.test(start);
};
