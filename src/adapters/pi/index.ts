// Pi: ~/.pi/agent/sessions/--<cwd>--/<time>_<id>.jsonl, log versions 1 to 3; omp and OpenClaw write the same records.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanPi } from './scan.ts';

/** Reads sessions of Pi and of the agents that came from it. */
export const pi: Adapter = {
  source: 'pi',
  label: 'Pi',
  roots: ({ home, env }) => [
    env.PI_CODING_AGENT_SESSION_DIR || `${env.PI_CODING_AGENT_DIR || `${home}/.pi/agent`}/sessions`,
    `${home}/.omp/agent/sessions`,
    `${home}/.openclaw/agents/*/sessions`,
  ],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{(?=[^\n]*"type"\s*:\s*"session"\s*[,}])(?=[^\n]*"(?:cwd|modelId)"\s*:)[^\n]*"id"\s*:/.test(
      head,
    ),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanPi,
  decode: decodeRecords(toParts),
};
