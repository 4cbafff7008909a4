import model from '../../config/pushback-model.json' with { type: 'json' };
import type { Pushback, PushbackClass, Signal } from '../domain/pushback.ts';
import type { Turn } from '../domain/turn.ts';
import type { AgentAct } from './agent-act.ts';
import { type ClassModel, clearClasses, rankClasses } from './class-model.ts';
import { type Reason, toReasons } from './explain.ts';
import { type Features, type Ground, toFeatures } from './features.ts';
import { type Names, type Scorer, toChance, toOdds, toVector } from './model.ts';
import { createGroundReader } from './read-grounds.ts';
import {
  bareStopChance,
  isBareStop,
  isStopped,
  isTakenBack,
  isWordless,
  takenBackChance,
} from './wordless.ts';

export type PushbackDetector = {
  /**
   * Takes the next turn of a session. An agent turn settles the developer turn that it answers: the pushback that this
   * was, or null. A developer turn itself settles nothing yet, for how the agent takes it says much.
   */
  readonly push: (turn: Turn) => Pushback | null;
  /**
   * What the session ends with so far: a developer turn that nobody has answered yet, judged without the answer, or an
   * agent that was stopped while nobody wrote again (`turn` is then that agent turn's number). Changes nothing.
   */
  readonly finish: () => Pushback | null;
};

/** The least strength that counts as pushback unless a person sets another. */
export const usualThreshold = model.later.threshold;

/**
 * Reads a session's turns in order and tells which of them push back, from words, context and the log's own signs. What
 * is weaker than `least` is not told.
 */
export const createPushbackDetector = (least = usualThreshold): PushbackDetector => {
  const reader = createGroundReader();
  return {
    push: turn => {
      const answered = reader.push(turn);
      return answered && judge(answered, least);
    },
    finish: () => {
      const waiting = reader.waiting();
      if (waiting) return judge(waiting, least);
      const last = reader.last();
      return last && isStopped(last) ? toBareStop(last.number, last) : null;
    },
  };
};

/** All pushback of a session, in turn order. */
export const detectPushbacks = (turns: readonly Turn[]): Pushback[] => {
  const detector = createPushbackDetector();
  const found = turns.flatMap(turn => detector.push(turn) ?? []);
  return [...found, ...[detector.finish()].filter(pushback => pushback !== null)];
};

const judge = (ground: Ground, least: number): Pushback | null => {
  if (isBareStop(ground)) return toBareStop(ground.number, ground.act);
  if (isWordless(ground)) return null;
  const features = toFeatures(ground);
  const scorer = ground.reply ? later : now;
  const vector = toVector(features, scorer.names);
  const odds = toOdds(scorer, vector);
  // Rounded down, so that what is shown is never above what is compared.
  const said = Math.floor(toChance(odds) * 100) / 100;
  const takenBack = isTakenBack(ground.act);
  const strength = takenBack ? Math.max(said, takenBackChance) : said;
  if (strength < least) return null;
  const [primary, ...secondary] =
    takenBack && said < usualThreshold
      ? (['undo_request'] as const)
      : toClasses(scorer.classes, vector, ground);
  const reasons = explain(toReasons(ground, features), scorer, vector, odds, primary);
  return {
    turn: ground.number,
    class: primary,
    secondary,
    strength,
    signals: [...takingBack(ground.act), ...reasons],
  };
};

/** The likeliest class, and at most two more that are nearly as likely; a stop and going back are reasons of their own. */
const toClasses = (
  classes: ClassModel,
  vector: Float64Array,
  { reading, act }: Ground,
): [PushbackClass, ...PushbackClass[]] => {
  const ranked = rankClasses(classes, vector, reading.cues);
  const primary = ranked[0]?.name ?? 'correction';
  const others = ranked.filter(({ share }) => share >= leastShare).map(({ name }) => name);
  const shown: PushbackClass[] = [
    ...(isTakenBack(act) ? ['undo_request' as const] : []),
    ...(act.interrupted || act.refused ? ['interruption' as const] : []),
  ];
  const secondary = new Set(
    [...shown, ...clearClasses(reading.cues), ...others].filter(name => name !== primary),
  );
  return [primary, ...[...secondary].slice(0, 2)];
};

/** The reasons that added most to the odds, the strongest first; the class's own words and the log's marks are always told. */
const explain = (
  reasons: readonly Reason[],
  scorer: NamedScorer,
  vector: Float64Array,
  odds: number,
  primary: PushbackClass,
): Signal[] =>
  reasons
    .map(({ signal, share, names }) => ({
      named: names === primary,
      signal: {
        ...signal,
        contribution: round(odds - toOdds(scorer, withoutShare(vector, share, scorer.places))),
      },
    }))
    .filter(({ named, signal }) => named || isMark(signal.kind) || signal.contribution >= leastContribution)
    .toSorted((a, b) => Number(b.named) - Number(a.named) || b.signal.contribution - a.signal.contribution)
    .map(({ signal }) => signal)
    .filter((signal, index, all) => !all.slice(0, index).some(kept => overlap(kept, signal)))
    .slice(0, mostSignals)
    .toSorted((a, b) => b.contribution - a.contribution);

const withoutShare = (
  vector: Float64Array,
  share: Features,
  places: ReadonlyMap<string, number>,
): Float64Array => {
  const rest = vector.slice();
  for (const [name, value] of Object.entries(share)) {
    const at = places.get(name);
    if (at !== undefined) rest[at] = (rest[at] ?? 0) - value;
  }
  return rest;
};

const overlap = (a: Signal, b: Signal): boolean =>
  a.start !== null &&
  a.end !== null &&
  b.start !== null &&
  b.end !== null &&
  a.start < b.end &&
  b.start < a.end;

const toBareStop = (turn: number, act: AgentAct): Pushback => ({
  turn,
  class: isTakenBack(act) ? 'undo_request' : 'interruption',
  secondary: [],
  strength: bareStopChance,
  signals: [
    ...takingBack(act),
    ...(act.interrupted ? [mark('interruption', 'the agent was stopped')] : []),
    ...(act.refused ? [mark('refusal', 'a tool call was refused')] : []),
  ],
});

const mark = (kind: Signal['kind'], text: string): Signal => ({
  kind,
  text,
  start: null,
  end: null,
});
const takingBack = ({ rewound, restored }: AgentAct): Signal[] => [
  ...(rewound ? [mark('revert', 'the developer went back to before an answer')] : []),
  ...(restored ? [mark('revert', 'the developer restored files that the agent had edited')] : []),
];
const isMark = (kind: Signal['kind']): boolean => kind === 'interruption' || kind === 'refusal';
const round = (share: number): number => Math.round(share * 100) / 100;

type NamedScorer = Scorer & {
  readonly names: Names;
  readonly classes: ClassModel;
  /** Where each name stands in a vector. */
  readonly places: ReadonlyMap<string, number>;
};
const toNamed = (scorer: Omit<NamedScorer, 'places'>): NamedScorer => ({
  ...scorer,
  places: new Map(scorer.names.map((name, at) => [name, at])),
});
const [now, later] = [toNamed(model.now), toNamed(model.later)];
const leastShare = 0.25;
const leastContribution = 0.15;
const mostSignals = 5;
