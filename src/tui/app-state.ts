import type { SessionSummary } from '../domain/session-summary.ts';
import type { Mode } from './keys/bindings.ts';

/** A place in a session: a turn, and where in its text (UTF-16 offset into `turnText`) when that is known. */
export type Spot = { readonly turn: number; readonly offset: number | null };

/** What happens without another screen. */
export type Errand =
  | { readonly to: 'theme' }
  | { readonly to: 'suspend' }
  | { readonly to: 'quit' }
  /** `what` names the text in words. */
  | { readonly to: 'copy'; readonly text: string; readonly what: string }
  /** `line` counts from 1. */
  | { readonly to: 'editor'; readonly path: string; readonly line: number };

/** What every screen can be asked for. */
export type Everywhere = 'palette' | 'help' | 'theme' | 'suspend' | 'quit';

/** What tells what can be done on the screen that lies below. */
export type Aid = { readonly to: 'help' | 'palette' };

/** Where a screen sends the person. `back` leaves the screen itself. */
export type Destination =
  | Errand
  | { readonly to: 'back' | 'search' | 'moments' | 'queue' | 'report' | 'rules' }
  | Aid
  | { readonly to: 'resume'; readonly summary: SessionSummary }
  /** `spot` null: the first turn. */
  | { readonly to: 'replay'; readonly summary: SessionSummary; readonly spot: Spot | null }
  /** `turn`: the episode nearest to it is chosen. */
  | { readonly to: 'episodes'; readonly summary: SessionSummary; readonly turn: number | null };

/** `mode`: what presses mean where one comes from, for palette and help to tell. */
export type Go = (destination: Destination, mode?: Mode<unknown>) => void;

/** What is open, innermost last; browse lies under all of them. */
export type OpenScreen =
  | { readonly name: 'replay'; readonly summary: SessionSummary; readonly spot: Spot | null }
  | { readonly name: 'episodes'; readonly summary: SessionSummary; readonly turn: number | null }
  /** `from`: the session that lay open when it was opened. */
  | { readonly name: 'search'; readonly from: SessionSummary | null }
  | { readonly name: 'moments' | 'queue' | 'report' | 'rules' };

/** What lies above the open screen until it is shut. */
export type Cover =
  | { readonly name: 'help' | 'palette'; readonly mode: Mode<unknown> }
  | { readonly name: 'resume'; readonly summary: SessionSummary };

export type AppState = { readonly open: readonly OpenScreen[]; readonly over: Cover | null };
export type AppAction =
  | Exclude<Destination, Errand | Aid>
  | (Aid & { readonly mode: Mode<unknown> })
  | { readonly to: 'uncover' };

/** Each open screen keeps its session in memory: the oldest of more is closed. */
const mostOpen = 8;

export const appReducer = (state: AppState, action: AppAction): AppState => {
  switch (action.to) {
    case 'replay':
      return push(state, { name: 'replay', summary: action.summary, spot: action.spot });
    case 'episodes':
      return push(state, { name: 'episodes', summary: action.summary, turn: action.turn });
    case 'search':
      return push(state, { name: 'search', from: openSession(state) });
    case 'moments':
    case 'queue':
    case 'report':
    case 'rules':
      return push(state, { name: action.to });
    case 'back':
      return { ...state, open: state.open.slice(0, -1) };
    case 'help':
    case 'palette':
      return { ...state, over: { name: action.to, mode: action.mode } };
    case 'resume':
      return { ...state, over: { name: 'resume', summary: action.summary } };
    case 'uncover':
      return { ...state, over: null };
  }
};

const openSession = ({ open }: AppState): SessionSummary | null => {
  const top = open.at(-1);
  if (!top) return null;
  if (top.name === 'search') return top.from;
  return 'summary' in top ? top.summary : null;
};

/** A screen that is open already comes to the top instead of twice. */
const push = (state: AppState, screen: OpenScreen): AppState => {
  const key = screenKey(screen);
  const others = state.open.filter(one => screenKey(one) !== key);
  return { ...state, open: [...others, screen].slice(-mostOpen) };
};

/** Tells open screens apart, for React too. */
export const screenKey = (screen: OpenScreen): string => {
  switch (screen.name) {
    case 'replay':
      return `replay ${screen.summary.head.path} ${screen.spot?.turn} ${screen.spot?.offset}`;
    case 'episodes':
      return `episodes ${screen.summary.head.path}`;
    case 'search':
    case 'moments':
    case 'queue':
    case 'report':
    case 'rules':
      return screen.name;
  }
};
