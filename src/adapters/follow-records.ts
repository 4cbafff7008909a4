import { type Modality, noPrompt, type SessionHead, type SourceId } from '../domain/session.ts';
import type { IsoTime, Speaker } from '../domain/turn.ts';
import type { Scanner } from './adapter.ts';
import { type JsonRecord, readRecord, toText, toTitle } from './read-record.ts';
import { createTurnSpans } from './turn-spans.ts';

/** What a record tells of its session; what is '' or null tells nothing. */
export type Facts = {
  /** Its own id, without its source. */
  readonly id: string | null;
  readonly agent: string;
  readonly modality: Modality;
  readonly project: string | null;
  readonly title: string | null;
  readonly model: string | null;
  readonly branch: string | null;
  readonly parent: string | null;
};

/** A piece of a turn, as `RecordLog.add` takes it. */
export type Said = {
  readonly speaker: Speaker;
  readonly as: string;
  readonly at: IsoTime | null;
  /** The words, where a person wrote a prompt; '' for a picture alone. */
  readonly prompt?: string;
  /** The ids of the tool calls that it makes. */
  readonly calls?: readonly string[];
  /** The id of the message: said again, it takes the place of what was said before. */
  readonly key?: string;
};

/** What a scanner notes while it follows a log. Every method speaks of the record at hand. */
export type RecordLog = {
  /** The first id, project and parent stay; of all else the last word counts. */
  readonly tell: (facts: Partial<Facts>) => void;
  /** A time at which the session was at work. */
  readonly noteTime: (at: IsoTime | null) => void;
  /** Gives the number of the turn that took the piece. */
  readonly add: (said: Said) => number;
  /** Adds to the turn in which the call was made. */
  readonly result: (callId: string, as: string) => void;
  /** Adds to a turn that has long begun; `calls` as in `Said`. */
  readonly attachTo: (turn: number, as: string, calls: readonly string[]) => void;
  /** Adds to the agent's turn at hand what says no word: usage, an end. */
  readonly attach: (as: string) => void;
  readonly skip: (kind: string) => void;
  /** Where the message with this key was first said; undefined when it was not. */
  readonly placeOf: (key: string) => number | undefined;
  readonly isCall: (id: string) => boolean;
  /** The developer went back to before the first prompt at record `from` or behind it: what was said since is abandoned. */
  readonly rewind: (from: number, at: IsoTime | null) => void;
  /** The number of the record. */
  readonly index: () => number;
};

export type RecordReader = {
  readonly source: SourceId;
  readonly agent: string;
  readonly modality: Modality;
  /** Takes one record. May not throw. */
  readonly see: (record: JsonRecord, log: RecordLog) => void;
  readonly companion?: (path: string, text: string, log: RecordLog) => void;
};

type Keyed = { readonly piece: MutablePiece; readonly place: number; readonly turn: number };
type MutablePiece = { from: number; to: number; as: string };

/** Follows a log of JSON records: turns, facts and counts are kept here, what a record means is the reader's. */
export const followRecords = (path: string, reader: RecordReader): Scanner => {
  const turns = createTurnSpans();
  const facts = createFacts(path, reader);
  const callTurns = new Map<string, number>();
  const keyed = new Map<string, Keyed>();
  const asked: { readonly turn: number; readonly place: number }[] = [];
  const problems: { path: string; line: number; what: string }[] = [];
  const skipped: Record<string, number> = {};
  const calls = new Set<string>();
  let prompts = 0;
  let at = 0;
  let origin = '';
  let first = '';

  const skip = (kind: string) => {
    skipped[kind] = (skipped[kind] ?? 0) + 1;
  };
  const pieceAs = (as: string): MutablePiece => ({ from: at, to: at + 1, as });
  const noteCalls = (ids: readonly string[], turn: number) => {
    for (const [index, id] of ids.entries()) {
      const own = id || `${at}-${index}`;
      calls.add(own);
      callTurns.set(own, turn);
    }
  };
  const add = (said: Said): number => {
    facts.noteTime(said.at);
    const known = said.key ? keyed.get(said.key) : undefined;
    if (known) {
      Object.assign(known.piece, pieceAs(said.as));
      noteCalls(said.calls ?? [], known.turn);
      return known.turn;
    }
    const piece = pieceAs(said.as);
    const isPrompt = said.prompt !== undefined;
    if (said.prompt) facts.tell({ prompt: said.prompt });
    // What a parent agent asks is no word of a person.
    const isTask = facts.isSubagent() && said.speaker === 'developer';
    if (isTask) piece.as = `${taskMark}${said.as}`;
    else if (isPrompt) prompts += 1;
    const turn = turns.add(isTask ? 'agent' : said.speaker, piece, said.at, origin);
    if (isPrompt && !isTask) asked.push({ turn, place: at });
    if (said.key) keyed.set(said.key, { piece, place: at, turn });
    noteCalls(said.calls ?? [], turn);
    return turn;
  };
  const rewind = (from: number, time: IsoTime | null) => {
    const left = asked.findIndex(({ place }) => place >= from);
    const [to] = left === -1 ? [] : asked.splice(left);
    add({ speaker: 'agent', as: to ? `${rewindMark}${to.turn}` : rewindMark.trim(), at: time });
    if (to) turns.abandon(to.turn, to.place);
  };
  const log: RecordLog = {
    tell: facts.tell,
    noteTime: facts.noteTime,
    add,
    result: (callId, as) => {
      const turn = callTurns.get(callId);
      if (turn === undefined) skip(`${as} without its call`);
      else turns.attach(turn, pieceAs(as));
    },
    attachTo: (turn, as, ids) => {
      turns.attach(turn, pieceAs(as));
      noteCalls(ids, turn);
    },
    attach: as => {
      const turn = turns.last();
      if (turn?.speaker === 'agent') turns.attach(turn.number, pieceAs(as));
      else skip(`${as} without its turn`);
    },
    skip,
    placeOf: key => keyed.get(key)?.place,
    isCall: id => callTurns.has(id),
    rewind,
    index: () => at,
  };

  return {
    push: (text, index) => {
      at = index;
      const record = readRecord(text.replace(/^\uFEFF/, ''), index);
      first ||= text.trim();
      origin = toText(record?.uuid) || toText(record?.id);
      if (record) reader.see(record, log);
      else if (text.trim() !== '') problems.push({ path, line: index + 1, what: tornRecord });
    },
    companion: (companionPath, text) => reader.companion?.(companionPath, text, log),
    outline: () => ({
      head: facts.head(first),
      spans: turns.spans(),
      prompts,
      toolCalls: calls.size,
      problems,
      skipped,
    }),
  };
};

const tornRecord = 'torn: not a JSON object';
/** Before the number of the turn that the developer went back to. */
export const rewindMark = 'rewind ';
/** Before the kind of a prompt that another agent wrote. */
export const taskMark = 'task of ';

const createFacts = (path: string, reader: RecordReader) => {
  const told: Record<string, string> = {};
  const time = { first: '', last: '' };
  const firstWins = new Set(['id', 'project', 'parent', 'prompt']);
  const tell = (facts: Partial<Facts> & { readonly prompt?: string }) => {
    for (const [name, value] of Object.entries(facts))
      if (value && !(firstWins.has(name) && told[name])) told[name] = value;
  };
  const head = (first: string): SessionHead => ({
    id: `${reader.source}:${told.id ?? idByName(path, first)}`,
    source: reader.source,
    agent: told.agent ?? reader.agent,
    modality: told.modality === 'ide' || told.modality === 'cli' ? told.modality : reader.modality,
    project: told.project ?? null,
    title: toTitle(told.title ?? told.prompt ?? '') || noPrompt,
    path,
    startedAt: time.first || null,
    endedAt: time.last || null,
    model: told.model ?? null,
    branch: told.branch ?? null,
    parent: told.parent ? `${reader.source}:${told.parent}` : null,
  });
  return {
    tell,
    noteTime: (at: IsoTime | null) => {
      if (!at) return;
      if (!time.first || at < time.first) time.first = at;
      if (at > time.last) time.last = at;
    },
    isSubagent: () => told.parent !== undefined,
    head,
  };
};

/** A name that every log of its kind bears tells no session: its first record then does. */
const idByName = (path: string, first: string): string => {
  const name = fileName(path);
  const isCommon = /^(?:chat|events|messages|session|trajectory|transcript)$/.test(name);
  return isCommon ? `${name}-${shortHash(first)}` : name;
};

const fileName = (path: string): string =>
  path
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.\w+$/, '') || 'unknown';

// Few sessions need it, and it takes 10 ms to load: not at every start.
const shortHash = (text: string): string =>
  process.getBuiltinModule('node:crypto').hash('sha1', text).slice(0, 12);
