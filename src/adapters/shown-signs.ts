import type { SourceId } from '../domain/session.ts';
import type { WordlessSign } from '../domain/wordless-sign.ts';

/**
 * Which signs without words a source's logs can show, as far as we read them: where one is missing, that it was never
 * seen says nothing. Source: what each adapter makes of its logs (test/adapters/shown-signs.test.ts).
 */
const shown: Readonly<Record<SourceId, readonly WordlessSign[]>> = {
  aider: ['interruption'],
  amp: ['refusal'],
  antigravity: ['refusal'],
  atif: [],
  'claude-code': ['interruption', 'refusal', 'rewind'],
  cline: ['interruption'],
  'cline-cli': ['refusal'],
  codex: ['interruption', 'refusal', 'rewind'],
  copilot: ['interruption', 'refusal', 'rewind'],
  'copilot-chat': ['interruption', 'refusal'],
  crush: ['interruption', 'refusal'],
  cursor: ['interruption', 'refusal'],
  droid: ['refusal'],
  gemini: ['interruption', 'refusal', 'rewind'],
  goose: ['refusal'],
  kiro: ['interruption', 'refusal'],
  opencode: ['interruption', 'refusal'],
  openhands: ['interruption', 'refusal'],
  pi: ['interruption', 'rewind'],
  qwen: ['refusal', 'rewind'],
  specstory: ['interruption', 'refusal'],
  'swe-agent': [],
  'swe-chat': ['interruption', 'refusal'],
  vibe: ['refusal'],
  zed: ['interruption', 'refusal'],
};

export const showsSign = (source: SourceId, sign: WordlessSign): boolean => shown[source].includes(sign);
