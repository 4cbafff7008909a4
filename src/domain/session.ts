import type { Problem } from './problem.ts';
import type { IsoTime, Speaker } from './turn.ts';

export type SourceId =
  | 'aider'
  | 'amp'
  | 'antigravity'
  | 'atif'
  | 'claude-code'
  | 'cline'
  | 'cline-cli'
  | 'codex'
  | 'copilot'
  | 'copilot-chat'
  | 'crush'
  | 'cursor'
  | 'droid'
  | 'gemini'
  | 'goose'
  | 'kiro'
  | 'opencode'
  | 'openhands'
  | 'pi'
  | 'qwen'
  | 'specstory'
  | 'swe-agent'
  | 'swe-chat'
  | 'vibe'
  | 'zed';
/** Where the person sat: in a terminal or in an editor, as the study tells sessions apart. */
export type Modality = 'cli' | 'ide';

/** The title of a session in which no prompt was met, or not yet. */
export const noPrompt = '(no prompt)';

/** What one look at a log tells. `null` means that the log does not say. */
export type SessionHead = {
  /** `source:native-id` */
  readonly id: string;
  readonly source: SourceId;
  /** The agent's name as people know it: `Claude Code`, `Cursor`. */
  readonly agent: string;
  readonly modality: Modality;
  readonly project: string | null;
  readonly title: string;
  readonly path: string;
  readonly startedAt: IsoTime | null;
  readonly endedAt: IsoTime | null;
  readonly model: string | null;
  /** The git branch that the session was last at. */
  readonly branch: string | null;
  /** The id of the session that started this one as its subagent. */
  readonly parent: string | null;
};

/** A run of records of a log, `from` included, `to` not, counted from 0; `as` tells the adapter what it stands for. */
export type Piece = { readonly from: number; readonly to: number; readonly as: string };

/** Where a turn stands in its log: enough to list and jump, and to decode it alone. */
export type TurnSpan = {
  readonly number: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly pieces: readonly Piece[];
  readonly abandoned?: true;
  /** The log's own name of the record that it begins with, which a copy keeps; absent where records have none. */
  readonly origin?: string;
};

/** A session without its words: everything that a list, a timeline or a jump needs. */
export type Outline = {
  readonly head: SessionHead;
  readonly spans: readonly TurnSpan[];
  /** Prompts that a person wrote, before merging: what other tools count as user turns. */
  readonly prompts: number;
  readonly toolCalls: number;
  readonly problems: readonly Problem[];
  /** Records passed over on purpose, by their kind: nothing is dropped without a name. */
  readonly skipped: Readonly<Record<string, number>>;
};

export const countTurns = (spans: readonly TurnSpan[], speaker: Speaker): number =>
  spans.reduce((count, span) => count + (span.speaker === speaker ? 1 : 0), 0);
