import type { Pushback, PushbackClass, Signal } from '../domain/pushback.ts';
import { type Turn, turnText } from '../domain/turn.ts';
import { type AgentAct, toAgentAct } from './agent-act.ts';
import { type Circumstance, readCircumstances } from './context.ts';
import { type Found, findCues } from './cues.ts';
import { rankClasses, toStrength } from './weigh.ts';
import { toWords } from './words.ts';

export type PushbackDetector = {
  /** Takes the next turn of a session; gives the pushback that it is, or null. */
  readonly push: (turn: Turn) => Pushback | null;
  /** At the end of the session: the agent was stopped and nobody wrote again. `turn` is that agent turn's number. */
  readonly finish: () => Pushback | null;
};

/** Reads a session's turns in order and tells which of them push back, from words, context and the log's own signs. */
export const createPushbackDetector = (): PushbackDetector => {
  let act: AgentAct | null = null;
  let prompts: readonly string[] = [];
  return {
    push: turn => {
      if (turn.speaker === 'agent') {
        act = toAgentAct(turn);
        return null;
      }
      const text = turnText(turn);
      const pushback = act && prompts.length > 0 ? judge(turn.number, text, act, prompts) : null;
      prompts = [...prompts.slice(-2), text.slice(0, 2000)];
      act = null;
      return pushback;
    },
    finish: () => (act ? silentStop(act.number, act) : null),
  };
};

/** All pushback of a session, in turn order. */
export const detectPushbacks = (turns: readonly Turn[]): Pushback[] => {
  const detector = createPushbackDetector();
  const found = turns.flatMap(turn => detector.push(turn) ?? []);
  return [...found, ...[detector.finish()].filter(pushback => pushback !== null)];
};

/** The signs of one developer turn: what the weights are put on. */
export const readSigns = (text: string, act: AgentAct, prompts: readonly string[]) => {
  const words = toWords(text);
  const found = findCues(words.text).map(({ start, end, ...rest }) => {
    const span = { start: words.offset(start), end: words.offset(end - 1) + 1 };
    return { ...rest, ...span, text: text.slice(span.start, span.end) };
  });
  return { found, circumstances: readCircumstances({ text, words: words.text, act, prompts }) };
};

const judge = (number: number, text: string, act: AgentAct, prompts: readonly string[]): Pushback | null => {
  const { found, circumstances } = readSigns(text, act, prompts);
  const stopped = act.interrupted || act.refused;
  if (stopped && circumstances.includes('noProse') && !hasContext(circumstances))
    return silentStop(number, act);
  const strength = toStrength(found, circumstances);
  if (strength < least) return null;
  const [primary, ...others] = toClasses(found, circumstances, stopped);
  // House rule of the labels: a stop followed by words that object to nothing is no pushback.
  if (!primary) return null;
  return {
    turn: number,
    class: primary,
    secondary: others.slice(0, 2),
    strength: round(strength),
    signals: [
      ...decidingFirst(found.filter(isObjection), primary).map(toSignal),
      ...contextSignals(circumstances),
      ...stopSignals(act),
    ],
  };
};

/** Words decide; a pasted error or a repeat names the class where words do not; a stop is only a second reason. */
const toClasses = (
  found: readonly Found[],
  circumstances: readonly Circumstance[],
  stopped: boolean,
): PushbackClass[] => {
  const worded = rankClasses(found.filter(isObjection));
  const pasted = circumstances.some(name => name.startsWith('pastedError'));
  const classes: PushbackClass[] = [...worded];
  if (pasted && !classes.some(name => contested.includes(name))) classes.unshift('failure_report');
  if (circumstances.includes('repeated')) classes.push('clarify_intent');
  if (stopped && classes.length > 0) classes.push('interruption');
  return [...new Set(classes)];
};

/** What stands before a broken result in the guide's order. */
const contested: readonly PushbackClass[] = ['trust_challenge', 'constraint_reminder', 'scope_objection'];

const silentStop = (turn: number, act: AgentAct): Pushback | null =>
  act.interrupted || act.refused
    ? { turn, class: 'interruption', secondary: [], strength: stopStrength, signals: stopSignals(act) }
    : null;

const stopSignals = (act: AgentAct): Signal[] => [
  ...(act.interrupted ? [sign('interruption', 'the agent was stopped')] : []),
  ...(act.refused ? [sign('refusal', 'a tool call was refused')] : []),
];

const contextSignals = (circumstances: readonly Circumstance[]): Signal[] =>
  circumstances.flatMap(name => {
    if (name === 'pastedErrorAfterWork') return [sign('context', 'an error pasted after the agent worked')];
    if (name === 'repeated') return [sign('repeat', 'the same request again')];
    return [];
  });

/** The words that speak for the turn's class before all others, the clearest first. */
const decidingFirst = (found: readonly Found[], primary: PushbackClass): Found[] =>
  found.toSorted(
    (a, b) => Number(b.cue.class === primary) - Number(a.cue.class === primary) || b.cue.prior - a.cue.prior,
  );

const toSignal = ({ cue, text, start, end }: Found): Signal => ({
  kind: cue.class === 'undo_request' ? 'revert' : 'words',
  text,
  start,
  end,
});

const isObjection = ({ cue }: Found): boolean => cue.class !== 'approval' && cue.class !== 'claim';
const hasContext = (circumstances: readonly Circumstance[]): boolean =>
  circumstances.some(name => name.startsWith('pasted'));
const sign = (kind: Signal['kind'], text: string): Signal => ({ kind, text, start: null, end: null });
const round = (share: number): number => Math.round(share * 100) / 100;

const least = 0.5;
/** A stop without words is a sure sign of a stop and none of its reason. */
const stopStrength = 0.6;
