import type { PushbackClass, PushbackReview } from '../../../domain/pushback.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination, Spot } from '../../app-state.ts';
import { actionOf, type ScreenAction, toTyping } from '../../keys/use-bindings.ts';
import { className } from '../../theme.ts';
import { judgingKeys, replayKeys } from './replay-keys.ts';
import type { Place, ReplayModel, Step } from './replay-model.ts';
import type { ToolView, TurnView } from './turn-lines.ts';

export type IdleLimit = 'real' | '2 s' | 'none';

export type ReplayState = {
  readonly step: Step;
  readonly top: Place;
  readonly playing: boolean;
  readonly speed: number;
  readonly idle: IdleLimit;
  readonly tools: ToolView;
  readonly thinking: boolean;
  readonly focused: boolean;
  /** Is pushback explained in whole? */
  readonly why: boolean;
  /** Is the ledger of the developer's rules open? */
  readonly ledger: boolean;
  /** The find line: being typed, or settled. */
  readonly find: {
    readonly query: string;
    readonly typing: boolean;
    readonly found: readonly number[];
    readonly scanned: number;
    /** Enter came before a match did: go to the first later one that comes. */
    readonly sought: boolean;
  };
  readonly said: string;
  /** Is the menu of pushback classes open, for the turn under the playhead? */
  readonly judging: boolean;
  /** A person's word on a turn that is still to be kept; null `review` takes it back. */
  readonly decided: Decided | null;
  /** Where the person goes from here; the app takes them there. */
  readonly leaving: Destination | null;
};

export type Decided = { readonly turn: number; readonly review: Verdict | null };
/** A review without its time, which the reducer does not know. */
export type Verdict = Pick<PushbackReview, 'decision' | 'class'>;

export type ReplayAction =
  | ScreenAction
  | { readonly type: 'leave'; readonly to: 'back' | 'search' | 'help' }
  | { readonly type: 'episodes'; readonly of: 'moment' | 'session' }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'developer' | 'pushback' | 'onset' | 'break' | 'failed' | 'match'; readonly by: 1 | -1 }
  | { readonly type: 'scroll'; readonly by: number }
  | { readonly type: 'page'; readonly by: number }
  | { readonly type: 'seek'; readonly share: number }
  | { readonly type: 'go'; readonly spot: Spot }
  | {
      readonly type:
        | 'play'
        | 'tick'
        | 'tools'
        | 'thinking'
        | 'focused'
        | 'why'
        | 'ledger'
        | 'idle'
        | 'find'
        | 'settle'
        | 'unfind'
        | 'subagent'
        | 'judge'
        | 'unjudge'
        | 'reject'
        | 'takeBack'
        | 'kept';
    }
  | { readonly type: 'speed'; readonly by: 1 | -1 | 0 }
  | { readonly type: 'accept'; readonly class: PushbackClass }
  | { readonly type: 'say'; readonly words: string }
  | { readonly type: 'erased' }
  | {
      readonly type: 'found';
      readonly query: string;
      readonly found: readonly number[];
      readonly scanned: number;
    };

/** What the reducer looks things up in; all of it is the session's, nothing of it is state. */
export type ReplayWorld = {
  readonly model: ReplayModel;
  readonly summary: SessionSummary;
  readonly findSubagent: (nativeId: string) => SessionSummary | null;
  /** Is the session's pushback known yet? A session can be opened before it is read to its end. */
  readonly counted: boolean;
  readonly width: number;
  readonly height: number;
};

const tools: readonly ToolView[] = ['short', 'full', 'off'];
const idles: readonly IdleLimit[] = ['2 s', 'none', 'real'];
const slowest = 0.25;
const fastest = 16;

export const viewOf = (state: ReplayState, width: number): TurnView => ({
  width,
  tools: state.tools,
  thinking: state.thinking,
  focused: state.focused,
  why: state.why,
  find: state.find.query,
});

const emptyFind: ReplayState['find'] = { query: '', typing: false, found: [], scanned: 0, sought: false };

/** The whole of a turn is shown unless the replay is playing. */
export const openAt = (turn: number): ReplayState => ({
  step: { turn, block: -1 },
  top: { turn, line: 0 },
  playing: false,
  speed: 1,
  idle: '2 s',
  tools: 'short',
  thinking: false,
  focused: false,
  why: false,
  ledger: false,
  find: emptyFind,
  said: '',
  judging: false,
  decided: null,
  leaving: null,
});

/** Decides what every key does. Pure: the same state, action and session give the same state. */
export const createReplayReducer = (world: () => ReplayWorld | undefined) => {
  const reduce = (state: ReplayState, action: ReplayAction): ReplayState => {
    const at = world();
    // Before the first frame there is no session to move in.
    if (!at) return state;
    const { model } = at;
    switch (action.type) {
      case 'key': {
        const next = toAction(state, action.key);
        return next ? reduce(state, next) : state;
      }
      case 'leave':
        return { ...state, leaving: { to: action.to }, playing: false };
      case 'episodes': {
        const turn = action.of === 'moment' ? state.step.turn : null;
        return { ...state, leaving: { to: 'episodes', summary: at.summary, turn }, playing: false };
      }
      case 'stay':
        return { ...state, leaving: null };
      case 'judge':
        return isDeveloper(at, state) ? { ...state, judging: true, playing: false } : standOnPrompt(state);
      case 'unjudge':
        return { ...state, judging: false };
      case 'accept':
        return accepted(at, state, action.class);
      case 'reject':
        return isDeveloper(at, state)
          ? decide(state, { decision: 'rejected', class: null }, 'not pushback: kept (U takes it back)')
          : standOnPrompt(state);
      case 'takeBack':
        return isDeveloper(at, state)
          ? decide(state, null, 'your word on this turn is taken back')
          : standOnPrompt(state);
      case 'kept':
        return { ...state, decided: null };
      case 'say':
        return { ...state, said: action.words };
      case 'subagent':
        return toSubagent(at, state);
      case 'step':
        return follow(at, { ...state, step: nextStep(model, state.step, action.by), playing: false });
      case 'tick': {
        const step = nextStep(model, state.step, 1);
        const ended = step.turn === state.step.turn && step.block === state.step.block;
        return follow(at, {
          ...state,
          step,
          playing: state.playing && !ended,
          said: ended ? 'end of the session' : '',
        });
      }
      case 'developer':
        return jump(at, state, action.by, developerTurns(model), 'developer turn');
      case 'pushback':
        if (!at.counted) return { ...state, said: 'still looking for pushback: press again in a moment' };
        return jump(
          at,
          state,
          action.by,
          model.pushbacks.map(pushback => pushback.turn),
          'pushback',
        );
      case 'onset':
        return jump(at, state, action.by, model.onsets, 'onset');
      case 'break':
        return jump(at, state, action.by, model.breaks, 'broken rule');
      case 'match':
        return jump(at, state, action.by, state.find.found, 'match');
      case 'failed':
        return jump(at, state, action.by, failedTurn(model, state.step.turn, action.by), 'failed tool call');
      case 'scroll':
        return { ...state, ...scrolled(at, state, action.by), playing: false };
      case 'page':
        return { ...state, ...scrolled(at, state, Math.round(action.by * at.height)), playing: false };
      case 'seek':
        return land(at, state, {
          turn: 1 + Math.round(action.share * Math.max(0, model.total() - 1)),
          offset: null,
        });
      case 'go':
        return land(at, state, action.spot);
      case 'play':
        return follow(at, { ...state, playing: !state.playing, said: '' });
      case 'tools':
        return { ...state, tools: after(tools, state.tools), top: { ...state.top, line: 0 } };
      case 'thinking':
        return { ...state, thinking: !state.thinking, top: { ...state.top, line: 0 } };
      case 'focused':
        return { ...state, focused: !state.focused, top: { ...state.top, line: 0 } };
      case 'why':
        return { ...state, why: !state.why };
      case 'ledger':
        return { ...state, ledger: !state.ledger };
      case 'idle':
        return { ...state, idle: after(idles, state.idle) };
      case 'speed':
        return {
          ...state,
          speed: action.by === 0 ? 1 : clamp(state.speed * (action.by > 0 ? 2 : 0.5), slowest, fastest),
        };
      case 'find':
        return { ...state, find: { ...emptyFind, typing: true }, playing: false };
      case 'typed':
        if (!state.find.typing) return state;
        return {
          ...state,
          find: { ...emptyFind, query: state.find.query + action.text, typing: true },
        };
      case 'erased':
        return {
          ...state,
          find: { ...emptyFind, query: [...state.find.query].slice(0, -1).join(''), typing: true },
        };
      case 'found':
        if (action.query !== state.find.query) return state;
        return seek(at, { ...state, find: { ...state.find, found: action.found, scanned: action.scanned } });
      case 'settle':
        return seek(at, {
          ...state,
          find: { ...state.find, typing: false, sought: state.find.query !== '' },
        });
      case 'unfind':
        return { ...state, find: emptyFind };
    }
  };
  return reduce;
};

const toAction = (state: ReplayState, key: string): ReplayAction | undefined => {
  if (state.find.typing) return typingAction(key);
  return actionOf<ReplayAction>(state.judging ? judgingKeys : replayKeys, key);
};

const typingAction = (key: string): ReplayAction | undefined => {
  if (key === 'enter') return { type: 'settle' };
  if (key === 'escape') return { type: 'unfind' };
  return toTyping(key);
};

const nextStep = (model: ReplayModel, step: Step, by: 1 | -1): Step => {
  const blocks = model.turn(step.turn)?.blocks.length ?? 0;
  const block = step.block + by;
  if (block >= 0 && block < blocks) return { turn: step.turn, block };
  if (by > 0)
    return step.turn < model.total()
      ? { turn: step.turn + 1, block: Math.min(0, (model.turn(step.turn + 1)?.blocks.length ?? 0) - 1) }
      : step;
  if (step.turn <= 1) return { turn: 1, block: 0 };
  return { turn: step.turn - 1, block: Math.max(0, (model.turn(step.turn - 1)?.blocks.length ?? 1) - 1) };
};

/** Keeps the playhead's block in view: its end on the last line while playing, else its start on screen. */
const follow = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const view = viewOf(state, at.width);
  const end = at.model.endOf(state.step, view);
  return { ...state, top: at.model.move(end, 1 - at.height, view), said: state.said };
};

const scrolled = (at: ReplayWorld, state: ReplayState, by: number): Pick<ReplayState, 'top' | 'step'> => {
  const top = at.model.move(state.top, by, viewOf(state, at.width));
  return { top, step: top.turn === state.step.turn ? state.step : { turn: top.turn, block: -1 } };
};

/** Shows a spot with a third of the screen above it, so that what it answers is in view. */
const land = (at: ReplayWorld, state: ReplayState, { turn: number, offset }: Spot): ReplayState => {
  const turn = clamp(number, 1, Math.max(1, at.model.total()));
  const view = viewOf(state, at.width);
  const line = offset === null ? 0 : at.model.lineOf({ turn, offset }, view);
  const top = at.model.move({ turn, line }, -Math.floor(at.height / 3), view);
  return { ...state, step: { turn, block: -1 }, top, playing: false, said: '' };
};

const jump = (
  at: ReplayWorld,
  state: ReplayState,
  by: 1 | -1,
  turns: readonly number[],
  what: string,
): ReplayState => {
  const here = state.step.turn;
  const to = by > 0 ? turns.find(turn => turn > here) : turns.findLast(turn => turn < here);
  return to === undefined
    ? { ...state, said: `no ${by > 0 ? 'later' : 'earlier'} ${what}` }
    : land(at, state, { turn: to, offset: null });
};

/** Goes to the match that enter asked for, once it is found or the whole session has been looked through. */
const seek = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const { found, scanned, sought } = state.find;
  const isThere = found.some(turn => turn > state.step.turn) || scanned >= at.model.total();
  if (!sought || !isThere) return state;
  return jump(at, { ...state, find: { ...state.find, sought: false } }, 1, found, 'match');
};

const isDeveloper = ({ model }: ReplayWorld, { step }: ReplayState): boolean =>
  model.session.outline().spans[step.turn - 1]?.speaker === 'developer';

const standOnPrompt = (state: ReplayState): ReplayState => ({
  ...state,
  said: 'go to a developer turn first: J or ]',
});

/** The class that was detected is accepted; another one, or one where nothing was detected, is an edit. */
const accepted = ({ model }: ReplayWorld, state: ReplayState, name: PushbackClass): ReplayState => {
  const decision = model.pushbackAt.get(state.step.turn)?.class === name ? 'accepted' : 'edited';
  const words = `${className(name)}: kept (U takes it back)`;
  return decide({ ...state, judging: false }, { decision, class: name }, words);
};

const decide = (state: ReplayState, review: Verdict | null, said: string): ReplayState => ({
  ...state,
  playing: false,
  decided: { turn: state.step.turn, review },
  said,
});

/** Opens the subagent that the block under the playhead started, else the next one of the turn. */
const toSubagent = (at: ReplayWorld, state: ReplayState): ReplayState => {
  const started = (at.model.turn(state.step.turn)?.blocks ?? []).flatMap((block, index) =>
    block.kind === 'tool' && block.call.subagent !== null ? [{ index, id: block.call.subagent }] : [],
  );
  const chosen = started.find(({ index }) => index >= state.step.block) ?? started[0];
  if (!chosen) return { ...state, said: 'no subagent was started in this turn' };
  const summary = at.findSubagent(chosen.id);
  return summary
    ? { ...state, playing: false, leaving: { to: 'replay', summary, spot: null } }
    : { ...state, said: 'the log of this subagent is not here' };
};

const developerTurns = (model: ReplayModel): number[] =>
  model.session.outline().spans.flatMap(span => (span.speaker === 'developer' ? [span.number] : []));

const failedTurn = (model: ReplayModel, from: number, by: 1 | -1): number[] => {
  for (let number = from + by; number >= 1 && number <= model.total(); number += by) {
    if (model.hasFailedCall(number)) return [number];
  }
  return [];
};

const after = <Value>(values: readonly Value[], value: Value): Value =>
  values[(values.indexOf(value) + 1) % values.length] ?? value;
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
