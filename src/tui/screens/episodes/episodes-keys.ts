import type { Binding } from '../../keys/bindings.ts';
import type { EpisodesAction } from './episodes-state.ts';

/** Footer, help and the README's table read this list. */
export const episodesKeys: readonly Binding<EpisodesAction>[] = [
  { keys: ['enter', 'l', 'right'], help: 'replay where it stands', action: { type: 'open' }, inFooter: true },
  { keys: ['j', 'down'], help: 'next quote or episode', action: { type: 'move', by: 1 } },
  { keys: ['k', 'up'], help: 'previous quote or episode', action: { type: 'move', by: -1 } },
  { keys: ['}', 'J', 'pagedown'], help: 'next episode', action: { type: 'episode', by: 1 }, inFooter: true },
  { keys: ['{', 'K', 'pageup'], help: 'previous episode', action: { type: 'episode', by: -1 } },
  { keys: ['g', 'home'], help: 'first episode', action: { type: 'first' } },
  { keys: ['G', 'end'], help: 'last quote', action: { type: 'last' } },
  { keys: ['x'], help: 'rejected and failed: show, hide', action: { type: 'all' }, inFooter: true },
  { keys: ['C'], help: 'classify again', action: { type: 'choose' }, inFooter: true },
  { keys: ['S'], help: 'search all sessions', action: { type: 'leave', to: 'search' } },
  { keys: ['?'], help: 'this help', action: { type: 'leave', to: 'help' } },
  { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
];

/** Sending is never one stray key away: only `y` sends. */
export const askingKeys: readonly Binding<EpisodesAction>[] = [
  { keys: ['y'], help: 'send this', action: { type: 'send' }, inFooter: true },
  { keys: ['n', 'escape', 'q'], help: 'do not send', action: { type: 'refuse' }, inFooter: true },
];

export const runningKeys: readonly Binding<EpisodesAction>[] = [
  { keys: ['escape', 'q'], help: 'stop, keep what is found', action: { type: 'stop' }, inFooter: true },
];

export const troubleKeys: readonly Binding<EpisodesAction>[] = [
  { keys: ['C', 'enter'], help: 'choose an engine', action: { type: 'choose' }, inFooter: true },
  { keys: ['escape', 'q'], help: 'back', action: { type: 'shut' }, inFooter: true },
];

/** The menu itself takes the arrows and enter. */
export const choosingKeys: readonly Binding<EpisodesAction>[] = [
  { keys: ['escape', 'q'], help: 'back', action: { type: 'shut' }, inFooter: true },
];
