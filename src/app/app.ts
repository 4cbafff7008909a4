import type { Limits } from '../classify/budget.ts';
import type { Progress } from '../classify/engine.ts';
import type { Command } from '../domain/command.ts';
import type { EpisodeKey, Review } from '../domain/episode.ts';
import type { Hit } from '../domain/hit.ts';
import type { JudgePair } from '../domain/judge-agreement.ts';
import type { Mark } from '../domain/mark.ts';
import type { Problem } from '../domain/problem.ts';
import type { AdoptedRule, AdoptionPlan, ProposedRule, ProposedRules } from '../domain/proposed-rule.ts';
import type { PushbackReview } from '../domain/pushback.ts';
import type { Instead } from '../domain/query.ts';
import type { ReviewedRun } from '../domain/reviewed-run.ts';
import type { PushbackReviews, SessionSummary } from '../domain/session-summary.ts';
import type { Report } from '../report/build-report.ts';
import type { MomentPage, Moments } from '../search/list-moments.ts';
import type { Told } from '../search/search-index.ts';
import type { Facets } from '../search/search-turns.ts';
import type { ReviewQueue } from '../store/read-queue.ts';
import type { ClassifyPlan, ClassifyPreview } from './classify-session.ts';
import type { Config, EngineName, ThemeName } from './config.ts';
import type { Copied } from './copy-text.ts';
import type { RulesProgress } from './gather-rules.ts';
import type { OpenSession } from './open-session.ts';

/** What a library load tells while it runs. A session comes first with its head alone, then again with its counts. */
export type LibraryEvent =
  | { readonly kind: 'sessions'; readonly sessions: readonly SessionSummary[] }
  /** Logs that were told, now or by an earlier load, and are no longer there or no longer logs. */
  | { readonly kind: 'gone'; readonly paths: readonly string[] }
  /** Episodes of each classified session's newest run, by session id. */
  | { readonly kind: 'episodes'; readonly counts: ReadonlyMap<string, number> }
  | { readonly kind: 'reviews'; readonly reviews: PushbackReviews }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** How many logs are read for their words, or for where their developer pushed back, which comes after that. */
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
      readonly of: 'words' | 'pushback';
    }
  | { readonly kind: 'done' };

export type SearchRequest = {
  readonly query: string;
  readonly pushbackOnly: boolean;
  /** From which strength on a turn counts as pushback; null: as it was detected. */
  readonly threshold: number | null;
  /** Where to look: in one session, by its id, in one project, or everywhere. */
  readonly within: { readonly session: string | null; readonly project: string | null };
  readonly limit: number;
  /** How many answers are counted at most. */
  readonly countTo: number;
};

export type SearchAnswer = {
  readonly hits: readonly Hit[];
  readonly total: number;
  /** False: there may be more than `total`, and `facets` are of those alone. */
  readonly isCounted: boolean;
  /** Words that no text holds, and those that were looked for in their place. */
  readonly instead: readonly Instead[];
  readonly facets: Facets;
  /** Errors in the query itself, with their UTF-16 offset; the rest of the query still searched. */
  readonly problems: readonly { readonly at: number; readonly what: string }[];
};

/** A page of all pushback; `problems` as in a search. */
export type MomentsRequest = Pick<SearchRequest, 'query' | 'threshold' | 'within'> &
  MomentPage & {
    /** These logs alone, whatever the command line narrows the library to; null: the library. */
    readonly paths: readonly string[] | null;
  };
export type MomentsAnswer = Moments & Pick<SearchAnswer, 'problems'>;

export type { Facets, Instead, Limits, Progress, Report, ReviewQueue, RulesProgress, Told };
export type ClassifyOptions = {
  readonly engine: EngineName;
  /** Aborted, the run ends as `cancelled` with what it has. */
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The most that it may use; what the config says unless told. */
  readonly limits?: Limits | undefined;
  /** Ask the endpoint anew what it answered before? */
  readonly fresh?: boolean | undefined;
};

/** Everything that the screens and commands can ask for. The TUI knows this type and nothing behind it. */
export interface App {
  readonly now: () => Date;
  /** The least strength that counts as pushback where a person sets no other. */
  readonly usualThreshold: () => Promise<number>;
  /** Why the shipped samples are shown instead of this machine's logs; null when they are not. */
  readonly samplesReason: string | null;
  /** The filters of the command line as they were typed; empty when there are none. */
  readonly narrowedBy: string;
  /** Reads the library off the main thread; `onEvent` comes in batches. */
  readonly loadLibrary: (onEvent: (event: LibraryEvent) => void, signal: AbortSignal) => void;
  /** Opens a listed session. Throws UserError when its log is gone. */
  readonly openSession: (summary: SessionSummary) => OpenSession;
  /**
   * Searches off the main thread. Null when a later search took the place of this one. `onPart` gets answers that are
   * not whole yet, while logs are scanned for `in:output`.
   */
  readonly search: (
    request: SearchRequest,
    onPart?: (answer: SearchAnswer) => void,
  ) => Promise<SearchAnswer | null>;
  /** Pushback of all sessions, a page at a time, off the main thread. */
  readonly moments: (request: MomentsRequest) => Promise<MomentsAnswer>;
  /** The logs of the sessions that a query's filters leave; app/sessions-for.ts says how. */
  readonly sessionsFor: (query: string, threshold: number | null) => Promise<readonly string[]>;
  /** Queries that led somewhere, in this run and earlier ones, the latest first. */
  readonly queries: () => Promise<readonly string[]>;
  /** Keeps a query, its secrets hidden. Rejects when it cannot be kept. */
  readonly keepQuery: (query: string) => Promise<void>;
  /** The words of a turn and of `reach` turns on each side of it. */
  readonly around: (session: string, turn: number, reach: number) => Promise<readonly Told[]>;
  /** What the person has set. Throws UserError (2) that names file and key. */
  readonly config: () => Promise<Config>;
  /** What would be sent where, for how much; sends nothing. Throws UserError (2) without key or address. */
  readonly planClassification: (summary: SessionSummary, engine: EngineName) => Promise<ClassifyPlan>;
  /** The requests that a run would send first, letter by letter, secrets hidden; sends nothing. */
  readonly previewClassification: (summary: SessionSummary, engine: EngineName) => Promise<ClassifyPreview>;
  /**
   * Classifies a session off the main thread and keeps the result; what a person decided before holds for it too. Throws UserError: 2 no key or address, 4 the
   * endpoint failed before anything was found, 5 a limit was reached before.
   */
  readonly classify: (summary: SessionSummary, options: ClassifyOptions) => Promise<ReviewedRun>;
  /** The newest kept classification of a session, by its id, as a person left it; null when it has none. */
  readonly classification: (session: string) => Promise<ReviewedRun | null>;
  /** Opens the log of a subagent that a tool call of this session started; null when it is not there. */
  readonly findSubagent: (parent: SessionSummary, nativeId: string) => SessionSummary | null;
  /** Keeps a person's word on whether a turn pushes back; null takes it back. Throws UserError when it cannot be kept. */
  readonly reviewPushback: (session: string, turn: number, review: PushbackReview | null) => Promise<void>;
  /**
   * Keeps a person's decision on an episode of one run; null takes it back. It holds for the same episode of other runs.
   * Throws UserError when it cannot be kept.
   */
  readonly reviewEpisode: (session: string, episode: EpisodeKey, review: Review | null) => Promise<void>;
  /** The first `limit` episodes of all sessions that wait for a person's decision, least sure first; how many there are. */
  readonly reviewQueue: (limit: number) => Promise<ReviewQueue>;
  /** What of the store could not be read when it was asked for. */
  readonly storeProblems: () => Promise<readonly Problem[]>;
  /** How far person, offline rules and model agree, over all sessions. */
  readonly agreement: () => Promise<readonly JudgePair[]>;
  /** Every table over the sessions of the library, made off the main thread. Rejects with UserError when it cannot be. */
  readonly report: (
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ) => Promise<Report>;
  /**
   * The rules that the projects of the library ask for, found off the main thread. Writes nothing of a person's. Rejects
   * with UserError when they cannot be found.
   */
  readonly rules: (
    onProgress: (progress: RulesProgress) => void,
    signal: AbortSignal,
  ) => Promise<ProposedRules>;
  /** What adopting a rule would write, as a diff; writes nothing. Rejects with UserError (2) where it cannot be. */
  readonly planAdoption: (rule: ProposedRule) => Promise<AdoptionPlan>;
  /**
   * Writes that into the project's files, and keeps since when the rule holds. Rejects with UserError (2) when a file has
   * changed since the plan was made.
   */
  readonly adoptRule: (plan: AdoptionPlan) => Promise<AdoptedRule>;
  /** Every kept classification of a session, oldest first, as a person left it. */
  readonly history: (session: string) => Promise<readonly ReviewedRun[]>;
  /** A person's marks in a session, in the order of the turns. */
  readonly marks: (session: string) => Promise<readonly Mark[]>;
  /** Marks a turn; null takes the mark away. Throws UserError when it cannot be kept. */
  readonly mark: (session: string, turn: number, mark: Mark | null) => Promise<void>;
  /** A sentence that a person should be told once; it is then remembered as told. Null: there is none. */
  readonly hint: (sessions: readonly SessionSummary[]) => Promise<string | null>;
  /** Reads one log whole again, beside the screen: the session as it is now; null when there is none any more. */
  readonly recount: (path: string, signal: AbortSignal) => Promise<SessionSummary | null>;
  /** The theme that a person chose last on the screen; null: none yet. */
  readonly keptTheme: () => ThemeName | null;
  /** Keeps it for the next run. Rejects as node:fs does when it cannot be kept. */
  readonly keepTheme: (theme: ThemeName) => Promise<void>;
  /** Puts a text where it can be pasted. Rejects when not even a file can be written. */
  readonly copy: (text: string) => Promise<Copied>;
  /** The person's editor on a line (from 1) of a log. Throws UserError (2) when none is set. */
  readonly editorCommand: (path: string, line: number) => Command;
  /** How to go on with a session in its own agent; null when there is no way. */
  readonly resumeCommand: (summary: SessionSummary) => Command | null;
  /** Gives this terminal to a program until it ends. Throws UserError (2) when it cannot be started. */
  readonly run: (command: Command) => Promise<void>;
  /** Stops what runs, lets it keep what it has, and waits for every decision to be kept. */
  readonly close: () => Promise<void>;
}
