import type { FilesCut, RecordCut } from '../domain/record-cut.ts';
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

/** A piece with the text of its records, joined by `\n`, as `decode` gets it. */
export type PieceText = Piece & { readonly text: string };

/** What a turn decodes to, before it gets its number. */
export type TurnBody = Pick<Turn, 'blocks' | 'model' | 'tokens' | 'cost'>;

/**
 * Reads one log from its first record to its last and keeps only where its turns stand.
 * `push` never throws: a torn record becomes a problem. `outline` may be asked at any time, also half way.
 */
export type Scanner = {
  readonly push: (record: string, index: number) => void;
  /** Takes a small file that lies beside the log (`Adapter.companions`), before its first record. Never throws. */
  readonly companion?: (path: string, text: string) => void;
  readonly outline: () => Outline;
};

/** Where a subagent's own log may lie: these files, and all logs below these folders, whose name ends so. */
export type SubagentPlaces = { readonly roots: readonly string[]; readonly ending: string };

/**
 * Our code for one source. Pure: it reads no disk, never throws, drops no record silently.
 * `scan` reads records in order and says where each turn stands; `decode` turns the pieces of one turn into its blocks,
 * knowing nothing else of the log. What state a record needs to be understood is decided in `scan` and told by `Piece.as`.
 */
export type Adapter = {
  readonly source: SourceId;
  readonly label: string;
  /** Folders where the agent leaves its logs. */
  readonly roots: (places: Places) => readonly string[];
  /** Is this file a log of ours? By content, not by name, for copies are renamed. */
  readonly claims: (sample: LogSample) => boolean;
  /** How its logs fall into records; by line where an adapter does not say. */
  readonly cut?: (sample: LogSample) => RecordCut;
  /** Where sessions are spread over files: told by paths alone, for so much is known when folders are walked. */
  readonly spread?: {
    /** The files that make up the session whose log is at `path`; null when the path is not of one. */
    readonly over: (path: string) => FilesCut | null;
    /** Is it a file that makes up a session, and is no log by itself? */
    readonly isPart: (path: string) => boolean;
  };
  /** Small files that tell more of the session whose log is at `path`; those that are not there are no loss. */
  readonly companions?: (path: string) => readonly string[];
  /** Where the subagent `id` left its log, told by the log of the session that started it; no roots: it has none. */
  readonly subagentPlaces: (parentPath: string, id: string) => SubagentPlaces;
  /** The words of the command that goes on with a session in its own agent; absent where there is none. */
  readonly resume?: (nativeId: string) => readonly string[];
  readonly scan: (path: string) => Scanner;
  readonly decode: (speaker: Speaker, pieces: readonly PieceText[]) => TurnBody;
};

/** Does the log begin as a JSON document, spread over lines or with a list of this name in its first one? */
export const listBeginsIn = (head: string, list: string): boolean =>
  /^\uFEFF?\s*\{\s*\n/.test(head) || new RegExp(`^\\uFEFF?\\s*\\{[^\\n]*?"${list}"\\s*:\\s*\\[`).test(head);
