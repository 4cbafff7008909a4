import type { ReviewQueue } from '../../../app/app.ts';
import type { JudgePair } from '../../../domain/judge-agreement.ts';
import type { Problem } from '../../../domain/problem.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import type { ScreenAction } from '../../keys/use-bindings.ts';
import { toReplay } from '../episodes/episodes-reducer.ts';
import { reviewKeys, reviewMode } from '../episodes/review-keys.ts';
import { type ReviewAction, reviewReducer } from '../episodes/review-reducer.ts';
import { here, moveToEntry, type Reviewing, startReviewing } from '../episodes/reviewing.ts';
import { agreementKeys } from './queue-keys.ts';

export type QueueState = {
  /** `loading` asks for the next episodes, `counting` for the agreement. */
  readonly phase: 'loading' | 'reading' | 'counting' | 'agreement';
  /** Episodes that waited when these were loaded. */
  readonly total: number;
  /** Files of the store whose episodes are not among them. */
  readonly unread: readonly Problem[];
  readonly reviewing: Reviewing;
  readonly agreement: readonly JudgePair[];
  /** Why the store could not be asked; null while it can. */
  readonly trouble: string | null;
  readonly leaving: Destination | null;
};

export type QueueAction =
  | ScreenAction
  | ReviewAction
  | {
      readonly type: 'loaded';
      readonly queue: ReviewQueue;
      readonly unread: readonly Problem[];
      readonly sessions: readonly SessionSummary[];
    }
  | { readonly type: 'counted'; readonly agreement: readonly JudgePair[] }
  | { readonly type: 'trouble'; readonly words: string }
  | { readonly type: 'leave'; readonly to: 'back' | 'search' }
  | { readonly type: 'open' | 'agreement' | 'shut' };

export const openQueue = (): QueueState => ({
  phase: 'loading',
  total: 0,
  unread: [],
  reviewing: startReviewing([]),
  agreement: [],
  trouble: null,
  leaving: null,
});

export const queueReducer = (state: QueueState, action: QueueAction): QueueState => {
  switch (action.type) {
    case 'loaded':
      return { ...loaded(state, action), phase: 'reading' };
    case 'counted':
      return { ...unscrolled(state), agreement: action.agreement, phase: 'agreement' };
    case 'trouble':
      return { ...state, trouble: action.words, phase: 'reading' };
    case 'stay':
      return { ...state, leaving: null };
    case 'leave':
      return { ...state, leaving: { to: action.to } };
    case 'open':
      return open(state);
    case 'agreement':
      return { ...state, phase: 'counting' };
    case 'shut':
      return { ...unscrolled(state), phase: 'reading' };
    default:
      return goOn(state, { ...state, reviewing: reviewReducer(state.reviewing, action) }, action);
  }
};

/** What presses mean depends on what is shown and what the person is at. */
export const queueMode =
  (keymap: Keymap) =>
  ({ phase, reviewing }: QueueState): Mode<QueueAction> => {
    if (phase === 'agreement' || phase === 'counting')
      return { bindings: { ...agreementKeys, ...keymap.menu } };
    if (phase === 'reading' && reviewing.entries.length === 0) return { bindings: undecided(keymap.queue) };
    return reviewMode(reviewing.mode, keymap) ?? { bindings: keymap.queue };
  };

/** Where nothing waits nothing can be decided or opened. */
const undecided = (keys: Keymap['queue']): Keymap['queue'] =>
  Object.fromEntries(Object.entries(keys).filter(([name]) => name !== 'open' && !(name in reviewKeys)));

/** How many episodes still wait, as far as this visit knows. */
export const waiting = ({ total, reviewing }: QueueState): number =>
  total - reviewing.entries.filter(({ episode }) => episode.review).length;

const unscrolled = (state: QueueState): QueueState => ({
  ...state,
  reviewing: { ...state.reviewing, scroll: 0 },
});

const open = (state: QueueState): QueueState => {
  const leaving = toReplay(state.reviewing);
  const isGone = leaving === null && here(state.reviewing) !== undefined;
  const said = isGone ? 'its log is not in the list of sessions' : state.reviewing.said;
  return { ...state, leaving, reviewing: { ...state.reviewing, said } };
};

const loaded = (
  state: QueueState,
  { queue, unread, sessions }: Extract<QueueAction, { type: 'loaded' }>,
): QueueState => {
  const byId = new Map(sessions.map(summary => [summary.head.id, summary]));
  const entries = queue.items.map(({ queued, episode }) => ({
    summary: byId.get(queued.session) ?? null,
    key: queued.key,
    episode,
    why: queued.disagreements.join('; ') || null,
  }));
  return { ...state, total: queue.total, unread, reviewing: startReviewing(entries), trouble: null };
};

/**
 * After an accept or a reject the next undecided episode comes; labels alone are no reason to leave, for another axis may
 * be wrong too. When all that were loaded are decided, the next are asked for.
 */
const goOn = (before: QueueState, after: QueueState, action: ReviewAction): QueueState => {
  const { past, entries, said } = after.reviewing;
  const isDecided = past.length > before.reviewing.past.length;
  const isFinal = action.type === 'accept' || rejecting.has(before.reviewing.mode.name);
  if (!isDecided || !isFinal) return after;
  const at = here(after.reviewing)?.at ?? 0;
  const order = [...entries.keys()].map(step => (at + step) % entries.length);
  const next = order.find(index => entries[index]?.episode.review === null);
  if (next !== undefined) return { ...after, reviewing: { ...moveToEntry(after.reviewing, next), said } };
  return waiting(after) > 0 ? { ...after, phase: 'loading' } : after;
};
const rejecting: ReadonlySet<string> = new Set(['reason', 'ownReason']);
