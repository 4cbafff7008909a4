import { existsSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { adapters } from '../adapters/index.ts';
import type { Episode } from '../domain/episode.ts';
import { agreementOfJudges } from '../domain/judge-agreement.ts';
import type { Problem } from '../domain/problem.ts';
import type { Pushback } from '../domain/pushback.ts';
import { heldEpisodes } from '../domain/reviewed-run.ts';
import { addReview, asViewed, type PushbackReviews, type SessionSummary } from '../domain/session-summary.ts';
import type { Turn } from '../domain/turn.ts';
import { messageOf, UserError } from '../errors.ts';
import { expandRoots } from '../files/expand-roots.ts';
import { isFile, isFolder } from '../files/find-logs.ts';
import { keepText } from '../files/keep-text.ts';
import { makeFolder } from '../files/make-folder.ts';
import { programStamp } from '../files/program-stamp.ts';
import { readText } from '../files/read-text.ts';
import { feedProgram, runInTerminal } from '../files/run-program.ts';
import type { ExportedSession } from '../report/exported-session.ts';
import type { StudyRow } from '../report/formats/study.ts';
import { openIndexSomewhere, type SearchIndex } from '../search/search-index.ts';
import { readTheme, writeTheme } from '../store/kept-theme.ts';
import type { Store } from '../store/open-store.ts';
import type { App, LibraryEvent, Limits } from './app.ts';
import type { BatchReport, BatchRequest } from './classify-batch.ts';
import type { Clean } from './clean-answers.ts';
import { type EngineOverrides, loadConfig, placesOf, toTheme } from './config.ts';
import { copyText } from './copy-text.ts';
import { createClassifier } from './create-classifier.ts';
import { toEditorCommand } from './editor-command.ts';
import type { ExportPart } from './export-session.ts';
import { findRoots } from './find-roots.ts';
import { findSubagent } from './find-subagent.ts';
import type { GatherJob } from './gather-report.ts';
import { glanceAtPath } from './glance-at-path.ts';
import { firstRunHint, toDeletionNotice } from './hints.ts';
import { knownSessions } from './known-sessions.ts';
import {
  filterEvent,
  filtersOf,
  filterWords,
  type LibraryFilters,
  toQueryFilters,
} from './library-filters.ts';
import type { LibraryJob } from './load-library.ts';
import { turnsOf } from './open-session.ts';
import type { Library } from './read-library.ts';
import { idsOf, type Otherwise, pickById, pickSession } from './resolve-session.ts';
import { toResumeCommand } from './resume-command.ts';
import { saveInOrder } from './save-in-order.ts';
import { openLogBeside } from './start-beside-worker.ts';
import { startLibraryWorker } from './start-library-worker.ts';
import { startReportWorker } from './start-report-worker.ts';
import { startRulesWorker } from './start-rules-worker.ts';
import { startSearchWorker } from './start-search-worker.ts';

export type OpenOptions = EngineOverrides &
  LibraryFilters & {
    /** Folders or files instead of the agents' own places. */
    readonly sessions: readonly string[];
    /** A config file instead of the usual one. */
    readonly config?: string | undefined;
    /** A folder for the store and the index instead of the usual ones. */
    readonly store?: string | undefined;
    readonly cwd: string;
    readonly home: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly now: () => Date;
  };

export type SourceState = {
  readonly source: string;
  readonly label: string;
  /** Its own places; none when others were named. */
  readonly roots: readonly { readonly path: string; readonly found: boolean }[];
  readonly logs: number;
};
export type Diagnosis = {
  readonly node: string;
  /** The places that a person named instead of the agents' own. */
  readonly named: readonly string[];
  readonly sources: readonly SourceState[];
  readonly sessions: number;
  readonly problems: readonly Problem[];
  readonly index: {
    readonly path: string;
    readonly bytes: number;
    readonly sessions: number;
    readonly turns: number;
  };
  readonly store: { readonly path: string; readonly found: boolean; readonly classified: number };
  /** `wrong`: why it cannot be used, in words; null when it can, or is not there and need not be. */
  readonly config: { readonly path: string; readonly found: boolean; readonly wrong: string | null };
};

/** The app as commands use it: everything read before the answer. */
export type CommandApp = App & {
  /** The newest sessions that an earlier run indexed, as far as their logs have not changed; reads no log. */
  readonly known: (limit: number) => readonly SessionSummary[];
  /** Every session with its counts, newest first; read once per process. */
  readonly library: () => Promise<Library>;
  /** A session by id, unique beginning, piece of a title, or path. Throws UserError: 3 none, 2 several. */
  readonly resolve: (argument: string) => Promise<SessionSummary>;
  /** The same for a screen: of a large log that is named by its path the first lines are enough, and counts may be null. */
  readonly resolveToOpen: (argument: string) => Promise<SessionSummary>;
  /** The same for a script: a folder stands for every session in it. */
  readonly resolveAll: (argument: string) => Promise<readonly SessionSummary[]>;
  /** Brings the batch job of the store as far as it goes now, or begins one; app/classify-batch.ts says what it throws. */
  readonly classifyBatch: (request: BatchRequest & { readonly limits: Limits }) => Promise<BatchReport>;
  readonly turns: (summary: SessionSummary) => readonly Turn[];
  readonly pushbacks: (summary: SessionSummary) => Promise<readonly Pushback[]>;
  /** The places of each source; `logs` counts those of the library, once it is read. */
  readonly sources: () => readonly SourceState[];
  readonly doctor: () => Promise<Diagnosis>;
  /** The episodes that hold in these sessions as rows of the study, names hidden unless they shall be seen. */
  readonly exportStudy: (
    sessions: readonly SessionSummary[],
    options: { readonly reveal: boolean },
  ) => Promise<readonly StudyRow[]>;
  /** A session as it is shared, or a part of it (app/export-session.ts says what it hides and throws). */
  readonly exportSession: (
    summary: SessionSummary,
    part: ExportPart,
    options: { readonly reveal: boolean },
  ) => Promise<ExportedSession>;
  /** Changes what is told of a session, or of none, so that it may leave this machine; app/clean-answers.ts says how. */
  readonly cleanerOf: (summary: SessionSummary | null) => Promise<Clean>;
  /** The episodes that hold, by session. */
  readonly episodes: () => Promise<ReadonlyMap<string, readonly Episode[]>>;
  /** How many they are of each classified session, by its id. */
  readonly episodeCounts: () => Promise<ReadonlyMap<string, number>>;
};

/** What a person can mend, in words; anything else is thrown on. */
const userWords = (error: unknown): string => {
  if (error instanceof UserError) return `${error.message}\n${error.nextStep}`;
  throw error;
};

/** How many known sessions the first frame gets before the disk is walked. */
const firstFrame = 200;

/** Puts the rooms together over the real machine. Throws UserError when a named place is not there. */
export const openApp = (options: OpenOptions): CommandApp => {
  const places = { home: options.home, cwd: options.cwd, env: options.env };
  const { roots, samplesReason } = findRoots(options.sessions, places);
  const scope = { roots, filters: toQueryFilters(options) };
  const paths = placesOf(options.store, options.cwd);
  const configFile = options.config === undefined ? undefined : resolvePath(options.cwd, options.config);
  if (options.store !== undefined) makeStore(paths.store);
  const program = once(programStamp);
  const stop = new AbortController();
  let opened: SearchIndex | undefined;
  /** What the screen lists: the next load says what of it is gone. */
  const told = new Set<string>();
  let read: Library = { sessions: [], problems: [] };
  let reviews: PushbackReviews = new Map();

  const index = (): SearchIndex => {
    opened ??= openIndexSomewhere(paths.index, program());
    return opened;
  };
  const job = (folders: readonly string[], glance: boolean): LibraryJob => ({
    roots: folders,
    index: index().path,
    program: program(),
    glance,
    told: glance ? [...told] : [],
  });
  // What the first frame of the screen does not need is loaded when it is asked for: the reader of the library with the
  // fitted model of pushback (250 KB), and the store (half a megabyte).
  const readNow = async (folders: readonly string[], filters: LibraryFilters): Promise<Library> => {
    const { readLibrary } = await import('./read-library.ts');
    return readLibrary(job(folders, false), filters);
  };
  const detector = () => import('../pushback/detect-pushback.ts');
  const store = once(async (): Promise<Store> => {
    const { openStore } = await import('../store/open-store.ts');
    return openStore(paths.store);
  });
  const config = once(() => loadConfig(configFile, paths.config, options));
  const classifier = createClassifier({
    config,
    env: options.env,
    store: paths.store,
    stop: stop.signal,
  });
  const saves = saveInOrder();
  const readReviews = once(async () => {
    if (existsSync(paths.store)) reviews = (await store()).allPushbackReviews();
  });
  const reviewed = async (sessions: readonly SessionSummary[]): Promise<SessionSummary[]> => {
    await readReviews();
    const { threshold } = await config();
    return sessions.map(session => asViewed(session, { threshold, reviews }));
  };
  const library = once(async (): Promise<Library> => {
    // A config that a person named is checked even when nothing needs it.
    if (configFile !== undefined) await config();
    const { sessions, problems } = await readNow(roots, options);
    read = { sessions: await reviewed(sessions), problems };
    return read;
  });
  const toGather = async (): Promise<GatherJob> => {
    const { threshold } = await config();
    return { library: job(roots, false), filters: filtersOf(options), store: paths.store, threshold };
  };
  const searcher = startSearchWorker(() => ({
    index: index().path,
    program: program(),
    scope,
    store: paths.store,
  }));
  const isNamed = options.sessions.length > 0;
  const narrowedBy = filterWords(options);
  const sources = () =>
    adapters.map(({ source, label, roots: rootsOf }) => ({
      source,
      label,
      roots: isNamed ? [] : rootsOf(places).flatMap(placesLike),
      logs: read.sessions.filter(({ head }) => head.source === source).length,
    }));
  const pushbacks = async (summary: SessionSummary) =>
    summary.counts?.pushbacks ?? (await detector()).detectPushbacks(turnsOf(summary));

  const known = (limit: number) => knownSessions(index(), roots, limit);
  const resolve = async (argument: string): Promise<SessionSummary> => {
    const readOf = async (paths: readonly string[], filters: LibraryFilters) =>
      paths.length > 0 ? reviewed((await readNow(paths, filters)).sessions) : [];
    if (configFile !== undefined) await config();
    const path = resolvePath(options.cwd, argument);
    const [file] = await readOf(isFile(path) ? [path] : [], {});
    if (file) return file;
    const named = await readOf(index().pathsOf(idsOf(argument), roots), options);
    const otherwise = { place: placeAt(path), narrowedBy };
    return pickById(argument, named) ?? pickSession(argument, (await library()).sessions, otherwise);
  };

  return {
    now: options.now,
    usualThreshold: async () => (await detector()).usualThreshold,
    samplesReason,
    narrowedBy,
    loadLibrary: (onEvent, signal) => {
      const tell = (events: readonly LibraryEvent[]) => {
        for (const event of events) {
          const kept = filterEvent(event, options);
          if (kept?.kind === 'sessions') for (const { head } of kept.sessions) told.add(head.path);
          if (kept?.kind === 'reviews') reviews = kept.reviews;
          // Another process may have classified since the last load.
          if (kept?.kind === 'episodes') searcher.refreshEpisodes();
          if (kept) onEvent(kept);
        }
      };
      tell([{ kind: 'sessions', sessions: known(firstFrame) }]);
      startLibraryWorker(job(roots, true), paths.store, tell, AbortSignal.any([signal, stop.signal]));
    },
    openSession: ({ head }) => openLogBeside(head.path),
    recount: (path, signal) =>
      new Promise(resolve => {
        let counted: SessionSummary | null = null;
        const take = (events: readonly LibraryEvent[]) => {
          for (const event of events) {
            if (event.kind === 'sessions')
              counted = event.sessions.find(({ head }) => head.path === path) ?? counted;
            if (event.kind === 'done') resolve(counted);
          }
        };
        startLibraryWorker(job([path], false), paths.store, take, AbortSignal.any([signal, stop.signal]));
      }),
    findSubagent,
    search: async (request, onPart) => {
      await readReviews();
      searcher.mark(reviews);
      return searcher.find(request, onPart);
    },
    moments: async request => {
      await readReviews();
      searcher.mark(reviews);
      return searcher.moments(request);
    },
    sessionsFor: async (query, threshold) => {
      await readReviews();
      searcher.mark(reviews);
      return searcher.sessionsFor(query, threshold);
    },
    queries: async () => (await import('../store/query-history.ts')).readQueries(paths.store),
    keepQuery: async query => {
      const [{ keepQuery }, { redact }] = await Promise.all([
        import('../store/query-history.ts'),
        import('../classify/redact.ts'),
      ]);
      keepQuery(paths.store, redact(query).text);
    },
    around: searcher.around,
    known,
    library,
    resolve,
    resolveToOpen: async argument => {
      const path = resolvePath(options.cwd, argument);
      const glance = isFile(path) ? glanceAtPath(path) : null;
      return glance ? (knownSessions(index(), [path], 1)[0] ?? glance) : resolve(argument);
    },
    resolveAll: async argument => {
      const path = resolvePath(options.cwd, argument);
      if (!isFolder(path)) return [await resolve(argument)];
      const { sessions } = await readNow([path], options);
      if (sessions.length > 0) return reviewed(sessions);
      throw narrowedBy
        ? new UserError(
            `There is no session in ${path} among those of ${narrowedBy}.`,
            'Leave that out to take all of them.',
            { code: 3 },
          )
        : new UserError(`There is no session in ${path}.`, 'Name a folder that agents wrote logs into.', {
            code: 3,
          });
    },
    classifyBatch: async ({ limits, ...request }) => {
      const { classifyBatch } = await import('./classify-batch.ts');
      const engineJob = await classifier.toEngineJob('openai', { limits });
      return classifyBatch({ ...engineJob, resolve, now: options.now }, request);
    },
    turns: turnsOf,
    pushbacks,
    sources,
    doctor: async () => {
      const wrong = await config().then(() => null, userWords);
      // What stands in the config changes nothing of what is told here.
      read = await readNow(roots, options);
      const { sessions, problems } = read;
      const kept = await store();
      const classified = kept.counts().size;
      const { path } = index();
      return {
        node: process.versions.node,
        named: isNamed ? roots : [],
        sources: sources(),
        sessions: sessions.length,
        problems: [...problems, ...kept.problems()],
        index: { path, ...index().state() },
        store: { path: paths.store, found: existsSync(paths.store), classified },
        config: { path: configFile ?? paths.config, found: existsSync(configFile ?? paths.config), wrong },
      };
    },
    config,
    planClassification: classifier.planClassification,
    previewClassification: classifier.previewClassification,
    classify: (summary, options) => classifier.classify(summary, options).finally(searcher.refreshEpisodes),
    classification: async session =>
      existsSync(paths.store) ? (await store()).classification(session) : null,
    storeProblems: async () => (existsSync(paths.store) ? (await store()).problems() : []),
    episodeCounts: async () => (existsSync(paths.store) ? (await store()).counts() : new Map()),
    episodes: async () => (existsSync(paths.store) ? (await store()).allEpisodes() : new Map()),
    cleanerOf: async summary => (await import('./clean-answers.ts')).cleanerOf(summary),
    reviewPushback: async (session, turn, review) => {
      reviews = addReview(reviews, session, turn, review);
      await saves.keep(async () => (await store()).savePushbackReview(session, turn, review));
    },
    reviewEpisode: async (session, episode, review) => {
      await saves.keep(async () => (await store()).saveReview(session, episode, review));
      searcher.refreshEpisodes();
    },
    reviewQueue: async limit =>
      existsSync(paths.store) ? (await store()).queue(limit) : { total: 0, items: [] },
    agreement: async () => agreementOfJudges(existsSync(paths.store) ? (await store()).compared() : []),
    report: async (onProgress, signal) =>
      startReportWorker(await toGather(), onProgress, AbortSignal.any([signal, stop.signal])),
    rules: async (onProgress, signal) => {
      const gather = { ...(await toGather()), home: options.home };
      return startRulesWorker(gather, onProgress, AbortSignal.any([signal, stop.signal]));
    },
    planAdoption: async rule => (await import('./adopt-rule.ts')).planAdoption(rule),
    adoptRule: async plan => {
      const { adoptRule } = await import('./adopt-rule.ts');
      return adoptRule(plan, paths.store, options.now().toISOString());
    },
    history: async session => (existsSync(paths.store) ? (await store()).history(session) : []),
    exportStudy: async (sessions, options) => {
      const kept = await store();
      const { exportStudy } = await import('./export-study.ts');
      const classified = sessions.flatMap(summary => {
        const run = kept.classification(summary.head.id);
        return run ? [{ summary, run }] : [];
      });
      return exportStudy(classified, options);
    },
    exportSession: async (summary, part, options) => {
      const run = existsSync(paths.store) ? (await store()).classification(summary.head.id) : null;
      const { exportSession } = await import('./export-session.ts');
      const source = {
        head: summary.head,
        turns: turnsOf(summary),
        pushbacks: await pushbacks(summary),
        episodes: run ? heldEpisodes(run) : [],
      };
      return exportSession(source, part, options);
    },
    marks: async session => (existsSync(paths.store) ? (await store()).marks(session) : []),
    mark: (session, turn, mark) => saves.keep(async () => (await store()).saveMark(session, turn, mark)),
    hint: async sessions => {
      const { tellOnce } = await import('../store/told.ts');
      const settings = readText(
        `${options.env.CLAUDE_CONFIG_DIR ?? `${options.home}/.claude`}/settings.json`,
      );
      // Samples and named folders are nobody's to delete.
      const isOwn = samplesReason === null && !isNamed;
      return tellOnce(paths.store, {
        'first run': firstRunHint,
        deletion: isOwn ? toDeletionNotice(sessions, settings, options.now()) : null,
      });
    },
    keptTheme: () => toTheme(readTheme(paths.store)),
    keepTheme: theme => saves.keep(async () => writeTheme(paths.store, theme)),
    copy: text =>
      copyText(text, { env: options.env, platform: process.platform, feed: feedProgram, keep: keepText }),
    editorCommand: (path, line) => toEditorCommand(options.env, path, line),
    resumeCommand: ({ head }) => toResumeCommand(head),
    run: runInTerminal,
    close: async () => {
      stop.abort();
      await classifier.settled();
      await saves.settled();
      opened?.close();
      opened = undefined;
    },
  };
};

/** The places that a root names; one with a `*` that names none stands for itself. */
const placesLike = (root: string): { readonly path: string; readonly found: boolean }[] => {
  const paths = expandRoots([root]);
  return (paths.length > 0 ? paths : [root]).map(path => ({ path, found: existsSync(path) }));
};

/** A place that a person named must be one that can be written. Throws UserError (2). */
const makeStore = (path: string): void => {
  try {
    makeFolder(path);
  } catch (cause) {
    throw new UserError(`The store cannot be made at ${path}: ${messageOf(cause)}`, 'Name another folder.', {
      cause,
    });
  }
};

const placeAt = (path: string): Otherwise['place'] =>
  isFile(path) ? 'file' : isFolder(path) ? 'folder' : null;

/** Made at the first call, the same from then on. */
const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
