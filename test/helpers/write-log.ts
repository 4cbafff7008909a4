import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'pushback-test-'));

export const writeText = (path: string, text: string): string => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

/** Writes a Claude Code log of prompts and replies in turn. Invented; minimal fields. */
export const writeClaudeLog = (
  path: string,
  session: string,
  says: readonly string[],
  {
    cwd = '/home/dev/shop',
    day = '2026-11-01',
    agentId,
  }: { cwd?: string; day?: string; agentId?: string } = {},
): string => {
  const records = says.map((text, at) => {
    const type = at % 2 === 0 ? 'user' : 'assistant';
    return {
      parentUuid: at === 0 ? null : `${session}-${at - 1}`,
      isSidechain: agentId !== undefined,
      ...(agentId ? { agentId } : {}),
      type,
      uuid: `${session}-${at}`,
      sessionId: session,
      cwd,
      version: '2.1.100',
      timestamp: `${day}T09:00:${String(at).padStart(2, '0')}.000Z`,
      message: { role: type, content: [{ type: 'text', text }] },
    };
  });
  return writeText(path, `${records.map(record => JSON.stringify(record)).join('\n')}\n`);
};
