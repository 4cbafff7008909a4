import type { Bindings } from '../../keys/bindings.ts';
import type { BrowseAction } from './browse-state.ts';

export const browseKeys = {
  open: { keys: ['enter', 'l', 'right'], help: 'replay', action: { type: 'open' }, inFooter: true },
  filter: { keys: ['/'], help: 'filter', action: { type: 'filter' }, inFooter: true },
  episodes: { keys: ['C'], help: 'episodes: classify, read', action: { type: 'episodes' }, inFooter: true },
  searchAll: {
    keys: ['S'],
    help: 'search all turns',
    action: { type: 'leave', to: 'search' },
    inFooter: true,
  },
  moments: {
    keys: ['M'],
    help: 'pushback of all sessions',
    action: { type: 'leave', to: 'moments' },
    inFooter: true,
  },
  queue: { keys: ['Q'], help: 'review episodes, all sessions', action: { type: 'leave', to: 'queue' } },
  report: {
    keys: ['R'],
    help: 'report over all sessions',
    action: { type: 'leave', to: 'report' },
  },
  rules: {
    keys: ['L'],
    help: 'rules that the sessions ask for',
    action: { type: 'leave', to: 'rules' },
  },
  sort: { keys: ['s'], help: 'sort: newest, pushback, longest', action: { type: 'sort' }, inFooter: true },
  pushbackOnly: { keys: ['&'], help: 'only with pushback', action: { type: 'pushbackOnly' }, inFooter: true },
  chooseAgent: { keys: ['a'], help: 'choose an agent', action: { type: 'choose' }, inFooter: true },
  editor: { keys: ['O'], help: 'open the log in $EDITOR', action: { type: 'editor' } },
  resume: { keys: ['r'], help: 'resume in its own agent', action: { type: 'resume' } },
  next: { keys: ['j', 'down'], help: 'next session', action: { type: 'move', by: 1 } },
  previous: { keys: ['k', 'up'], help: 'previous session', action: { type: 'move', by: -1 } },
  pageDown: {
    keys: ['d', 'ctrl+d', 'pagedown'],
    help: 'half a page down',
    action: { type: 'page', by: 0.5 },
  },
  pageUp: { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  first: { keys: ['g', 'home'], help: 'first session', action: { type: 'first' } },
  last: { keys: ['G', 'end'], help: 'last session', action: { type: 'last' } },
  preview: { keys: ['tab'], help: 'show, hide what stands of the session', action: { type: 'preview' } },
  growPane: { keys: ['+'], help: 'more room for it', action: { type: 'share', by: 0.05 } },
  shrinkPane: { keys: ['_'], help: 'less room for it', action: { type: 'share', by: -0.05 } },
  unfilter: { keys: ['escape'], help: 'clear the filters', action: { type: 'unfilter' } },
  quit: { keys: ['q'], help: 'quit', action: { type: 'leave', to: 'quit' }, inFooter: true },
} satisfies Bindings<BrowseAction>;

/** While a filter is typed every other key is text. */
export const filterKeys = {
  settle: { keys: ['enter'], help: 'keep it', action: { type: 'settle' }, inFooter: true },
  unfilter: { keys: ['escape'], help: 'clear the filters', action: { type: 'unfilter' }, inFooter: true },
} satisfies Bindings<BrowseAction>;

export const agentMenuKeys = {
  close: { keys: ['escape', 'q', 'a'], help: 'back', action: { type: 'choose' }, inFooter: true },
} satisfies Bindings<BrowseAction>;
