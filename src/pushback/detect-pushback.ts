import type { Pushback, PushbackClass, Signal } from '../domain/pushback.ts';
import { isInterrupted, type Turn, turnText, turnToolCalls } from '../domain/turn.ts';
import { findCue, worded } from './cues.ts';
import { hasPastedError, toWords } from './words.ts';

/** Log-odds before anything is seen; with the weights below it puts 0.5 where precision and recall meet. */
const base = -0.9;
const least = 0.5;

type Seen = { readonly class: PushbackClass; readonly weight: number; readonly signal: Signal };

/** What the agent turn before a developer turn did, as far as its log shows. */
type Act = {
  acted: boolean;
  claimed: boolean;
  asked: boolean;
  interrupted: boolean;
  refused: boolean;
  number: number;
};

export type PushbackDetector = {
  /** Takes the next turn of a session; gives the pushback that it is, or null. */
  readonly push: (turn: Turn) => Pushback | null;
  /** At the end of the session: the agent was stopped and nobody wrote again. */
  readonly finish: () => Pushback | null;
};

/** Reads a session's turns in order and tells which of them push back, from words, context and the log's own signs. */
export const createPushbackDetector = (): PushbackDetector => {
  let act: Act | null = null;
  const prompts: string[] = [];
  return {
    push: turn => {
      if (turn.speaker === 'agent') {
        act = toAct(turn);
        return null;
      }
      const text = turnText(turn);
      const pushback = act && prompts.length > 0 ? judge(turn.number, text, act, prompts.at(-1) ?? '') : null;
      prompts.push(text.slice(0, 2000));
      act = null;
      return pushback;
    },
    finish: () => (act?.interrupted || act?.refused ? silentStop(act.number, act) : null),
  };
};

/** All pushback of a session, in turn order. */
export const detectPushbacks = (turns: readonly Turn[]): Pushback[] => {
  const detector = createPushbackDetector();
  const found = turns.flatMap(turn => detector.push(turn) ?? []);
  return [...found, ...[detector.finish()].filter(pushback => pushback !== null)];
};

const toAct = (turn: Turn): Act => {
  const text = turnText(turn);
  const calls = turnToolCalls(turn);
  const end = text.slice(-600);
  return {
    acted: calls.some(call => call.kind === 'edit' || call.kind === 'run'),
    claimed: findCue('claim', text.slice(-2000)) !== null,
    asked:
      /\?\s*$/.test(end.trimEnd()) ||
      /\b(?:would you like|shall i|should i|do you want|which (?:option|one))\b/i.test(end),
    interrupted: isInterrupted(turn),
    refused: calls.some(call => call.status === 'rejected'),
    number: turn.number,
  };
};

const judge = (number: number, text: string, act: Act, before: string): Pushback | null => {
  const words = toWords(text);
  const seen = [...wordSigns(words), ...pastedError(text, act), ...repeated(text, before)];
  const stopped = act.interrupted || act.refused;
  const stop = findCue('stop', words);
  if (text.trim() === '') return stopped ? silentStop(number, act) : null;
  const odds = base + sum(seen) + contextOdds(words, act) + (stopped ? 0.9 : 0) + (stop ? 1.5 : 0);
  const strength = 1 / (1 + Math.exp(-odds));
  if (strength < least || (seen.length === 0 && !stop)) return null;
  const [first] = seen;
  const classes: PushbackClass[] = [...new Set(seen.map(sign => sign.class))];
  const also = stopped || stop ? (['interruption'] as const) : [];
  return {
    turn: number,
    class: first?.class ?? 'interruption',
    secondary: [...new Set([...classes.slice(1), ...(first ? also : [])])].slice(0, 2),
    strength: Math.round(strength * 100) / 100,
    signals: [
      ...seen.map(sign => sign.signal),
      ...(stop ? [{ kind: 'words' as const, ...stop }] : []),
      ...stopSignals(act),
    ],
  };
};

const wordSigns = (words: string): Seen[] =>
  worded.flatMap(({ name, weight }) => {
    const found = findCue(name, words);
    return found ? [{ class: name, weight, signal: { kind: 'words', ...found } }] : [];
  });

/** An error pasted right after the agent changed something: delivered work that does not work. */
const pastedError = (text: string, act: Act): Seen[] =>
  hasPastedError(text)
    ? [
        {
          class: 'failure_report',
          weight: act.acted || act.claimed ? 2 : 1,
          signal: sign('context', 'an error pasted after the answer'),
        },
      ]
    : [];

const repeated = (text: string, before: string): Seen[] => {
  const [now, then] = [normalise(text), normalise(before)];
  const same =
    now.length > 12 &&
    (now === then || (now.length > 40 && (then.startsWith(now) || now.startsWith(then)) && then.length > 40));
  return same
    ? [{ class: 'clarify_intent', weight: 2.5, signal: sign('repeat', 'the same request again') }]
    : [];
};

/** Only the first signs count in full: five cues in one long text are not five times the proof. */
const sum = (seen: readonly Seen[]): number =>
  [...seen]
    .sort((a, b) => b.weight - a.weight)
    .reduce((total, { weight }, rank) => total + weight / (1 + rank), 0);

const contextOdds = (words: string, act: Act): number => {
  const length = words.trim().length;
  let odds = 0;
  if (findCue('approval', words)) odds -= 1.1;
  if (act.acted) odds += 0.5;
  if (act.claimed) odds += 0.3;
  if (act.asked) odds -= 0.4;
  if (length > 1500) odds -= 1.2;
  else if (length > 600) odds -= 0.5;
  return odds;
};

const silentStop = (turn: number, act: Act): Pushback => ({
  turn,
  class: 'interruption',
  secondary: [],
  strength: 0.6,
  signals: stopSignals(act),
});

const stopSignals = (act: Act): Signal[] => [
  ...(act.interrupted ? [sign('interruption', 'the agent was stopped')] : []),
  ...(act.refused ? [sign('refusal', 'a tool call was refused')] : []),
];

const sign = (kind: Signal['kind'], text: string): Signal => ({ kind, text, start: null, end: null });
const normalise = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
