import type { Bindings } from '../../keys/bindings.ts';
import type { EpisodesAction } from './episodes-state.ts';
import { reviewKeys } from './review-keys.ts';

/** Footer, help and the README's table read this list. */
export const episodesKeys = {
  open: {
    keys: ['enter', 'l', 'right'],
    help: 'replay where it stands',
    action: { type: 'open' },
    inFooter: true,
  },
  ...reviewKeys,
  compare: { keys: ['D'], help: 'compare its runs', action: { type: 'compare' } },
  showAll: { keys: ['v'], help: 'rejected and failed: show, hide', action: { type: 'all' }, inFooter: true },
  classify: { keys: ['C'], help: 'classify again', action: { type: 'choose' }, inFooter: true },
  searchAll: { keys: ['S'], help: 'search all sessions', action: { type: 'leave', to: 'search' } },
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;

const scrollKeys = {
  down: {
    keys: ['j', 'down', 'd', 'ctrl+d', 'pagedown'],
    help: 'down',
    action: { type: 'scroll', by: 4 },
    inFooter: true,
  },
  up: {
    keys: ['k', 'up', 'u', 'ctrl+u', 'pageup'],
    help: 'up',
    action: { type: 'scroll', by: -4 },
    inFooter: true,
  },
} satisfies Bindings<EpisodesAction>;

/** Sending is never one stray key away: only `y` sends. */
export const askingKeys = {
  send: { keys: ['y'], help: 'send this', action: { type: 'send' }, inFooter: true },
  refuse: { keys: ['n', 'escape', 'q'], help: 'do not send', action: { type: 'refuse' }, inFooter: true },
  preview: { keys: ['p'], help: 'what would go, in whole', action: { type: 'preview' }, inFooter: true },
  ...scrollKeys,
} satisfies Bindings<EpisodesAction>;

/** One goes back to the question before one sends. */
export const previewingKeys = {
  ...scrollKeys,
  shut: { keys: ['escape', 'q', 'p'], help: 'back', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;

export const runningKeys = {
  stop: { keys: ['escape', 'q'], help: 'stop, keep what is found', action: { type: 'stop' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;

export const troubleKeys = {
  choose: { keys: ['C', 'enter'], help: 'choose an engine', action: { type: 'choose' }, inFooter: true },
  shut: { keys: ['escape', 'q'], help: 'back', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;

export const comparingKeys = {
  ...scrollKeys,
  shut: { keys: ['escape', 'q', 'D'], help: 'back', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;

/** The menu itself takes the arrows and enter. */
export const choosingKeys = {
  shut: { keys: ['escape', 'q'], help: 'back', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<EpisodesAction>;
