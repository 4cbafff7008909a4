import type { Adapter } from '../adapters/adapter.ts';
import { findAdapter } from '../adapters/index.ts';
import type { LogChange } from '../domain/log-change.ts';
import type { Problem } from '../domain/problem.ts';
import type { Outline, TurnSpan } from '../domain/session.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { Turn } from '../domain/turn.ts';
import { messageOf, UserError } from '../errors.ts';
import { isGone } from '../files/find-logs.ts';
import { foldersOfFiles } from '../files/log-files.ts';
import type { LogRecords } from '../files/log-records.ts';
import { openLogRecords } from '../files/open-log-records.ts';
import { type OpenHead, openHead } from '../files/read-head.ts';
import { watchLog } from '../files/watch-log.ts';
import { cutOf, startScan } from './open-records.ts';
import type { Beside } from './start-beside-worker.ts';

/** An open session: an outline that grows with `readOn`, and turns decoded one by one. `close` frees the file. */
export type OpenSession = {
  readonly outline: () => Outline;
  /** Reads 1 to 4 MB more of the log; false when all of it is known. */
  readonly readOn: () => boolean;
  /** Decodes turn `number`; undefined when there is no such turn (yet). */
  readonly turn: (number: number) => Turn | undefined;
  /**
   * Tells what became of the log since now, until the returned function is called. Told `grown`, `readOn` goes on with
   * what was added (or `beside` does); else what is open stays as it is.
   */
  readonly watch: (onChange: (change: LogChange) => void) => () => void;
  /** Where a large log is read by another thread, in place of `readOn`. */
  readonly beside?: Beside;
  readonly close: () => void;
};

/**
 * Opens the log at `path` with the adapter that claimed it; `opened` when that looked at its head. Throws as node:fs does
 * when it cannot be read.
 */
export const openSession = (adapter: Adapter, path: string, opened?: OpenHead): OpenSession =>
  openWithRecords(adapter, path, opened).session;

/** An open session, with the records that it is read from and what decodes its turns. */
export type Opened = {
  readonly session: OpenSession;
  readonly records: LogRecords;
  readonly decode: (span: TurnSpan | undefined) => Turn | undefined;
};

/** The same as `openSession`, with what it is made of. */
const openWithRecords = (adapter: Adapter, path: string, opened?: OpenHead): Opened => {
  const cut = cutOf(adapter, path, opened?.head);
  const records = openLogRecords(path, cut, opened?.file);
  const scanner = startScan(adapter, path);
  let outline: Outline | undefined;
  const problemAt = (record: number | null, what: string): Problem[] =>
    record === null ? [] : [{ path, line: record + 1, what }];
  const readOutline = (): Outline => {
    const read = scanner.outline();
    const problems = [
      ...read.problems,
      ...problemAt(records.spoilt(), 'holds bytes that are no UTF-8: they are shown as �'),
      ...problemAt(records.halfWritten?.() ?? null, 'is half written: nothing of it is shown'),
    ];
    return { ...read, problems: cut.by === 'line' ? problems : problems.map(inRecord) };
  };
  const decode = (span: TurnSpan | undefined) => decodeTurn(adapter, records, span);
  const session: OpenSession = {
    outline: () => {
      outline ??= readOutline();
      return outline;
    },
    readOn: () => {
      outline = undefined;
      return records.readOn(scanner.push);
    },
    turn: number => {
      outline ??= readOutline();
      return decode(outline.spans[number - 1]);
    },
    watch: onChange => {
      const look = (otherwise: LogChange) => {
        const change = records.change?.() ?? otherwise;
        if (change !== 'same') onChange(change);
      };
      records.seal?.();
      // It may have grown since it was opened.
      look('same');
      const places = [path, ...(cut.by === 'files' ? foldersOfFiles(path, cut) : [])];
      return watchAll(places, () => look('anew'));
    },
    close: records.close,
  };
  return { session, records, decode };
};

const decodeTurn = (adapter: Adapter, records: LogRecords, span: TurnSpan | undefined): Turn | undefined => {
  if (!span) return undefined;
  const pieces = span.pieces.map(piece => ({ ...piece, text: records.text(piece.from, piece.to) }));
  const { number, speaker, at, abandoned, origin } = span;
  const { blocks, model, tokens, cost } = adapter.decode(speaker, pieces);
  const endedAt = blocks.findLast(block => block.at !== null)?.at ?? at;
  return {
    number,
    speaker,
    at,
    endedAt,
    model,
    tokens,
    cost,
    ...(abandoned && { abandoned }),
    ...(origin && { origin }),
    blocks,
  };
};

const watchAll = (places: readonly string[], onChange: () => void): (() => void) => {
  const ends = places.map(place => watchLog(place, onChange));
  return () => {
    for (const end of ends) end();
  };
};

/** Where records are no lines, no line is at fault but a record. */
const inRecord = ({ path, line, what }: Problem): Problem => ({
  path,
  line: null,
  what: line === null ? what : `record ${line}: ${what}`,
});

/** Opens a log as it is now. Throws UserError (3) when it is gone, cannot be read, or is no log any more. */
export const openLog = (path: string): OpenSession => openLogWith(path).session;

/** The same, with what it is made of. */
export const openLogWith = (path: string): Opened => {
  try {
    const opened = openHead(path);
    const adapter = findAdapter({ path, head: opened.head });
    if (adapter) return openWithRecords(adapter, path, opened);
    opened.file.close();
  } catch (cause) {
    const what = isGone(cause) ? 'is gone' : `cannot be read (${messageOf(cause)})`;
    const next = isGone(cause) ? 'Agents delete old logs; run the list again.' : 'Look at who may read it.';
    throw new UserError(`The log of this session ${what}: ${path}`, next, { code: 3, cause });
  }
  throw new UserError(
    `The log of this session is no log any more: ${path}`,
    'Something wrote other text over it; run the list again.',
    { code: 3 },
  );
};

/** Reads the whole log and decodes every turn, for commands that need all of it. */
export const loadTurns = (session: OpenSession): Turn[] => {
  while (session.readOn());
  return session.outline().spans.flatMap(span => session.turn(span.number) ?? []);
};

/** Every turn of a listed session. Throws UserError (3) when its log is gone. */
export const turnsOf = ({ head }: SessionSummary): Turn[] => {
  const session = openLog(head.path);
  try {
    return loadTurns(session);
  } finally {
    session.close();
  }
};
