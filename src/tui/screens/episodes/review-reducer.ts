import {
  type Axis,
  nameOtherSymptom,
  removeCause,
  setNoCause,
  setOutcome,
  setResolver,
  toggleSymptom,
} from '../../../domain/edit-annotation.ts';
import { annotationOf } from '../../../domain/episode.ts';
import { erase } from '../../keys/erase.ts';
import type { TypingAction } from '../../keys/use-bindings.ts';
import { type MenuAction, moveInMenu } from '../../parts/menu-keys.ts';
import { accept, annotate, close, keepDraft, keepTier, reject, startNote, undo, unsaved } from './decide.ts';
import { type MenuValue, menuOf } from './review-menus.ts';
import { type Decided, here, moveEpisode, moveTo, type Reviewing, scrollBy } from './reviewing.ts';

export type ReviewAction =
  | { readonly type: 'move' | 'episode'; readonly by: number }
  | { readonly type: 'scroll'; readonly by: number }
  | { readonly type: 'edit'; readonly axis: Axis }
  /** To one of `stopsOf`. */
  | { readonly type: 'stand'; readonly cursor: number }
  | MenuAction
  | TypingAction
  | { readonly type: 'unsaved'; readonly decided: Decided; readonly words: string }
  | {
      readonly type:
        | 'first'
        | 'last'
        | 'accept'
        | 'reject'
        | 'note'
        | 'undo'
        | 'keep'
        | 'close'
        | 'settle'
        | 'handedOn';
    };

export const reviewReducer = (state: Reviewing, action: ReviewAction): Reviewing => {
  const next = reduce(state, action);
  // Another menu begins on what holds now; one that stays open keeps its cursor.
  return next.mode.name === state.mode.name
    ? next
    : { ...next, menu: Math.max(0, menuOf(next.mode)?.at ?? 0) };
};

const reduce = (state: Reviewing, action: ReviewAction): Reviewing => {
  switch (action.type) {
    case 'move':
      return moveTo(state, state.cursor + action.by);
    case 'episode':
      return moveEpisode(state, action.by);
    case 'scroll':
      return scrollBy(state, action.by);
    case 'first':
      return moveTo(state, 0);
    case 'last':
      return moveTo(state, Number.POSITIVE_INFINITY);
    case 'accept':
      return accept(state);
    case 'reject':
      return inMode(state, { name: 'reason' });
    case 'note':
      return startNote(state);
    case 'edit':
      return edit(state, action.axis);
    case 'undo':
      return undo(state);
    case 'stand':
      return moveTo(state, action.cursor);
    case 'menuMove': {
      const count = menuOf(state.mode)?.items.length ?? 0;
      return { ...state, menu: moveInMenu(state.menu, action.by, count) };
    }
    case 'pick': {
      const item = menuOf(state.mode)?.items[action.at ?? state.menu];
      return item ? chosen(state, item.value) : state;
    }
    case 'keep':
      return 'draft' in state.mode ? keepDraft(state, state.mode.draft) : state;
    case 'close':
      return close(state);
    case 'typed':
      return retyped(state, text => text + action.text);
    case 'erased':
      return retyped(state, text => erase(text, action.by));
    case 'settle':
      return settle(state);
    case 'handedOn':
      return { ...state, asked: [] };
    case 'unsaved':
      return unsaved(state, action.decided, action.words);
  }
};

const inMode = (state: Reviewing, mode: Reviewing['mode']): Reviewing =>
  here(state) ? { ...state, mode, said: null } : state;

const edit = (state: Reviewing, axis: Axis): Reviewing => {
  const episode = here(state)?.entry.episode;
  return episode ? inMode(state, { name: axis, draft: annotationOf(episode) }) : state;
};

/** What an item of the open menu does. */
const chosen = (state: Reviewing, value: MenuValue): Reviewing => {
  const draftIn = 'draft' in state.mode ? state.mode.draft : null;
  if (value === 'keep') return draftIn ? keepDraft(state, draftIn) : state;
  if (typeof value === 'string') return { ...state, mode: { name: 'ownReason', text: '' } };
  switch (value.kind) {
    case 'reason':
      return reject(state, { reason: value.reason });
    case 'tier':
      return keepTier(state, value.tier);
  }
  if (!draftIn) return state;
  switch (value.kind) {
    case 'symptom':
      return value.code === 'S8'
        ? inMode(state, { name: 'otherSymptom', draft: draftIn, text: draftIn.symptom.other ?? '' })
        : inMode(state, { name: 'symptom', draft: toggleSymptom(draftIn, value.code) });
    case 'cause':
      return chooseCause(state, draftIn, value.code);
    case 'outcome':
      return keepDraft(state, setOutcome(draftIn, value.outcome));
    case 'resolver':
      return keepDraft(state, setResolver(draftIn, value.resolver));
  }
};

type Draft = Parameters<typeof removeCause>[0];
type CauseCode = Parameters<typeof removeCause>[1];

const chooseCause = (state: Reviewing, draft: Draft, code: CauseCode): Reviewing => {
  const { labels } = draft.cause;
  if (code === 'C7') return inMode(state, { name: 'cause', draft: setNoCause(draft) });
  if (labels.some(({ label }) => label === code))
    return inMode(state, { name: 'cause', draft: removeCause(draft, code) });
  const isFull = labels.filter(({ label }) => label !== 'C7').length > 1;
  return isFull
    ? { ...state, said: 'two causes at most: take one off first' }
    : inMode(state, { name: 'tier', draft, cause: code });
};

const retyped = (state: Reviewing, change: (text: string) => string): Reviewing =>
  'text' in state.mode ? { ...state, mode: { ...state.mode, text: change(state.mode.text) } } : state;

/** Enter at the end of a line that was typed. */
const settle = (state: Reviewing): Reviewing => {
  const { mode } = state;
  if (mode.name === 'note') return annotate(state, mode.text.trim());
  if (mode.name === 'ownReason')
    return mode.text.trim() === ''
      ? { ...state, said: 'type why, or esc' }
      : reject(state, { reason: null, note: mode.text.trim() });
  if (mode.name !== 'otherSymptom') return state;
  const named = nameOtherSymptom(mode.draft, mode.text);
  return 'fault' in named
    ? { ...state, said: 'a symptom of your own has three to eight words' }
    : keepDraft(state, named.annotation);
};
