// ATIF, the Agent Trajectory Interchange Format of Harbor: one document a trial, versions 1.0 to 1.7 and later 1.x.
import { type Adapter, listBeginsIn } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanAtif, toParts } from './trajectory.ts';

/** Reads trajectories of any agent that were written for interchange. They tell no stop, no refusal and no folder. */
export const atif: Adapter = {
  source: 'atif',
  label: 'ATIF trajectories',
  // They lie where a trial was run; a person names the folder.
  roots: () => [],
  claims: ({ head }) =>
    /"schema_version"\s*:\s*"ATIF-v1\./.test(head.slice(0, 2000)) && listBeginsIn(head, 'steps'),
  cut: () => ({ by: 'member', lists: ['steps'] }),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanAtif,
  decode: decodeRecords(toParts),
};
