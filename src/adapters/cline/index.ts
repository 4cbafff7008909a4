// Cline, Roo Code and Kilo Code up to March 2026: <user>/globalStorage/<extension>/tasks/<id>/ui_messages.json.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { vscodeUsers } from '../vscode-users.ts';
import { toParts } from './parts.ts';
import { scanCline } from './scan.ts';

const extensions = ['saoudrizwan.claude-dev', 'rooveterinaryinc.roo-cline', 'kilocode.kilo-code'];
/** The editors in which the extensions are used. */
const editors = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'];

/** Reads what a person saw of a task of Cline or one of the extensions that came from it. */
export const cline: Adapter = {
  source: 'cline',
  label: 'Cline, Roo Code and Kilo Code',
  roots: places =>
    vscodeUsers(places, editors).flatMap(user =>
      extensions.map(extension => `${user}/globalStorage/${extension}/tasks`),
    ),
  claims: ({ head }) =>
    /^\uFEFF?\s*\[\s*\{/.test(head) &&
    /"ts"\s*:\s*\d+/.test(head.slice(0, 2000)) &&
    /"(?:say|ask)"\s*:\s*"\w+"/.test(head.slice(0, 4000)),
  cut: () => ({ by: 'member', lists: [] }),
  companions: path => {
    const [, task, storage] = /^((.*)[\\/]tasks[\\/][^\\/]+)[\\/][^\\/]+$/.exec(path) ?? [];
    if (!task || !storage) return [];
    return [`${task}/history_item.json`, `${task}/task_metadata.json`, `${storage}/state/taskHistory.json`];
  },
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanCline,
  decode: decodeRecords(toParts),
};
