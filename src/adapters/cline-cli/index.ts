// Cline's CLI and desktop program, 3.x (2026): <data>/sessions/<id>/<id>.messages.json with <id>.json beside it.
import { type Adapter, listBeginsIn } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scanClineCli, toParts } from './session.ts';

/** Reads sessions of Cline outside an editor. A stop leaves no mark. */
export const clineCli: Adapter = {
  source: 'cline-cli',
  label: 'Cline CLI',
  roots: ({ home, env }) => [env.CLINE_SESSION_DATA_DIR || `${home}/.cline/data/sessions`],
  claims: ({ head }) =>
    listBeginsIn(head, 'messages') &&
    /^\uFEFF?\s*\{\s*"version"\s*:\s*\d+\s*,\s*"updated_at"\s*:[^\n]*\s*"agent"\s*:[^\n]*\s*"sessionId"\s*:/.test(
      head,
    ),
  cut: () => ({ by: 'member', lists: ['messages'] }),
  companions: path => (path.endsWith('.messages.json') ? [path.replace(/\.messages\.json$/, '.json')] : []),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanClineCli,
  decode: decodeRecords(toParts),
};
