// Claude Code: <root>/projects/<encoded cwd>/<session>.jsonl, one record a line. Builds 1.0.98 to 2.1.199.
import type { Adapter } from '../adapter.ts';
import { decodeClaudeCode } from './decode.ts';
import { scanClaudeCode } from './scan.ts';

const marks =
  /"(?:parentUuid|leafUuid|isSidechain)"\s*:|"type"\s*:\s*"(?:queue-operation|file-history-snapshot|permission-mode|custom-title|ai-title|last-prompt)"/;

/** Qwen's records have a parentUuid too, but their message holds `parts`; Codex names its session in the first. */
const others = /"(?:parts"\s*:\s*\[|type"\s*:\s*"session_meta")/;

export const claudeCode: Adapter = {
  source: 'claude-code',
  label: 'Claude Code',
  roots: ({ home, env }) => {
    const set = env.CLAUDE_CONFIG_DIR?.split(',')
      .map(root => root.trim())
      .filter(Boolean);
    const roots = [...(set?.length ? set : [`${home}/.claude`]), `${home}/.config/claude`];
    return [...new Set(roots)].map(root => `${root}/projects`);
  },
  claims: ({ head }) => /^\uFEFF?\s*\{/.test(head) && marks.test(head) && !others.test(head),
  // 2.1 keeps them in a folder of the session, newer builds with folders for workflows in it; 2.0 beside its log.
  subagentPlaces: (parentPath, id) => ({
    roots: [
      `${parentPath.replace(/\.jsonl$/, '')}/subagents`,
      parentPath.replace(/[^\\/]*$/, `agent-${id}.jsonl`),
    ],
    ending: `agent-${id}.jsonl`,
  }),
  resume: id => ['claude', '--resume', id],
  scan: scanClaudeCode,
  decode: decodeClaudeCode,
};
