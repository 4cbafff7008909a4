import type { ToolCall } from './tool-call.ts';

export type Speaker = 'developer' | 'agent';
/** ISO 8601, UTC. */
export type IsoTime = string;

/**
 * What a turn is made of, in the order of the log. `sidechain` marks what a subagent wrote inside its parent's log:
 * it is shown, and is no word of the turn itself.
 */
export type Block = (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'tool'; readonly call: ToolCall }
  /** The developer stopped the agent (Esc). */
  | { readonly kind: 'interruption' }
  /** `pixels` null: its header does not say, or is not in the log. */
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      readonly bytes: number;
      readonly pixels: { readonly width: number; readonly height: number } | null;
    }
  /** A slash command or `!command`: a human act, but no prose. */
  | { readonly kind: 'command'; readonly text: string }
  /** The developer went back: turns from `to` to this one, or to the one before, were abandoned. */
  | { readonly kind: 'rewind'; readonly to: number }
  /** Machine text worth a line: compaction, an API error. */
  | { readonly kind: 'note'; readonly label: string; readonly text: string }
) & { readonly at: IsoTime | null; readonly sidechain: boolean };

/** Every consecutive message of one speaker, merged. Evidence cites `number`, which counts from 1 and never changes. */
export type Turn = {
  readonly number: number;
  readonly speaker: Speaker;
  readonly at: IsoTime | null;
  readonly endedAt: IsoTime | null;
  readonly model: string | null;
  /**
   * Tokens that the turn's own model calls used, a subagent's left out: input that was not read from the cache, what was
   * written to the cache, and output, summed over the calls. Cached input is left out because each call reads the whole
   * conversation again: it would count the same words over and over. Null where the log does not say.
   */
  readonly tokens: number | null;
  /** US dollars that the turn's model calls cost, as the log itself says; null where it does not. */
  readonly cost: number | null;
  /** The developer went back to before this turn: it is no part of the conversation that they kept. */
  readonly abandoned?: true;
  /** `TurnSpan.origin` */
  readonly origin?: string;
  readonly blocks: readonly Block[];
};

/** The words of the turn itself: its text blocks, joined by a blank line as the study joins messages. */
export const turnText = (turn: Turn): string => joinBlocks(turn, 'text');

/** The agent's visible thinking; empty where the log keeps none. */
export const turnThinking = (turn: Turn): string => joinBlocks(turn, 'thinking');

/** The agent's own tool calls, without those of a subagent. */
export const turnToolCalls = (turn: Turn): readonly ToolCall[] =>
  turn.blocks.flatMap(block => (block.kind === 'tool' && !block.sidechain ? [block.call] : []));

/** Minutes to one decimal; null when a time is unknown, cannot be read or runs backwards. */
export const minutesBetween = (from: IsoTime | null, to: IsoTime | null): number | null => {
  if (from === null || to === null) return null;
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 6000) / 10;
  return minutes >= 0 ? minutes : null;
};

/** Adds up what is known; null when nothing is. */
export const sumKnown = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((sum, count) => (count === null ? sum : (sum ?? 0) + count), null);

/** Did the developer stop the agent in this turn? */
export const isInterrupted = (turn: Turn): boolean =>
  turn.blocks.some(block => block.kind === 'interruption');

/** Did the developer refuse one of the agent's own tool calls? */
export const isRefused = (turn: Turn): boolean =>
  turnToolCalls(turn).some(({ status }) => status === 'rejected');

/** The first of the turns that the developer left by going back at this place; null when they did not. */
export const rewoundTo = (turn: Turn): number | null =>
  turn.blocks.find(block => block.kind === 'rewind')?.to ?? null;

/** What stands between two blocks in `turnText`: offsets into it count its length. */
export const blockJoint = '\n\n';

const joinBlocks = (turn: Turn, kind: 'text' | 'thinking'): string =>
  turn.blocks
    .flatMap(block => (block.kind === kind && !block.sidechain && block.text.trim() ? [block.text] : []))
    .join(blockJoint);
