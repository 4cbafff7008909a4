import type { Adapter, LogSample } from './adapter.ts';
import { claudeCode } from './claude-code/index.ts';
import { codex } from './codex/index.ts';
import { gemini } from './gemini/index.ts';
import { specstory } from './specstory/index.ts';

/** Every source that pushback reads; the one place where an adapter is registered. */
export const adapters: readonly Adapter[] = [claudeCode, codex, gemini, specstory];

/** The adapter whose log this is, told by content. */
export const findAdapter = (sample: LogSample): Adapter | undefined =>
  adapters.find(adapter => adapter.claims(sample));
