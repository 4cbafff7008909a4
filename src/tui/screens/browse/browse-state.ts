import type { LibraryEvent } from '../../../app/app.ts';
import type { PushbackReview } from '../../../domain/pushback.ts';
import {
  addReview,
  asViewed,
  newestFirst,
  type PushbackReviews,
  type PushbackView,
  type SessionSummary,
} from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import { erase } from '../../keys/erase.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { type ScreenAction, type TypingAction, toTyping } from '../../keys/use-bindings.ts';
import { type MenuAction, menuMode, moveInMenu } from '../../parts/menu-keys.ts';
import { stepShare } from '../../parts/step-share.ts';
import { agentMenuKeys, filterKeys } from './browse-keys.ts';
import { filtered } from './filter-sessions.ts';

export type SortName = 'newest' | 'pushback' | 'longest';

export type BrowseState = {
  readonly sessions: readonly SessionSummary[];
  /** Ids in the order of the screen: filtered and sorted. */
  readonly shown: readonly SessionSummary[];
  /** Episodes of each classified session, by its id. */
  readonly episodes: ReadonlyMap<string, number>;
  /** What a person set and said about pushback. */
  readonly view: PushbackView;
  readonly cursor: number;
  readonly sort: SortName;
  readonly agent: string | null;
  readonly pushbackOnly: boolean;
  readonly filter: string;
  /** The logs of the sessions that the filters of a query leave, and the query; null before the first answer. */
  readonly narrowed: Narrowed | null;
  readonly typing: boolean;
  /** The cursor in the menu of agents; null while it is shut. */
  readonly choosing: number | null;
  readonly progress: Omit<Extract<LibraryEvent, { kind: 'progress' }>, 'kind'>;
  readonly loading: boolean;
  readonly problems: number;
  /** Where the person goes from here; the app takes them there. */
  readonly leaving: Destination | null;
  /** Is what stands of the chosen session shown? Null: where there is room beside the list. */
  readonly preview: boolean | null;
  /** What of the width the preview has beside the list. */
  readonly share: number;
  readonly width: number;
  /** Rows of the list, as last drawn. */
  readonly height: number;
};

/** What `filters` (a query) leave. */
export type Narrowed = { readonly query: string; readonly paths: ReadonlySet<string> };

export type BrowseAction =
  | { readonly type: 'narrowed'; readonly query: string; readonly paths: readonly string[] }
  | { readonly type: 'library'; readonly events: readonly LibraryEvent[] }
  | {
      readonly type: 'reviewed';
      readonly session: string;
      readonly turn: number;
      readonly review: PushbackReview | null;
    }
  | { readonly type: 'threshold'; readonly threshold: number | null }
  /** `from`: what holds while none is set. */
  | { readonly type: 'stepThreshold'; readonly by: 1 | -1; readonly from: number }
  | { readonly type: 'classified'; readonly session: string; readonly episodes: number }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'at'; readonly cursor: number }
  | { readonly type: 'page'; readonly by: number }
  | { readonly type: 'drawn'; readonly height: number; readonly width: number }
  | { readonly type: 'share'; readonly by: number }
  | { readonly type: 'leave'; readonly to: 'search' | 'moments' | 'queue' | 'report' | 'rules' }
  | ScreenAction
  | TypingAction
  | MenuAction
  | {
      readonly type:
        | 'first'
        | 'last'
        | 'open'
        | 'episodes'
        | 'editor'
        | 'resume'
        | 'sort'
        | 'pushbackOnly'
        | 'filter'
        | 'settle'
        | 'unfilter'
        | 'choose'
        | 'preview';
    };

const sorts: readonly SortName[] = ['newest', 'pushback', 'longest'];

export const emptyBrowse: BrowseState = {
  sessions: [],
  shown: [],
  episodes: new Map(),
  view: { threshold: null, reviews: new Map() },
  cursor: 0,
  sort: 'newest',
  agent: null,
  pushbackOnly: false,
  filter: '',
  narrowed: null,
  typing: false,
  choosing: null,
  progress: { done: 0, total: 0, of: 'words' },
  loading: true,
  problems: 0,
  leaving: null,
  preview: null,
  share: 0.4,
  width: 80,
  height: 1,
};

export const browseReducer = (state: BrowseState, action: BrowseAction): BrowseState => {
  switch (action.type) {
    case 'library':
      return rearrange(action.events.reduce(withEvent, state), true);
    case 'reviewed':
      return rearrange(
        withReviews(state, addReview(state.view.reviews, action.session, action.turn, action.review)),
        true,
      );
    case 'threshold':
      return withThreshold(state, action.threshold);
    case 'stepThreshold':
      return withThreshold(state, stepThreshold(state.view.threshold ?? action.from, action.by));
    case 'classified':
      return { ...state, episodes: new Map(state.episodes).set(action.session, action.episodes) };
    case 'narrowed':
      return rearrange({ ...state, narrowed: { query: action.query, paths: new Set(action.paths) } }, true);
    case 'move':
      return { ...state, cursor: clamp(state.cursor + action.by, state.shown.length) };
    case 'at':
      return { ...state, cursor: clamp(action.cursor, state.shown.length) };
    case 'page':
      return {
        ...state,
        cursor: clamp(state.cursor + Math.round(action.by * state.height), state.shown.length),
      };
    case 'first':
      return { ...state, cursor: 0 };
    case 'last':
      return { ...state, cursor: clamp(state.shown.length, state.shown.length) };
    case 'open':
      return {
        ...state,
        typing: false,
        leaving: under(state, summary => ({ to: 'replay', summary, spot: null })),
      };
    case 'episodes':
      return { ...state, leaving: under(state, summary => ({ to: 'episodes', summary, turn: null })) };
    case 'editor':
      return { ...state, leaving: under(state, ({ head }) => ({ to: 'editor', path: head.path, line: 1 })) };
    case 'resume':
      return { ...state, leaving: under(state, summary => ({ to: 'resume', summary })) };
    case 'stay':
      return { ...state, leaving: null };
    case 'leave':
      return { ...state, leaving: { to: action.to } };
    case 'drawn':
      return state.height === action.height && state.width === action.width
        ? state
        : { ...state, height: action.height, width: action.width };
    case 'preview':
      return { ...state, preview: !isPreviewShown(state) };
    case 'share':
      return { ...state, share: stepShare(state.share, action.by) };
    case 'sort':
      return rearrange(
        { ...state, sort: sorts[(sorts.indexOf(state.sort) + 1) % sorts.length] ?? 'newest' },
        false,
      );
    case 'pushbackOnly':
      return rearrange({ ...state, pushbackOnly: !state.pushbackOnly }, false);
    case 'choose':
      return { ...state, choosing: state.choosing === null ? agentsOf(state).indexOf(state.agent) : null };
    case 'menuMove': {
      const cursor = moveInMenu(state.choosing ?? 0, action.by, agentsOf(state).length);
      return state.choosing === null ? state : { ...state, choosing: cursor };
    }
    case 'pick': {
      const agent = agentsOf(state)[action.at ?? state.choosing ?? 0];
      return state.choosing === null || agent === undefined
        ? state
        : rearrange({ ...state, agent, choosing: null }, false);
    }
    case 'filter':
      return { ...state, typing: true };
    case 'typed':
      if (!state.typing) return state;
      return rearrange({ ...state, filter: state.filter + action.text }, false);
    case 'erased':
      return rearrange({ ...state, filter: erase(state.filter, action.by) }, false);
    case 'settle':
      return { ...state, typing: false };
    case 'unfilter':
      return rearrange({ ...state, filter: '', typing: false, agent: null, pushbackOnly: false }, true);
  }
};

/** Where one goes with the session under the cursor; nowhere when there is none. */
const under = (
  state: BrowseState,
  toDestination: (summary: SessionSummary) => Destination,
): Destination | null => {
  const summary = state.shown[state.cursor];
  return summary ? toDestination(summary) : null;
};

/** The agents whose sessions can be chosen alone; null stands for all of them. */
export const agentsOf = ({ sessions }: BrowseState): (string | null)[] => [
  null,
  ...[...new Set(sessions.map(({ head }) => head.agent))].sort(),
];

/** What presses mean: the letters of a filter, the menu of agents, or the keys of the list. */
export const browseMode =
  (keymap: Keymap) =>
  ({ choosing, typing }: BrowseState): Mode<BrowseAction> => {
    if (choosing !== null) return menuMode<BrowseAction>(agentMenuKeys, keymap.menu);
    if (typing) return { bindings: { ...filterKeys, ...keymap.line }, typing: toTyping };
    const toAction = (number: number) => ({ type: 'at', cursor: number - 1 }) as const;
    return { bindings: keymap.browse, numbered: { what: 'session', toAction } };
  };

/** From so many columns on the list and what stands of the chosen session have room side by side. */
const sideBySideFrom = 120;

export const isPreviewShown = ({ preview, width }: BrowseState): boolean =>
  preview ?? width >= sideBySideFrom;

/** Columns of the list: all, none where the preview stands in its place, or what the preview leaves. */
export const listWidth = (state: BrowseState): number => {
  if (!isPreviewShown(state)) return state.width;
  return state.width < sideBySideFrom ? 0 : state.width - Math.round(state.width * state.share);
};

const withEvent = (state: BrowseState, event: LibraryEvent): BrowseState => {
  switch (event.kind) {
    case 'sessions': {
      const fresh = new Map(event.sessions.map(session => [session.head.path, session]));
      const kept = state.sessions.filter(session => !fresh.has(session.head.path));
      return { ...state, sessions: [...kept, ...event.sessions] };
    }
    case 'gone': {
      const gone = new Set(event.paths);
      return { ...state, sessions: state.sessions.filter(({ head }) => !gone.has(head.path)) };
    }
    case 'episodes':
      return { ...state, episodes: event.counts };
    case 'reviews':
      return withReviews(state, event.reviews);
    case 'problem':
      return { ...state, problems: state.problems + 1 };
    case 'progress':
      return { ...state, progress: { done: event.done, total: event.total, of: event.of } };
    case 'done':
      return { ...state, loading: false };
  }
};

/** Steps of five in a hundred, between the weakest that is kept and a sure thing. */
const stepThreshold = (from: number, by: 1 | -1): number =>
  Math.max(0.2, Math.min(0.95, Math.round((from + by * 0.05) * 100) / 100));

const withThreshold = (state: BrowseState, threshold: number | null): BrowseState =>
  rearrange({ ...state, view: { ...state.view, threshold } }, true);

const withReviews = (state: BrowseState, reviews: PushbackReviews): BrowseState => ({
  ...state,
  view: { ...state.view, reviews },
});

/** Filters and sorts anew; `keep` leaves the cursor on its session when others come in around it. */
const rearrange = (state: BrowseState, keep: boolean): BrowseState => {
  const chosen = state.shown[state.cursor]?.head.path;
  const fitting = state.sessions
    .map(session => asViewed(session, state.view))
    .filter(
      ({ head, counts }) =>
        (!state.agent || head.agent === state.agent) &&
        (!state.pushbackOnly || (counts?.pushbacks.length ?? 0) > 0),
    );
  const sorted = fitting.sort(orders[state.sort]);
  const shown = filtered(sorted, state);
  // Who has chosen nothing yet stays on the newest, whatever order the library is read in.
  const isChosen = keep && chosen && !(state.loading && state.cursor === 0);
  const at = isChosen ? shown.findIndex(session => session.head.path === chosen) : 0;
  return { ...state, shown, cursor: clamp(Math.max(0, at), shown.length) };
};

const pushbacks = ({ counts }: SessionSummary): number => counts?.pushbacks.length ?? 0;
const turns = ({ counts }: SessionSummary): number =>
  (counts?.developerTurns ?? 0) + (counts?.agentTurns ?? 0);
const orders: Readonly<Record<SortName, (a: SessionSummary, b: SessionSummary) => number>> = {
  newest: newestFirst,
  pushback: (a, b) => pushbacks(b) - pushbacks(a) || newestFirst(a, b),
  longest: (a, b) => turns(b) - turns(a) || newestFirst(a, b),
};
const clamp = (cursor: number, count: number): number => Math.max(0, Math.min(cursor, count - 1));
