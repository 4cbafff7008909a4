import type { OpenSession } from '../../../app/open-session.ts';
import { type Turn, turnText, turnToolCalls } from '../../../domain/turn.ts';
import { firstTurn } from './episode-marks.ts';
import { brokenIn } from './ledger-lines.ts';
import { findRanges } from './ranges.ts';
import type { SessionFacts } from './session-facts.ts';
import { createSurvey, type Survey } from './session-survey.ts';
import { blockAt, linesBefore, type TurnLine, type TurnView, toTurnLines } from './turn-lines.ts';
import { toTurnMarks } from './turn-marks.ts';

/** A line of the session: which turn, and how many lines below its header. */
export type Place = { readonly turn: number; readonly line: number };

const keptTurns = 200;

/** Draws any part of an open session at the cost of that part: turns are decoded and wrapped when they come in view. */
export const createReplayModel = (
  session: OpenSession,
  facts: SessionFacts,
  survey: Survey = createSurvey(session),
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

  const total = (): number => session.outline().spans.length;
  const turn = (number: number): Turn | undefined => remember(turns, number, () => session.turn(number));
  const lines = (number: number, view: TurnView): readonly TurnLine[] =>
    remember(
      drawn,
      `${number} ${view.width} ${view.tools} ${view.thinking} ${view.focused} ${view.why} ${view.find}`,
      () => {
        const decoded = turn(number);
        if (!decoded) return [];
        const why = view.why ? turn(number - 1) : undefined;
        return toTurnLines(decoded, toTurnMarks({ ...facts, origins }, number, why), view);
      },
    );

  /** The place `by` lines further (or back), stopping at the ends of the session. */
  const move = (from: Place, by: number, view: TurnView): Place => {
    let { turn: number, line } = from;
    line += by;
    while (line < 0 && number > 1) {
      number -= 1;
      line += lines(number, view).length;
    }
    for (
      let length = lines(number, view).length;
      line >= length && number < total();
      length = lines(number, view).length
    ) {
      line -= length;
      number += 1;
    }
    return { turn: number, line: Math.max(0, Math.min(line, lines(number, view).length - 1)) };
  };

  /** The lines from `top` on, at most `height`; while playing nothing after `until` is shown yet. */
  const windowFrom = (top: Place, height: number, view: TurnView, until: Step | null): string[] => {
    const shown: string[] = [];
    for (let number = top.turn; number <= total() && shown.length < height; number += 1) {
      if (until && number > until.turn) break;
      const all = lines(number, view).slice(number === top.turn ? top.line : 0);
      for (const line of all) {
        if (shown.length >= height || (until && number === until.turn && line.block > until.block)) break;
        shown.push(line.text);
      }
    }
    return shown;
  };

  /** How far the last line of `step` stands below the turn's header. */
  const endOf = (step: Step, view: TurnView): Place => {
    const last = lines(step.turn, view).findLastIndex(line => line.block <= step.block);
    return { turn: step.turn, line: Math.max(0, last) };
  };

  /** The line below the turn's header on which the character at `offset` of its text stands, nearly. */
  const lineOf = ({ turn: number, offset }: { turn: number; offset: number }, view: TurnView): number => {
    const decoded = turn(number);
    const place = decoded && blockAt(decoded, offset);
    if (!place) return 0;
    const first = lines(number, view).findIndex(line => line.block === place.block);
    return first < 0 ? 0 : first + linesBefore(place.text, view);
  };

  /** Does the turn say `find`, in its words or in what its tools were given and gave back? */
  const matches = (number: number, find: string): boolean => {
    const decoded = turn(number);
    if (!decoded) return false;
    if (findRanges(turnText(decoded), find).length > 0) return true;
    return turnToolCalls(decoded).some(
      call => findRanges(call.target, find).length > 0 || findRanges(call.output ?? '', find).length > 0,
    );
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
    onsets,
    breaks,
    total,
    turn,
    lines,
    move,
    windowFrom,
    endOf,
    lineOf,
    matches,
    hasFailedCall,
  };
};

/** Each turn once, the first one first. */
const inOrder = (turns: readonly number[]): number[] => [...new Set(turns)].sort((a, b) => a - b);

export type ReplayModel = ReturnType<typeof createReplayModel>;
/** The playhead: a turn, and the last of its blocks that is shown (-1: its header alone). */
export type Step = { readonly turn: number; readonly block: number };

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
