import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { type Happened, happenedIn } from '../domain/happened.ts';
import type { Outline, TurnSpan } from '../domain/session.ts';
import type { SessionCounts } from '../domain/session-summary.ts';
import { messageOf } from '../errors.ts';
import type { RecordPlaces } from '../files/log-records.ts';
import { type Opened, openLogWith } from './open-session.ts';
import { createProseReader, toCounts } from './read-prose.ts';

/** What the main thread hands over: the log that is read beside the screen. */
export type BesideData = { readonly readBeside: string };

/** What is asked of the worker later on: to read what was added to the log. */
export type BesideAsked = 'grown';

/** What was found out about a log so far. */
export type BesideNews =
  | {
      readonly kind: 'part';
      /** All but the turns, of which `spans` holds those that are new or not what they were. */
      readonly outline: Omit<Outline, 'spans'>;
      readonly spans: readonly TurnSpan[];
      /** Where the records from number `from` on stand. */
      readonly from: number;
      readonly places: RecordPlaces;
      readonly isRead: boolean;
    }
  | { readonly kind: 'happened'; readonly from: number; readonly turns: readonly (readonly Happened[])[] }
  | { readonly kind: 'counted'; readonly counts: SessionCounts }
  | { readonly kind: 'failed'; readonly words: string };

/** How often it is told what more is known: each time a frame is drawn. */
const partMilliseconds = 250;
/** So many turns are looked through before it is told what happened in them. */
const turnsATime = 500;

/** Reads a log part by part, then looks through its turns; gives what reads on when the log has grown. */
const readBeside = ({ session, records }: Opened, tell: (news: BesideNews) => void): (() => void) => {
  const told = createTold();
  const prose = createProseReader();
  let [counted, isFirst, from] = [0, true, 0];
  const readParts = () => {
    for (let isMore = true; isMore; ) {
      const begun = performance.now();
      do isMore = session.readOn();
      while (isMore && performance.now() - begun < partMilliseconds);
      const { spans, ...outline } = session.outline();
      const places = records.places?.(from) ?? nowhere;
      tell({ kind: 'part', outline, spans: told.news(spans), from, places, isRead: !isMore });
      from += places.starts.length;
    }
  };
  const lookThrough = () => {
    const { spans } = session.outline();
    // Of a log that is written on, the turn at hand is counted when the next one begins.
    const last = isFirst ? spans.length : spans.length - 1;
    let turns: Happened[][] = [];
    const flush = (upTo: number) => {
      tell({ kind: 'happened', from: upTo - turns.length + 1, turns });
      turns = [];
    };
    for (; counted < last; counted += 1) {
      const turn = session.turn(counted + 1);
      turns.push(turn ? happenedIn(turn) : []);
      if (turn) prose.push(turn);
      if (turns.length >= turnsATime) flush(counted + 1);
    }
    flush(counted);
    tell({ kind: 'counted', counts: toCounts(session.outline(), prose.prose()) });
    isFirst = false;
  };
  return () => {
    readParts();
    lookThrough();
  };
};

const nowhere: RecordPlaces = { starts: new Float64Array(), end: 0 };

/** Tells which turns are new or have changed since it was last asked: a late result changes one that is long told. */
const createTold = () => {
  const marks: number[] = [];
  return {
    news: (spans: readonly TurnSpan[]): TurnSpan[] =>
      spans.filter((span, at) => {
        const mark = markOf(span);
        if (marks[at] === mark) return false;
        marks[at] = mark;
        return true;
      }),
  };
};

const markOf = ({ pieces, abandoned, at }: TurnSpan): number =>
  pieces.reduce(
    (mark, { from }) => (Math.imul(mark, 31) + from) | 0,
    pieces.length * 4 + (abandoned ? 2 : 0),
  ) + (at === null ? 0 : 1);

const isBesideData = (data: unknown): data is BesideData =>
  typeof data === 'object' && data !== null && 'readBeside' in data;

if (!isMainThread && isBesideData(workerData)) {
  const port = parentPort;
  const tell = (news: BesideNews) => port?.postMessage(news);
  try {
    const opened = openLogWith(workerData.readBeside);
    const readOn = readBeside(opened, tell);
    opened.records.seal?.();
    readOn();
    port?.on('message', (_asked: BesideAsked) => {
      if (opened.records.change?.() === 'grown') readOn();
    });
  } catch (error) {
    tell({ kind: 'failed', words: messageOf(error) });
  }
}
