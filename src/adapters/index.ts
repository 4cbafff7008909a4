import type { Adapter, LogSample } from './adapter.ts';
import { aider } from './aider/index.ts';
import { amp } from './amp/index.ts';
import { antigravity } from './antigravity/index.ts';
import { atif } from './atif/index.ts';
import { claudeCode } from './claude-code/index.ts';
import { cline } from './cline/index.ts';
import { clineCli } from './cline-cli/index.ts';
import { codex } from './codex/index.ts';
import { copilot } from './copilot/index.ts';
import { copilotChat } from './copilot-chat/index.ts';
import { crush } from './crush/index.ts';
import { cursor } from './cursor/index.ts';
import { droid } from './droid/index.ts';
import { gemini } from './gemini/index.ts';
import { goose } from './goose/index.ts';
import { kiro } from './kiro/index.ts';
import { opencode } from './opencode/index.ts';
import { openhands } from './openhands/index.ts';
import { pi } from './pi/index.ts';
import { qwen } from './qwen/index.ts';
import { specstory } from './specstory/index.ts';
import { sweAgent } from './swe-agent/index.ts';
import { sweChat } from './swe-chat/index.ts';
import { vibe } from './vibe/index.ts';
import { zed } from './zed/index.ts';

/** Every source that pushback reads; the one place where an adapter is registered. */
export const adapters: readonly Adapter[] = [
  claudeCode,
  codex,
  copilot,
  copilotChat,
  cursor,
  gemini,
  qwen,
  antigravity,
  opencode,
  openhands,
  cline,
  clineCli,
  goose,
  crush,
  amp,
  aider,
  pi,
  droid,
  kiro,
  vibe,
  zed,
  specstory,
  atif,
  sweAgent,
  sweChat,
];

/** The adapter whose log this is, told by content. */
export const findAdapter = (sample: LogSample): Adapter | undefined =>
  adapters.find(adapter => adapter.claims(sample));
