import { expect, test } from 'vitest';
import { adapters } from '../../src/adapters/index.ts';
import type { SourceId } from '../../src/domain/session.ts';

const rootsOf = (source: SourceId, env: Record<string, string> = {}): readonly string[] =>
  adapters.find(adapter => adapter.source === source)?.roots({ home: '/h', cwd: '/p', env }) ?? [];

/** Where each source lies on macOS, Linux and Windows; one place where it is the same on all three. */
const places: Readonly<Record<SourceId, readonly string[]>> = {
  aider: ['/p/.aider.chat.history.md'],
  amp: ['/h/.local/share/amp/threads'],
  antigravity: ['/h/.gemini/antigravity/brain/*/.system_generated/logs'],
  // It lies where a trial was run: a person names the folder.
  atif: [],
  'claude-code': ['/h/.claude/projects', '/h/.config/claude/projects'],
  cline: [
    '/h/Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/tasks',
    '/h/.config/Cursor/User/globalStorage/rooveterinaryinc.roo-cline/tasks',
    '/h/AppData/Roaming/Windsurf/User/globalStorage/kilocode.kilo-code/tasks',
    '/h/.vscode-server/data/User/globalStorage/saoudrizwan.claude-dev/tasks',
  ],
  'cline-cli': ['/h/.cline/data/sessions'],
  codex: ['/h/.codex/sessions', '/h/.codex/archived_sessions'],
  copilot: [
    '/h/.copilot/session-state',
    '/h/Library/Application Support/Code/User/workspaceStorage/*/GitHub.copilot-chat/transcripts',
    '/h/.config/VSCodium/User/workspaceStorage/*/GitHub.copilot-chat/transcripts',
    '/h/AppData/Roaming/Code - Insiders/User/workspaceStorage/*/GitHub.copilot-chat/transcripts',
  ],
  'copilot-chat': [
    '/h/Library/Application Support/Code/User/workspaceStorage/*/chatSessions',
    '/h/.config/Code/User/globalStorage/emptyWindowChatSessions',
    '/h/AppData/Roaming/Code/User/workspaceStorage/*/chatSessions',
  ],
  crush: ['/p/.crush/crush.db', '/p/.opencode/opencode.db'],
  cursor: [
    '/h/.cursor/chats',
    '/h/Library/Application Support/Cursor/User/globalStorage/state.vscdb',
    '/h/.config/Cursor/User/globalStorage/state.vscdb',
    '/h/AppData/Roaming/Cursor/User/globalStorage/state.vscdb',
  ],
  droid: ['/h/.factory/sessions'],
  gemini: ['/h/.gemini/tmp/*/chats'],
  goose: [
    '/h/.local/share/goose/sessions/sessions.db',
    '/h/AppData/Roaming/Block/goose/data/sessions/sessions.db',
  ],
  kiro: [
    '/h/.kiro/sessions/cli',
    '/h/Library/Application Support/kiro-cli/data.sqlite3',
    '/h/.local/share/kiro-cli/data.sqlite3',
    '/h/AppData/Local/kiro-cli/data.sqlite3',
  ],
  opencode: [
    '/h/.local/share/opencode/opencode.db',
    '/h/.local/share/kilo/kilo.db',
    '/h/.local/share/opencode/storage/session',
    '/h/.local/share/kilo/storage/session',
  ],
  openhands: ['/h/.openhands/conversations'],
  pi: ['/h/.pi/agent/sessions', '/h/.omp/agent/sessions', '/h/.openclaw/agents/*/sessions'],
  qwen: ['/h/.qwen/projects/*/chats', '/h/.qwen/tmp/*/chats'],
  specstory: ['/p/.specstory/history'],
  'swe-agent': ['/p/trajectories'],
  'swe-chat': [],
  vibe: ['/h/.vibe/logs/session'],
  zed: [
    '/h/Library/Application Support/Zed/threads/threads.db',
    '/h/.local/share/zed/threads/threads.db',
    '/h/.var/app/dev.zed.Zed/data/zed/threads/threads.db',
    '/h/AppData/Local/Zed/threads/threads.db',
  ],
};

test.each(adapters.map(({ source }) => source))('%s is looked for on macOS, Linux and Windows', source => {
  const expected = places[source];
  expect(rootsOf(source)).toEqual(expect.arrayContaining([...expected]));
  expect(rootsOf(source).length > 0).toBe(expected.length > 0);
});

/** What moves a source, and to where. */
const overrides: readonly (readonly [SourceId, string, string, string])[] = [
  ['aider', 'AIDER_CHAT_HISTORY_FILE', '/e/chat.md', '/e/chat.md'],
  ['amp', 'XDG_DATA_HOME', '/e', '/e/amp/threads'],
  ['claude-code', 'CLAUDE_CONFIG_DIR', '/e,/f', '/f/projects'],
  ['cline', 'XDG_CONFIG_HOME', '/e', '/e/Code/User/globalStorage/saoudrizwan.claude-dev/tasks'],
  ['cline', 'APPDATA', '/e', '/e/Code/User/globalStorage/saoudrizwan.claude-dev/tasks'],
  ['cline-cli', 'CLINE_SESSION_DATA_DIR', '/e', '/e'],
  ['codex', 'CODEX_HOME', '/e', '/e/sessions'],
  ['copilot', 'COPILOT_HOME', '/e', '/e/session-state'],
  ['copilot-chat', 'APPDATA', '/e', '/e/Code/User/workspaceStorage/*/chatSessions'],
  ['cursor', 'CURSOR_CONFIG_DIR', '/e', '/e/chats'],
  ['cursor', 'APPDATA', '/e', '/e/Cursor/User/globalStorage/state.vscdb'],
  ['gemini', 'GEMINI_CLI_HOME', '/e', '/e/.gemini/tmp/*/chats'],
  ['goose', 'GOOSE_PATH_ROOT', '/e', '/e/data/sessions/sessions.db'],
  ['goose', 'XDG_DATA_HOME', '/e', '/e/goose/sessions/sessions.db'],
  ['goose', 'APPDATA', '/e', '/e/Block/goose/data/sessions/sessions.db'],
  ['kiro', 'XDG_DATA_HOME', '/e', '/e/kiro-cli/data.sqlite3'],
  ['kiro', 'LOCALAPPDATA', '/e', '/e/kiro-cli/data.sqlite3'],
  ['opencode', 'XDG_DATA_HOME', '/e', '/e/opencode/storage/session'],
  ['openhands', 'OPENHANDS_CONVERSATIONS_DIR', '/e', '/e'],
  ['openhands', 'OPENHANDS_PERSISTENCE_DIR', '/e', '/e/conversations'],
  ['pi', 'PI_CODING_AGENT_DIR', '/e', '/e/sessions'],
  ['pi', 'PI_CODING_AGENT_SESSION_DIR', '/e', '/e'],
  ['qwen', 'QWEN_HOME', '/e', '/e/projects/*/chats'],
  ['swe-agent', 'SWE_AGENT_TRAJECTORY_DIR', '/e', '/e'],
  ['vibe', 'VIBE_HOME', '/e', '/e/logs/session'],
  ['zed', 'XDG_DATA_HOME', '/e', '/e/zed/threads/threads.db'],
  ['zed', 'LOCALAPPDATA', '/e', '/e/Zed/threads/threads.db'],
];

test.each(overrides)('%s follows %s', (source, name, value, root) => {
  expect(rootsOf(source, { [name]: value })).toContain(root);
  // An empty variable is as good as none.
  expect(rootsOf(source, { [name]: '' })).toEqual(rootsOf(source));
});

test('no source is looked for in the root of the home, of the project, or of the disk', () => {
  const wide = adapters
    .flatMap(({ source }) => rootsOf(source))
    .filter(root => /^\/(?:[hp]\/?)?$/.test(root));
  expect(wide).toEqual([]);
});
