import type { AgentAct } from './agent-act.ts';

/** How the agent took the turn: its first words and thoughts, and what it did to its own edits. */
export const addReply = (into: Record<string, number>, reply: AgentAct, act: AgentAct): void => {
  const again = reply.edits.filter(edit => act.files.has(fileOf(edit.path))).length;
  for (const { feature } of reply.opening) into[feature] = 1;
  Object.assign(into, {
    'reply/here': 1,
    'reply/thinking': Number(reply.hasThinking),
    'reply/length': Math.log1p(reply.textLength),
    'reply/calls': Math.log1p(reply.callCount),
    'reply/edits': Number(reply.calls.edit > 0),
    'reply/runs': Number(reply.calls.run > 0),
    'reply/looks': Number(reply.calls.read + reply.calls.search > 0),
    'reply/editsFirst': Number(reply.firstKind === 'edit'),
    'reply/sameFile': Number(again > 0),
    'reply/sameFiles': again / Math.max(1, reply.edits.length),
    'reply/asks': Number(reply.asks),
    'reply/interrupted': Number(reply.interrupted),
    'reply/reverts': Number(reply.restores || restores(reply, act)),
    'reply/reworks': Number(reworks(reply, act)),
  });
};

/** Does the reply put back what the act before had replaced? */
const restores = (reply: AgentAct, act: AgentAct): boolean =>
  reply.edits.some(({ after }) =>
    act.edits.some(({ before }) => isTelling(before) && after?.includes(before.trim()) === true),
  );

/** Does the reply edit lines that the act before had written? */
const reworks = (reply: AgentAct, act: AgentAct): boolean =>
  reply.edits.some(({ before }) => {
    const line = before?.trim().split('\n')[0]?.trim() ?? '';
    return isTelling(line) && act.edits.some(({ after }) => after?.includes(line) === true);
  });

const isTelling = (text: string | null): text is string => text !== null && text.trim().length > 8;
const fileOf = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
