// Amp up to spring 2026: <data>/amp/threads/T-<id>.json; later threads stay on its server.
import { type Adapter, listBeginsIn } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanAmp, toParts } from './thread.ts';

/** Reads threads of Amp. */
export const amp: Adapter = {
  source: 'amp',
  label: 'Amp',
  roots: ({ home, env }) => [`${env.XDG_DATA_HOME || `${home}/.local/share`}/amp/threads`],
  claims: ({ head }) => /"id"\s*:\s*"T-[\w-]+"/.test(head.slice(0, 2000)) && listBeginsIn(head, 'messages'),
  cut: () => ({ by: 'member', lists: ['messages'] }),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanAmp,
  decode: decodeRecords(toParts),
};
