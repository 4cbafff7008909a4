import type { Binding } from '../../keys/bindings.ts';
import type { BrowseAction } from './browse-state.ts';

export type BrowseKeyAction = Exclude<BrowseAction, { type: 'key' }>;

export const browseKeys: readonly Binding<BrowseKeyAction>[] = [
  { keys: ['enter', 'l', 'right'], help: 'replay', action: { type: 'open' }, inFooter: true },
  { keys: ['/'], help: 'filter', action: { type: 'filter' }, inFooter: true },
  { keys: ['C'], help: 'episodes: classify, read', action: { type: 'episodes' }, inFooter: true },
  { keys: ['S'], help: 'search all turns', action: { type: 'leave', to: 'search' }, inFooter: true },
  { keys: ['s'], help: 'sort: newest, pushback, longest', action: { type: 'sort' }, inFooter: true },
  { keys: ['&'], help: 'only with pushback', action: { type: 'pushbackOnly' }, inFooter: true },
  { keys: ['a'], help: 'choose an agent', action: { type: 'choose' }, inFooter: true },
  { keys: ['j', 'down'], help: 'next session', action: { type: 'move', by: 1 } },
  { keys: ['k', 'up'], help: 'previous session', action: { type: 'move', by: -1 } },
  { keys: ['d', 'ctrl+d', 'pagedown'], help: 'half a page down', action: { type: 'page', by: 0.5 } },
  { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  { keys: ['g', 'home'], help: 'first session', action: { type: 'first' } },
  { keys: ['G', 'end'], help: 'last session', action: { type: 'last' } },
  { keys: ['escape'], help: 'clear the filters', action: { type: 'unfilter' } },
  { keys: ['?'], help: 'this help', action: { type: 'leave', to: 'help' } },
  { keys: ['q'], help: 'quit', action: { type: 'leave', to: 'quit' }, inFooter: true },
];
