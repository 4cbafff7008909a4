import { concessionText, type PushbackClass, pushbackClasses, type Signal } from '../domain/pushback.ts';
import type { Cue, Found } from './cues.ts';
import type { Features, Ground } from './features.ts';
import type { Sign } from './signs.ts';

/** One reason to think that a turn pushes back, and by how much each feature falls when it is taken away. */
export type Reason = {
  readonly signal: Omit<Signal, 'contribution'>;
  readonly share: Features;
  /** What the words name by themselves; null for other signs. */
  readonly names: PushbackClass | null;
};

/** The reasons that hold for a turn. What one adds to the odds is found by scoring the turn without it. */
export const toReasons = (ground: Ground, features: Features): Reason[] => [
  ...ground.reading.cues.filter(isObjection).map(cueReason),
  ...ground.reading.signs.flatMap(sign => signReason(sign, ground)),
  ...seen.flatMap(each => seenReason(each, features)),
];

const seenReason = ({ kind, text, names, least = 0.01 }: Seen, features: Features): Reason[] => {
  const held = names.filter(name => (features[name] ?? 0) >= least);
  const share = Object.fromEntries(held.map(name => [name, features[name] ?? 0]));
  return held.length > 0 ? [{ signal: { kind, text, start: null, end: null }, share, names: null }] : [];
};

const cueReason = ({ cue, text, start, end }: Found): Reason => ({
  signal: { kind: cue.class === 'undo_request' ? 'revert' : 'words', text, start, end },
  share: {
    'cues/objection': cue.prior,
    'cues/opening': cue.prior,
    [cue.classFeature]: cue.prior,
    [cue.feature]: 1,
  },
  names: toClass(cue.class),
});

const toClass = (name: Cue['class']): PushbackClass | null =>
  pushbackClasses.find(each => each === name) ?? null;

/** A sign's span is looked for only here: most turns are never explained. */
const signReason = ({ name, pattern, feature }: Sign, { reading }: Ground): Reason[] => {
  if (tooGeneral.has(name)) return [];
  const match = pattern.exec(reading.words);
  const text = match?.[0].trim();
  if (!match || !text) return [];
  const from = reading.offset(match.index + match[0].indexOf(text));
  const span = { start: from, end: from + text.length };
  return [
    {
      signal: { kind: 'words', text: reading.text.slice(span.start, span.end), ...span },
      share: { [feature]: 1 },
      names: null,
    },
  ];
};

/** They move the odds, and as a highlighted word would tell a reader nothing. */
const tooGeneral: ReadonlySet<string> = new Set([
  'tells how it is',
  'tells what happens',
  'turn: opens with a state',
  'turn: opens with I',
  'turn: opens with a command',
  'turn: opens with a question',
  'turn: negation',
  'turn: just',
  'turn: please',
  'turn: question',
]);

const isObjection = ({ cue }: Found): boolean => cue.class !== 'approval' && !tooGeneral.has(cue.name);

type Seen = {
  readonly kind: Signal['kind'];
  readonly text: string;
  readonly names: readonly string[];
  /** The least value worth telling. */
  readonly least?: number;
};

/** Signs without words of the turn's own, as people are told them. */
const seen: readonly Seen[] = [
  {
    kind: 'interruption',
    text: 'the agent was stopped',
    names: ['marks/interrupted', 'marks/stopped', 'marks/stoppedWithWords', 'marks/stoppedWithoutObjection'],
  },
  {
    kind: 'refusal',
    text: 'a tool call was refused',
    names: ['marks/refused', 'marks/stopped', 'marks/stoppedWithWords', 'marks/stoppedWithoutObjection'],
  },
  { kind: 'repeat', text: 'the same error as before', names: ['history/sameError'] },
  {
    kind: 'repeat',
    text: 'much the same request again',
    names: ['history/likeAny', 'history/likePrevious', 'history/inPrevious'],
    least: 0.6,
  },
  { kind: 'repeat', text: 'words of a rule set before', names: ['history/rule'], least: 0.6 },
  {
    kind: 'context',
    text: 'an error pasted after the agent worked',
    names: ['act/errorAfterWork', 'shape/pastedError', 'shape/errorLines'],
  },
  { kind: 'context', text: 'output pasted from a terminal', names: ['shape/pastedLines'] },
  {
    kind: 'context',
    text: 'the agent had claimed success',
    names: ['act/claimed', 'act/agent: reports success', 'act/agent: should work'],
  },
  {
    kind: 'context',
    text: concessionText,
    names: ['reply/reply: concedes', 'reply/reply: apologises', 'reply/thinking: owns a fault'],
  },
  {
    kind: 'context',
    text: 'the agent then looked for the fault',
    names: [
      'reply/reply: sees the fault',
      'reply/reply: names a fault',
      'reply/reply: looks into it',
      'reply/thinking: names a fault',
    ],
  },
  {
    kind: 'context',
    text: 'the agent then thought of a complaint',
    names: ['reply/thinking: reads a complaint', 'reply/thinking: reads a report'],
  },
  {
    kind: 'revert',
    text: 'the agent then took its edit back',
    names: ['reply/reverts', 'reply/reply: takes back'],
  },
  {
    kind: 'context',
    text: 'the agent then edited the same file',
    names: ['reply/sameFile', 'reply/sameFiles', 'reply/reworks'],
  },
];
