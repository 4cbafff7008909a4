import type { OpenSession } from '../../../app/open-session.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { isInterrupted, isRefused, type Turn } from '../../../domain/turn.ts';
import { plainReading, type ReadingAids } from './blocks/passage.ts';
import { firstTurn, toLabels } from './episode-marks.ts';
import { type Answer, answerOf, type Match } from './find-matches.ts';
import { brokenIn } from './ledger-lines.ts';
import { type DrawnMatch, markBlock, markHeader, markMatch, markTurn } from './match-place.ts';
import type { SessionFacts } from './session-facts.ts';
import { createSurvey, type Survey } from './session-survey.ts';
import {
  besideIn,
  clipsShown,
  nearestIn,
  type Only,
  type ShownTurns,
  toShown,
  withGaps,
} from './shown-turns.ts';
import { mayAnswer, type Sought, toSought } from './sought.ts';
import { type Clip, toClips } from './trailer.ts';
import { type TurnLine, type TurnView, toTurnLines } from './turn-lines.ts';
import { toTurnMarks } from './turn-marks.ts';

/** How the session is drawn: its turns, and which of them. */
export type SessionView = TurnView & {
  /** The query of find-in-session as it was typed; '' when nothing is looked for. */
  readonly find: string;
  readonly only: Only;
  /** Where the playhead stands: its turn and its block, -1 for the turn's header. */
  readonly here: { readonly turn: number; readonly block: number };
  /** The match where one stands: its turn, and its rank among the turn's matches. */
  readonly match: { readonly turn: number; readonly nth: number } | null;
};

/** A line of the session: which turn, and how many lines below its header. */
export type Place = { readonly turn: number; readonly line: number };

/** Lines of a turn, `end` not included. */
type Part = { readonly turn: number; readonly from: number; readonly end: number };
/** A drawn line and the turn that it belongs to. */
export type SeenLine = TurnLine & { readonly turn: number };

const keptTurns = 200;
/** So many turns back it is looked which model answered. */
const mostSilent = 6;

/** Draws any part of an open session at the cost of that part: turns are decoded and wrapped when they come in view. */
export const createReplayModel = (
  session: OpenSession,
  facts: SessionFacts,
  survey: Survey = createSurvey(session),
  aids: ReadingAids = plainReading,
) => {
  const { pushbacks, doubtful, rules, episodes } = facts;
  const pushbackAt = new Map(pushbacks.map(pushback => [pushback.turn, pushback]));
  // What a person rejected as pushback began nowhere.
  const origins = facts.origins.filter(({ turn }) => pushbackAt.has(turn));
  const onsets = inOrder([
    ...(episodes ?? []).map(firstTurn),
    ...origins.flatMap(({ onset }) => onset ?? []),
  ]);
  const breaks = inOrder(rules.flatMap(brokenIn));
  const turns = new Map<number, Turn | undefined>();
  const drawn = new Map<string, readonly TurnLine[]>();
  const answers = new Map<string, Answer | null>();
  const labelsAt = toLabels(episodes ?? []);
  let asked: { readonly query: string; readonly sought: Sought } | undefined;

  let trailer: { readonly total: number; readonly clips: Clip[]; readonly shown: ShownTurns } | undefined;
  const inPushback = toShown(pushbacks.map(pushback => pushback.turn));
  let inFound = toShown([]);

  const total = (): number => session.outline().spans.length;
  const turn = (number: number): Turn | undefined => remember(turns, number, () => session.turn(number));
  const drawnTurn = (number: number, view: SessionView): readonly TurnLine[] =>
    remember(
      drawn,
      `${number} ${view.width} ${view.tools} ${view.thinking} ${view.focused} ${view.why} ${view.opened.get(number) ?? ''} ${view.branches.size} ${view.find}`,
      () => {
        const decoded = turn(number);
        if (!decoded) return [];
        const why = view.why ? turn(number - 1) : undefined;
        const sought = view.find === '' ? null : answerIn(number, view.find);
        const known = { before: why, switched: switchedIn(decoded), sought };
        return toTurnLines(decoded, toTurnMarks({ ...facts, origins }, number, known), view, aids);
      },
    );

  /** Says that another model answers than in the agent turn before, as far back as a few turns that do not say theirs. */
  const switchedIn = ({ number, model }: Turn): string | null => {
    if (model === null) return null;
    for (let earlier = number - 1; earlier >= Math.max(1, number - mostSilent); earlier -= 1) {
      const before = turn(earlier)?.model;
      if (before) return before === model ? null : oneLine(`model: ${before} → ${model}`, 200);
    }
    return null;
  };

  /** The clips of the trailer; an open log may still grow. */
  const clips = (): readonly Clip[] => trailerNow().clips;
  const trailerNow = () => {
    if (trailer?.total === total()) return trailer;
    const found = toClips({ pushbacks, origins, episodes }, total());
    trailer = { total: total(), clips: found, shown: clipsShown(found) };
    return trailer;
  };
  /** The turns that show in this view; null where all do, also where there is none of what is asked for. */
  const shownIn = ({ only }: SessionView): ShownTurns | null => {
    if (only === 'all') return null;
    if (typeof only !== 'string' && inFound.turns !== only) inFound = toShown(only);
    const shown = only === 'pushback' ? inPushback : only === 'trailer' ? trailerNow().shown : inFound;
    return shown.turns.length > 0 ? shown : null;
  };
  const nearest = (number: number, view: SessionView): number => {
    const shown = shownIn(view);
    const turn = clamp(number, 1, Math.max(1, total()));
    return shown ? nearestIn(shown.turns, turn) : turn;
  };
  /** The next turn that shows, or the one before. */
  const beside = (number: number, by: 1 | -1, view: SessionView): number | undefined => {
    const shown = shownIn(view);
    if (shown) return besideIn(shown.turns, number, by);
    const turn = number + by;
    return turn >= 1 && turn <= total() ? turn : undefined;
  };
  const lines = (number: number, view: SessionView): readonly TurnLine[] => {
    const own = drawnTurn(number, view);
    const shown = shownIn(view);
    return shown ? withGaps(own, shown, number, { total: total(), width: view.width }) : own;
  };

  /** The place `by` lines further (or back), stopping at the ends of the session. */
  const move = (from: Place, by: number, view: SessionView): Place => {
    let { turn: number, line } = from;
    line += by;
    for (let before = beside(number, -1, view); line < 0 && before; before = beside(number, -1, view)) {
      number = before;
      line += lines(number, view).length;
    }
    for (let length = lines(number, view).length; line >= length; length = lines(number, view).length) {
      const next = beside(number, 1, view);
      if (next === undefined) break;
      line -= length;
      number = next;
    }
    return { turn: number, line: clamp(line, 0, Math.max(0, lines(number, view).length - 1)) };
  };

  /** The parts of turns that fill `height` lines from `top` on; while playing nothing after `until` is shown yet. */
  const partsFrom = (top: Place, height: number, view: SessionView, until: Step | null): Part[] => {
    const parts: Part[] = [];
    let left = height;
    let number: number | undefined = Math.min(top.turn, total());
    while (number && left > 0 && (!until || number <= until.turn)) {
      const shown = until && number === until.turn ? edgesOf(until, view).end + 1 : Infinity;
      const from = number === top.turn ? top.line : 0;
      const end = Math.min(shown, from + left, lines(number, view).length);
      parts.push({ turn: number, from, end });
      left -= Math.max(0, end - from);
      number = beside(number, 1, view);
    }
    return parts;
  };

  /** The lines from `top` on, at most `height`, as they are printed. */
  const windowFrom = (top: Place, height: number, view: SessionView, until: Step | null): string[] =>
    partsFrom(top, height, view, until).flatMap(({ turn, from, end }) =>
      printed(turn, view, from, end, until),
    );

  /** The lines from `top` on, at most `height`, each with its turn. */
  const seen = (top: Place, height: number, view: SessionView): SeenLine[] =>
    partsFrom(top, height, view, null).flatMap(({ turn, from, end }) =>
      lines(turn, view)
        .slice(from, end)
        .map(line => ({ ...line, turn })),
    );

  /** The first and the last line of the turn on which the block of `step` stands, as far as it is shown. */
  const edgesOf = (
    { turn: number, block, line }: Step,
    view: SessionView,
  ): { start: number; end: number } => {
    const all = lines(number, view);
    const end = Math.max(
      0,
      all.findLastIndex(one => one.block <= block),
    );
    const start = all.findIndex(one => one.block === block);
    if (start < 0) return { start: end, end };
    return { start, end: line === null ? end : Math.min(end, start + Math.max(1, line) - 1) };
  };

  /** The lines of one block, without the blank one that parts it from the next turn. */
  const blockLines = ({ turn: number, block }: Step, view: SessionView): string[] => {
    const all = lines(number, view).filter(one => one.block === block);
    return (all.at(-1)?.text === '' ? all.slice(0, -1) : all).map(toText);
  };

  /** The blocks of a turn that show something in this view, in order; never none but in a turn without blocks. */
  const shownBlocks = (number: number, view: SessionView): readonly number[] => {
    const shown = new Set(lines(number, view).flatMap(({ block, text }) => (text === '' ? [] : block)));
    shown.delete(-1);
    const last = (turn(number)?.blocks.length ?? 0) - 1;
    return shown.size > 0 || last < 0 ? [...shown] : [last];
  };

  /** The line below the turn's header on which the character at `offset` of its text stands, or the next one that is drawn. */
  const lineOf = ({ turn: number, offset }: { turn: number; offset: number }, view: SessionView): number => {
    const all = lines(number, view);
    const holds = all.findIndex(({ ranges }) =>
      ranges.some(({ start, end }) => start <= offset && offset < end),
    );
    if (holds >= 0) return holds;
    const next = all.findIndex(({ ranges }) => ranges.some(({ start }) => start > offset));
    return next >= 0
      ? next
      : Math.max(
          0,
          all.findLastIndex(({ ranges }) => ranges.length > 0),
        );
  };

  const soughtBy = (query: string): Sought => {
    if (asked?.query !== query) asked = { query, sought: toSought(query) };
    return asked.sought;
  };
  const answerIn = (number: number, query: string): Answer | null =>
    remember(answers, `${number} ${query}`, () => answerTo(number, query, turn));
  const matchesOf = (number: number, query: string): readonly Match[] =>
    answerIn(number, query)?.matches ?? [];

  /** How many matches a turn has. A search through a long session leaves the turns in view where they are. */
  const countMatches = (number: number, query: string): number =>
    answerTo(number, query, peek)?.matches.length ?? 0;
  /** A turn, without putting one that is in view out of mind. */
  const peek = (number: number): Turn | undefined => turns.get(number) ?? session.turn(number);

  /** A turn is decoded only where its filters leave it. */
  const answerTo = (
    number: number,
    query: string,
    decode: (number: number) => Turn | undefined,
  ): Answer | null => {
    const { head, spans } = session.outline();
    const span = spans[number - 1];
    if (!span) return null;
    let decoded: Turn | undefined;
    const read = () => (decoded ??= decode(number));
    const shows = (sign: 'refusal' | 'interruption') => {
      const it = read();
      return it !== undefined && (sign === 'refusal' ? isRefused(it) : isInterrupted(it));
    };
    const known = {
      head,
      span,
      pushback: pushbackAt.get(number),
      labels: labelsAt.get(number) ?? null,
      shows,
    };
    const sought = soughtBy(query);
    const found = mayAnswer(sought, known) ? read() : undefined;
    return found ? answerOf(found, sought) : null;
  };

  /** Where the match is drawn in its turn; `isDrawn` false: the line nearest to what hides it. */
  const lineOfMatch = (
    number: number,
    match: Match,
    view: SessionView,
  ): { line: number; isDrawn: boolean } => {
    if (match.part === 'header') return { line: headerOf(number, view), isDrawn: true };
    const [place] = matchPlaces(number, match, view);
    if (place) return { line: place.line, isDrawn: true };
    const line = lines(number, view).findLastIndex(({ block, text }) => block <= match.block && text !== '');
    return { line: Math.max(0, line), isDrawn: false };
  };

  /** The line of a turn's header; above it may stand what was left out. */
  const headerOf = (number: number, view: SessionView): number => {
    const [header] = drawnTurn(number, view);
    return header ? lines(number, view).indexOf(header) : 0;
  };

  /** Where a match is drawn: once for each line that it runs over. */
  const matchPlaces = (number: number, match: Match, view: SessionView): (DrawnMatch & { line: number })[] =>
    lines(number, view).flatMap(({ block, found }, line) =>
      block === match.block
        ? found
            .filter(({ part, start }) => part === match.part && start === match.start)
            .map(place => ({ ...place, line }))
        : [],
    );

  /** Lines of a turn as they are printed: the match where one stands differs from the others. */
  const printed = (
    number: number,
    view: SessionView,
    from: number,
    end: number,
    until: Step | null,
  ): string[] => {
    const shown = lines(number, view).slice(from, end);
    // While it plays, what appears last is where one is.
    const here = until === null && view.here.turn === number ? view.here.block : null;
    const texts = shown.map(({ text, block }) => (block === here && block >= 0 ? markBlock(text) : text));
    if (here !== null && from <= headerOf(number, view)) {
      const at = headerOf(number, view) - from;
      const header = texts[at];
      if (header !== undefined) texts[at] = markTurn(header, number);
    }
    const match = view.match?.turn === number ? matchesOf(number, view.find)[view.match.nth] : undefined;
    if (match?.part === 'header') {
      const header = headerOf(number, view) - from;
      const text = texts[header];
      if (text !== undefined) texts[header] = markHeader(text);
    }
    for (const place of match ? matchPlaces(number, match, view) : []) {
      const text = texts[place.line - from];
      if (text !== undefined) texts[place.line - from] = markMatch(text, place);
    }
    return texts;
  };

  const hasFailedCall = (number: number): boolean =>
    survey.of(number).some(what => what === 'failed' || what === 'refused');

  return {
    session,
    pushbacks,
    doubtful,
    pushbackAt,
    origins,
    rules,
    episodes,
    marks: facts.marks,
    onsets,
    breaks,
    total,
    turn,
    peek,
    clips,
    shownIn,
    nearest,
    beside,
    lines,
    move,
    seen,
    windowFrom,
    edgesOf,
    blockLines,
    shownBlocks,
    lineOf,
    matchesIn: matchesOf,
    countMatches,
    lineOfMatch,
    hasFailedCall,
  };
};

const toText = ({ text }: TurnLine): string => text;

/** Each turn once, the first one first. */
const inOrder = (turns: readonly number[]): number[] => [...new Set(turns)].sort((a, b) => a - b);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export type ReplayModel = ReturnType<typeof createReplayModel>;
/** The playhead: a turn, and the last of its blocks that is shown (-1: its header alone). */
export type Step = {
  readonly turn: number;
  readonly block: number;
  /** How many lines of the block are shown while it is still appearing; null: all of them. */
  readonly line: number | null;
};

/** A map that forgets its oldest entries, so a long session costs no more memory than a short one. */
const remember = <Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  if (kept.size > keptTurns) {
    const oldest = kept.keys().next();
    if (!oldest.done) kept.delete(oldest.value);
  }
  return made;
};
