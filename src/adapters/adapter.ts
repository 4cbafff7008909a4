import type { Outline, Piece, SourceId } from '../domain/session.ts';
import type { Speaker, Turn } from '../domain/turn.ts';

/** The home folder, the current folder and the environment, as arguments: an adapter looks at no machine. */
export type Places = {
  readonly home: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** What is known of a file before it is read: its path and its first bytes as text (64 KB at most). */
export type LogSample = { readonly path: string; readonly head: string };

/** A piece with the text of its lines, joined by `\n`, as `decode` gets it. */
export type PieceText = Piece & { readonly text: string };

/** What a turn decodes to, before it gets its number. */
export type TurnBody = Pick<Turn, 'blocks' | 'model' | 'tokens'>;

/**
 * Reads one log from its first line to its last and keeps only where its turns stand.
 * `push` never throws: a torn line becomes a problem. `outline` may be asked at any time, also half way.
 */
export type Scanner = {
  readonly push: (line: string, index: number) => void;
  readonly outline: () => Outline;
};

/** Where a subagent's own log may lie: these files, and all logs below these folders, whose name ends so. */
export type SubagentPlaces = { readonly roots: readonly string[]; readonly ending: string };

/**
 * Our code for one source. Pure: it reads no disk, never throws, drops no line silently.
 * `scan` reads lines in order and says where each turn stands; `decode` turns the pieces of one turn into its blocks,
 * knowing nothing else of the log. What state a line needs to be understood is decided in `scan` and told by `Piece.as`.
 */
export type Adapter = {
  readonly source: SourceId;
  readonly label: string;
  /** Folders where the agent leaves its logs. */
  readonly roots: (places: Places) => readonly string[];
  /** Is this file a log of ours? By content, not by name, for copies are renamed. */
  readonly claims: (sample: LogSample) => boolean;
  /** Where the subagent `id` left its log, told by the log of the session that started it; no roots: it has none. */
  readonly subagentPlaces: (parentPath: string, id: string) => SubagentPlaces;
  readonly scan: (path: string) => Scanner;
  readonly decode: (speaker: Speaker, pieces: readonly PieceText[]) => TurnBody;
};
