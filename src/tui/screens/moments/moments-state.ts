import type { MomentsAnswer } from '../../../app/app.ts';
import {
  type Moment,
  type MomentGrouping,
  type MomentOrder,
  momentGroupings,
  momentOrders,
} from '../../../domain/moment.ts';
import type { PushbackReview } from '../../../domain/pushback.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import { erase } from '../../keys/erase.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { type ScreenAction, type TypingAction, toTyping } from '../../keys/use-bindings.ts';
import { momentsQueryKeys } from './moments-keys.ts';
import { groupBeside } from './moments-layout.ts';

/** What is to be listed, and from which place on it is read. An answer to an earlier one is dropped. */
export type MomentsAsked = {
  readonly generation: number;
  readonly query: string;
  readonly order: MomentOrder;
  readonly by: MomentGrouping;
  /** Null: everywhere. */
  readonly project: string | null;
  readonly from: number;
};

/** A person's word on a moment; null takes it back. */
export type Decided = {
  readonly session: string;
  readonly turn: number;
  readonly review: Pick<PushbackReview, 'decision' | 'class'> | null;
};

export type MomentsState = {
  readonly asked: MomentsAsked;
  readonly answer: MomentsAnswer;
  /** The generation that `answer` is of. */
  readonly answered: number;
  /** The place of the chosen moment, from 0. */
  readonly cursor: number;
  readonly typing: boolean;
  /** Moments that were decided here, the latest last. */
  readonly decided: readonly Omit<Decided, 'review'>[];
  /** Decisions that are still to be kept. */
  readonly keeping: readonly Decided[];
  /** What was just done, for the person to see; empty for nothing. */
  readonly said: string;
  /** Rows of the list, as last drawn. */
  readonly height: number;
  readonly leaving: Destination | null;
};

export type MomentsAction =
  | ScreenAction
  | TypingAction
  | {
      readonly type:
        | 'filter'
        | 'settle'
        | 'clear'
        | 'order'
        | 'group'
        | 'scope'
        | 'open'
        | 'takeBack'
        | 'handedOn'
        | 'refresh';
    }
  | { readonly type: 'answered'; readonly generation: number; readonly answer: MomentsAnswer }
  | { readonly type: 'said'; readonly words: string }
  | { readonly type: 'review'; readonly decision: 'accepted' | 'rejected' }
  | { readonly type: 'drawn'; readonly height: number }
  | { readonly type: 'toGroup'; readonly by: 1 | -1 }
  | { readonly type: 'at'; readonly at: number }
  | { readonly type: 'move' | 'page'; readonly by: number }
  | { readonly type: 'leave'; readonly to: 'back' | 'search' };

/** So many moments are held at a time, around the chosen one. */
export const pageLength = 240;

const nothing: MomentsAnswer = { groups: [], total: 0, from: 0, moments: [], instead: [], problems: [] };

export const openMoments = (): MomentsState => ({
  asked: { generation: 1, query: '', order: 'strongest', by: 'none', project: null, from: 0 },
  answer: nothing,
  answered: 0,
  cursor: 0,
  typing: false,
  decided: [],
  keeping: [],
  said: '',
  height: 1,
  leaving: null,
});

export const momentAt = ({ answer }: Pick<MomentsState, 'answer'>, place: number): Moment | undefined =>
  answer.moments[place - answer.from];

/** Decides what every key does. Answers come later: until then the last one stands. */
export const createMomentsReducer =
  (summaryOf: (session: string) => SessionSummary | undefined) =>
  (before: MomentsState, action: MomentsAction): MomentsState => {
    // What was just done is told until the next key.
    const state = before.said !== '' && isKey(action) ? { ...before, said: '' } : before;
    const ask = (change: Partial<MomentsAsked>): MomentsState => ({
      ...state,
      asked: { ...state.asked, from: 0, ...change, generation: state.asked.generation + 1 },
      cursor: 0,
    });
    const { asked } = state;
    switch (action.type) {
      case 'filter':
        return { ...state, typing: true };
      case 'typed':
        return state.typing ? ask({ query: asked.query + action.text }) : state;
      case 'erased':
        return ask({ query: erase(asked.query, action.by) });
      case 'settle':
        return { ...state, typing: false };
      case 'clear':
        return { ...ask({ query: '' }), typing: false };
      case 'order':
        return ask({ order: after(momentOrders, asked.order) });
      case 'group':
        return ask({ by: after(momentGroupings, asked.by) });
      case 'scope':
        return scoped(state, ask, summaryOf);
      case 'refresh':
        return { ...state, asked: { ...asked, generation: asked.generation + 1 } };
      case 'answered':
        return answered(state, action);
      case 'move':
        return moved(state, state.cursor + action.by);
      case 'page':
        return moved(state, state.cursor + Math.round(action.by * state.height));
      case 'at':
        return moved(state, action.at);
      case 'toGroup':
        return moved(state, groupBeside(state.answer.groups, state.cursor, action.by));
      case 'open':
        return opened(state, summaryOf);
      case 'review':
        return reviewed(state, action.decision);
      case 'takeBack':
        return takenBack(state);
      case 'handedOn':
        return { ...state, keeping: [] };
      case 'said':
        return { ...state, said: action.words };
      case 'drawn':
        return state.height === action.height ? state : { ...state, height: action.height };
      case 'leave':
        return { ...state, leaving: { to: action.to } };
      case 'stay':
        return { ...state, leaving: null };
    }
  };

const told: ReadonlySet<MomentsAction['type']> = new Set([
  'answered',
  'drawn',
  'refresh',
  'handedOn',
  'said',
  'stay',
]);
const isKey = ({ type }: MomentsAction): boolean => !told.has(type);

const after = <Value>(all: readonly Value[], one: Value): Value =>
  all[(all.indexOf(one) + 1) % all.length] ?? one;

/** The project of the chosen moment, or everywhere again. */
const scoped = (
  state: MomentsState,
  ask: (change: Partial<MomentsAsked>) => MomentsState,
  summaryOf: (session: string) => SessionSummary | undefined,
): MomentsState => {
  if (state.asked.project !== null) return ask({ project: null });
  const project = summaryOf(momentAt(state, state.cursor)?.session ?? '')?.head.project;
  return project ? ask({ project }) : { ...state, said: 'the log of this moment names no project' };
};

/** The next page is asked for before the list runs out of what is held. */
const moved = (state: MomentsState, to: number): MomentsState => {
  const { asked, answer, answered, height } = state;
  const cursor = Math.max(0, Math.min(to, answer.total - 1));
  const end = asked.from + pageLength;
  const isHeld =
    (asked.from === 0 || cursor - height >= asked.from) && (end >= answer.total || cursor + height < end);
  if (isHeld || answered === 0) return { ...state, cursor };
  const from = Math.max(0, cursor - Math.floor(pageLength / 2));
  return { ...state, cursor, asked: { ...asked, from, generation: asked.generation + 1 } };
};

/** The place is kept: the same moment, if it is still there. */
const answered = (
  state: MomentsState,
  { generation, answer }: Extract<MomentsAction, { type: 'answered' }>,
): MomentsState => {
  if (generation !== state.asked.generation) return state;
  const chosen = state.cursor > 0 ? momentAt(state, state.cursor) : undefined;
  const at = answer.moments.findIndex(
    ({ session, turn }) => session === chosen?.session && turn === chosen.turn,
  );
  const next = { ...state, answer, answered: generation };
  return moved(next, at < 0 ? state.cursor : answer.from + at);
};

const opened = (
  state: MomentsState,
  summaryOf: (session: string) => SessionSummary | undefined,
): MomentsState => {
  const moment = momentAt(state, state.cursor);
  if (!moment) return state;
  const summary = summaryOf(moment.session);
  return summary
    ? { ...state, leaving: { to: 'replay', summary, spot: { turn: moment.turn, offset: null } } }
    : { ...state, said: 'its log is not in the list of sessions' };
};

const reviewed = (state: MomentsState, decision: 'accepted' | 'rejected'): MomentsState => {
  const moment = momentAt(state, state.cursor);
  if (!moment) return state;
  const { session, turn, pushback } = moment;
  const review = { decision, class: decision === 'accepted' ? pushback.class : null };
  return {
    ...state,
    decided: [...state.decided, { session, turn }],
    keeping: [...state.keeping, { session, turn, review }],
    said:
      decision === 'accepted' ? 'kept ({takeBack} takes it back)' : 'no pushback ({takeBack} takes it back)',
  };
};

const takenBack = (state: MomentsState): MomentsState => {
  const last = state.decided.at(-1);
  if (!last) return { ...state, said: 'nothing was decided here' };
  return {
    ...state,
    decided: state.decided.slice(0, -1),
    keeping: [...state.keeping, { ...last, review: null }],
    said: 'taken back',
  };
};

/** What presses mean: the letters of a query, or the keys of the list. */
export const momentsMode =
  (keymap: Keymap) =>
  ({ typing }: MomentsState): Mode<MomentsAction> => {
    if (typing) return { bindings: { ...momentsQueryKeys, ...keymap.line }, typing: toTyping };
    const toAction = (number: number) => ({ type: 'at', at: number - 1 }) as const;
    return { bindings: keymap.moments, numbered: { what: 'moment', toAction } };
  };
