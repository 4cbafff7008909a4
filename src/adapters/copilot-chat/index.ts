// Copilot in VS Code: <user>/workspaceStorage/<hash>/chatSessions/<id>.json, and .jsonl, a log of changes, from 1.109 on.
import { type Adapter, listBeginsIn } from '../adapter.ts';
import { vscodeUsers } from '../vscode-users.ts';
import { decodeCopilotChat } from './decode.ts';
import { scanCopilotChat } from './scan.ts';

/** Reads the chats that VS Code keeps. From 1.123 on the same conversation may stand in a transcript too. */
export const copilotChat: Adapter = {
  source: 'copilot-chat',
  label: 'Copilot in VS Code',
  roots: places =>
    vscodeUsers(places).flatMap(user => [
      `${user}/workspaceStorage/*/chatSessions`,
      `${user}/globalStorage/emptyWindowChatSessions`,
    ]),
  claims: ({ head }) => {
    const start = head.replace(/^\uFEFF/, '');
    if (/^\s*\{\s*"kind"\s*:\s*0\s*,\s*"v"\s*:\s*\{/.test(start))
      return /"(?:requests|sessionId)"\s*:/.test(start);
    return (
      /^\s*\{/.test(start) &&
      /"requesterUsername"\s*:|"responderUsername"\s*:/.test(start.slice(0, 4000)) &&
      !start.startsWith('{"kind"')
    );
  },
  cut: ({ head }) =>
    /^\uFEFF?\s*\{\s*"kind"\s*:\s*0/.test(head) ||
    !(listBeginsIn(head, 'requests') || head.includes('"requests"'))
      ? { by: 'line' }
      : { by: 'member', lists: ['requests'] },
  companions: path => {
    const [, storage] = /^(.*)[\\/]chatSessions[\\/]/.exec(path) ?? [];
    return storage ? [`${storage}/workspace.json`] : [];
  },
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanCopilotChat,
  decode: decodeCopilotChat,
};
