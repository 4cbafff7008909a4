// GitHub Copilot: ~/.copilot/session-state/<id>/events.jsonl (CLI, 0.0.342 to 1.0.78) and VS Code's transcripts, which
// hold the same events from Copilot Chat 0.51 on.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { vscodeUsers } from '../vscode-users.ts';
import { toParts } from './parts.ts';
import { scanCopilot } from './scan.ts';

/** Reads event logs of Copilot in the terminal and in VS Code. */
export const copilot: Adapter = {
  source: 'copilot',
  label: 'GitHub Copilot',
  roots: places => [
    ...['session-state', 'history-session-state'].map(
      folder => `${places.env.COPILOT_HOME || `${places.home}/.copilot`}/${folder}`,
    ),
    ...vscodeUsers(places).map(user => `${user}/workspaceStorage/*/GitHub.copilot-chat/transcripts`),
  ],
  claims: ({ head }) =>
    /^\uFEFF?\s*\{/.test(head) &&
    /"type"\s*:\s*"(?:session\.(?:start|resume)|user\.message|assistant\.(?:message|turn_start))"/.test(
      head,
    ) &&
    /"data"\s*:\s*\{/.test(head),
  companions: path => {
    const [, folder] = /^(.*)[\\/]events\.jsonl$/.exec(path) ?? [];
    if (folder) return [`${folder}/workspace.yaml`];
    const [, storage] = /^(.*)[\\/]GitHub\.copilot-chat[\\/]transcripts[\\/]/.exec(path) ?? [];
    return storage ? [`${storage}/workspace.json`] : [];
  },
  // What a subagent did stands in its parent's log.
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanCopilot,
  decode: decodeRecords(toParts),
};
