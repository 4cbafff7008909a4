// OpenHands CLI and SDK: <conversations>/<id>/base_state.json with events/event-00000-<id>.json, …. Builds 1.0 to 1.11.
import type { FilesCut } from '../../domain/record-cut.ts';
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { toParts } from './parts.ts';
import { scanOpenhands } from './scan.ts';

const eventOf =
  /"kind"\s*:\s*"(?:Message|Action|Observation|SystemPrompt|ConversationStateUpdate)Event"\s*\}\s*$/m;
const isState = (head: string): boolean =>
  /^\uFEFF?\s*\{\s*"id"\s*:\s*"[^"]*"\s*,\s*"agent"\s*:\s*\{[^{]{0,400}"llm"\s*:\s*\{/.test(head);

const over = (path: string): FilesCut | null => {
  const [, folder] = /^(.*)[\\/]base_state\.json$/.exec(path) ?? [];
  return folder
    ? { by: 'files', kind: 'state', below: { kind: 'event', folder: `${folder}/events`, below: null } }
    : null;
};

/** Reads conversations of OpenHands, a file an event. Times are the machine’s own. */
export const openhands: Adapter = {
  source: 'openhands',
  label: 'OpenHands',
  roots: ({ home, env }) => [
    env.OPENHANDS_CONVERSATIONS_DIR ||
      `${env.OPENHANDS_PERSISTENCE_DIR || `${home}/.openhands`}/conversations`,
  ],
  claims: ({ head }) => isState(head) || (/^\uFEFF?\s*\{/.test(head) && eventOf.test(head)),
  cut: ({ path, head }) => {
    if (!isState(head)) return { by: 'line' };
    return over(path) ?? { by: 'files', kind: 'state', below: null };
  },
  spread: { over, isPart: path => /[\\/]events[\\/]event-\d+-[^\\/]+\.json$/.test(path) },
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scanOpenhands,
  decode: decodeRecords(toParts),
};
