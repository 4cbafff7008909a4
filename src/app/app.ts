import type { Hit } from '../domain/hit.ts';
import type { Problem } from '../domain/problem.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { OpenSession } from './open-session.ts';

/** What a library load tells while it runs. A session comes first with its head alone, then again with its counts. */
export type LibraryEvent =
  | { readonly kind: 'sessions'; readonly sessions: readonly SessionSummary[] }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done' };

export type SearchRequest = {
  readonly query: string;
  readonly pushbackOnly: boolean;
  readonly limit: number;
};

/** `problems` are errors in the query itself, with their offset; the rest of the query still searched. */
export type SearchAnswer = {
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly problems: readonly { readonly at: number; readonly what: string }[];
};

/** Everything that the screens and commands can ask for. The TUI knows this type and nothing behind it. */
export interface App {
  readonly now: () => Date;
  /** Why the shipped samples are shown instead of this machine's logs; null when they are not. */
  readonly samplesReason: string | null;
  /** Reads the library off the main thread; `onEvent` comes in batches. */
  readonly loadLibrary: (onEvent: (event: LibraryEvent) => void, signal: AbortSignal) => void;
  /** Opens a listed session. Throws UserError when its log is gone. */
  readonly openSession: (summary: SessionSummary) => OpenSession;
  readonly search: (request: SearchRequest) => SearchAnswer;
  readonly close: () => void;
}
