import type { SessionSummary } from '../domain/session-summary.ts';

/** What is open, innermost last; browse lies under all of them. */
export type OpenScreen =
  | { readonly name: 'replay'; readonly summary: SessionSummary; readonly at: number | null }
  | { readonly name: 'search' };

export type AppState = { readonly open: readonly OpenScreen[]; readonly help: boolean };
export type AppAction =
  | { readonly type: 'replay'; readonly summary: SessionSummary; readonly at: number | null }
  | { readonly type: 'search' | 'back' | 'help' | 'unhelp' };

export const appReducer = (state: AppState, action: AppAction): AppState => {
  switch (action.type) {
    case 'replay':
      return {
        ...state,
        open: [
          ...state.open.filter(screen => !isSame(screen, action)),
          { name: 'replay', summary: action.summary, at: action.at },
        ],
      };
    case 'search':
      return {
        ...state,
        open: [...state.open.filter(screen => screen.name !== 'search'), { name: 'search' }],
      };
    case 'back':
      return { ...state, open: state.open.slice(0, -1) };
    case 'help':
      return { ...state, help: true };
    case 'unhelp':
      return { ...state, help: false };
  }
};

/** Opened again at the same turn it comes to the top instead of twice. */
const isSame = (
  screen: OpenScreen,
  { summary, at }: { summary: SessionSummary; at: number | null },
): boolean => screen.name === 'replay' && screen.summary.head.path === summary.head.path && screen.at === at;
