// SWE-agent: <trajectories>/<person>/<run>/<instance>/<instance>.traj, one document a run. Builds 0.6 to 1.1.
import { type Adapter, listBeginsIn } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanSweAgent } from './scan.ts';

/** Reads runs of SWE-agent: a task and what the agent did alone. They tell no time, no status of a call, no person. */
export const sweAgent: Adapter = {
  source: 'swe-agent',
  label: 'SWE-agent',
  roots: ({ cwd, env }) => [env.SWE_AGENT_TRAJECTORY_DIR || `${cwd}/trajectories`],
  claims: ({ head }) =>
    (listBeginsIn(head, 'history') || listBeginsIn(head, 'trajectory')) &&
    /"(?:history|trajectory)"\s*:\s*\[/.test(head) &&
    /"(?:observation|message_type)"\s*:|"agent"\s*:\s*"(?:main|primary)"/.test(head),
  cut: () => ({ by: 'member', lists: ['trajectory', 'history'] }),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanSweAgent,
  decode: decodeRecords(toParts),
};
