import { existsSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from '../adapters/adapter.ts';
import { adapters, findAdapter } from '../adapters/index.ts';
import type { Problem } from '../domain/problem.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { UserError } from '../errors.ts';
import { type FoundLog, findLogs, readHead } from '../files/find-logs.ts';
import { packageRoot } from '../files/package-root.ts';
import type { App, LibraryEvent } from './app.ts';
import { type OpenSession, openSession } from './open-session.ts';
import { searchLibrary } from './search-library.ts';
import { type Summarised, summariseSession } from './summarise-session.ts';

export type OpenOptions = {
  /** Folders or files instead of the agents' own places. */
  readonly sessions: readonly string[];
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
};

export type Library = { readonly sessions: readonly SessionSummary[]; readonly problems: readonly Problem[] };
export type SourceState = {
  readonly source: string;
  readonly label: string;
  readonly roots: readonly { readonly path: string; readonly found: boolean }[];
  readonly logs: number;
};

/** The app as commands use it: everything read before the answer. */
export type CommandApp = App & {
  readonly library: () => Promise<Library>;
  /** A session by id, unique prefix, title fragment or path. Throws UserError: 3 none, 2 several. */
  readonly resolve: (argument: string) => Promise<SessionSummary>;
  readonly sources: () => readonly SourceState[];
};

/** Puts the rooms together over the real machine. */
export const openApp = (options: OpenOptions): CommandApp => {
  const read = new Map<string, Summarised>();
  const problems: Problem[] = [];
  const places = { home: options.home, cwd: options.cwd, env: options.env };
  const own = adapters.flatMap(adapter => adapter.roots(places));
  const named = options.sessions.map(path => resolvePath(options.cwd, path));
  for (const path of named) {
    if (!existsSync(path))
      throw new UserError(`There is nothing at ${path}.`, 'Name a folder of logs or a log file.');
  }
  const foundOwn = named.length > 0 ? findLogs(named, problems) : findLogs(own, problems);
  const samples = named.length === 0 && foundOwn.length === 0;
  const logs = samples ? findLogs([join(packageRoot(), 'sessions')], problems) : foundOwn;

  const load = async (onEvent: (event: LibraryEvent) => void, signal: AbortSignal): Promise<void> => {
    let done = 0;
    for (const claimed of claim(logs, problems, onEvent)) {
      if (signal.aborted) return;
      const { adapter, log } = claimed;
      const known = read.get(log.path);
      const one = known ?? (await summarise(adapter, log, problems));
      done += 1;
      if (one) {
        read.set(log.path, one);
        if (fits(one.summary, options)) onEvent({ kind: 'sessions', sessions: [one.summary] });
      }
      onEvent({ kind: 'progress', done, total: logs.length });
      if (!known) await rest();
    }
    onEvent({ kind: 'done' });
  };

  const library = async (): Promise<Library> => {
    const sessions: SessionSummary[] = [];
    const collect = (event: LibraryEvent) => {
      if (event.kind === 'sessions') sessions.push(...event.sessions);
    };
    await load(collect, new AbortController().signal);
    return { sessions: sessions.sort(newestFirst), problems };
  };

  const open = (summary: SessionSummary): OpenSession => {
    const adapter = findAdapter({ path: summary.head.path, head: readHead(summary.head.path) });
    if (!adapter)
      throw new UserError(
        `The log of this session is gone: ${summary.head.path}`,
        'Agents delete old logs; run the list again.',
        { code: 3 },
      );
    return openSession(adapter, summary.head.path);
  };

  return {
    now: options.now,
    samplesReason: samples ? 'no agent log found on this machine' : null,
    loadLibrary: (onEvent, signal) => {
      void load(onEvent, signal);
    },
    openSession: open,
    search: request =>
      searchLibrary(
        [...read.values()].sort((a, b) => newestFirst(a.summary, b.summary)),
        request,
      ),
    library,
    resolve: argument => resolveSession(argument, library),
    sources: () =>
      adapters.map(adapter => ({
        source: adapter.source,
        label: adapter.label,
        roots: adapter.roots(places).map(path => ({ path, found: existsSync(path) })),
        logs: [...read.values()].filter(({ summary }) => summary.head.source === adapter.source).length,
      })),
    close: () => {},
  };
};

/** Tells each log's adapter; a log that nobody claims is a problem, not a silence. */
function* claim(
  logs: readonly FoundLog[],
  problems: Problem[],
  onEvent: (event: LibraryEvent) => void,
): Generator<{ adapter: Adapter; log: FoundLog }> {
  for (const log of logs) {
    const adapter = findAdapter({ path: log.path, head: readHead(log.path) });
    if (adapter) yield { adapter, log };
    else if (log.bytes > 0) {
      const problem = { path: log.path, line: null, what: 'no adapter knows this format' };
      problems.push(problem);
      onEvent({ kind: 'problem', problem });
    }
  }
}

const summarise = async (
  adapter: Adapter,
  log: FoundLog,
  problems: Problem[],
): Promise<Summarised | undefined> => {
  try {
    const one = await summariseSession(adapter, log, rest);
    return one.summary.head.parent ? undefined : one;
  } catch (error) {
    problems.push({
      path: log.path,
      line: null,
      what: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    });
    return undefined;
  }
};

/** Lets the screen draw between two pieces of work. */
const rest = (): Promise<void> => sleep(0);

const fits = ({ head }: SessionSummary, { agent, project, after, before }: OpenOptions): boolean => {
  const has = (text: string, part: string | undefined) =>
    !part || text.toLowerCase().includes(part.toLowerCase());
  if (!has(`${head.agent} ${head.source}`, agent) || !has(head.project ?? '', project)) return false;
  return !(after && (head.startedAt ?? '') < after) && !(before && (head.startedAt ?? '~') >= before);
};

const newestFirst = (a: SessionSummary, b: SessionSummary): number =>
  timeOf(b).localeCompare(timeOf(a)) || a.head.id.localeCompare(b.head.id);
const timeOf = ({ head, modifiedAt }: SessionSummary): string => head.endedAt ?? head.startedAt ?? modifiedAt;

const resolveSession = async (argument: string, library: () => Promise<Library>): Promise<SessionSummary> => {
  const { sessions } = await library();
  const exact = sessions.find(
    ({ head }) => head.id === argument || head.path === argument || resolvePath(argument) === head.path,
  );
  if (exact) return exact;
  const byId = sessions.filter(
    ({ head }) => head.id.startsWith(argument) || head.id.split(':')[1]?.startsWith(argument),
  );
  const found =
    byId.length > 0
      ? byId
      : sessions.filter(({ head }) => head.title.toLowerCase().includes(argument.toLowerCase()));
  const [first] = found;
  if (!first)
    throw new UserError(`No session is called “${argument}”.`, '`pushback list` shows what there is.', {
      code: 3,
    });
  if (found.length > 1) {
    const some = found
      .slice(0, 5)
      .map(({ head }) => `${head.id}  ${head.title}`)
      .join('\n  ');
    throw new UserError(
      `${found.length} sessions fit “${argument}”:\n  ${some}`,
      'Say more of the id or of the title.',
    );
  }
  return first;
};
