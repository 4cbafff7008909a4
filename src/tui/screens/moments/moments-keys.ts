import type { Bindings } from '../../keys/bindings.ts';
import type { MomentsAction } from './moments-state.ts';

/** Footer, help and the README's table read this list. */
export const momentsKeys = {
  open: {
    keys: ['enter', 'l', 'right'],
    help: 'replay',
    action: { type: 'open' },
    inFooter: true,
  },
  filter: { keys: ['/'], help: 'look for', action: { type: 'filter' }, inFooter: true },
  order: {
    keys: ['s'],
    help: 'newest, strongest',
    action: { type: 'order' },
    inFooter: true,
  },
  group: {
    keys: ['b'],
    help: 'by class, by topic',
    action: { type: 'group' },
    inFooter: true,
  },
  scope: {
    keys: ['p', 'ctrl+r'],
    help: 'this project',
    action: { type: 'scope' },
    inFooter: true,
  },
  accept: {
    keys: ['a'],
    help: 'it is pushback, as it says',
    action: { type: 'review', decision: 'accepted' },
  },
  reject: { keys: ['R'], help: 'it is no pushback', action: { type: 'review', decision: 'rejected' } },
  takeBack: { keys: ['U'], help: 'take that back', action: { type: 'takeBack' } },
  next: { keys: ['j', 'down'], help: 'next moment', action: { type: 'move', by: 1 } },
  previous: { keys: ['k', 'up'], help: 'previous moment', action: { type: 'move', by: -1 } },
  nextGroup: { keys: [']', '}'], help: 'next group', action: { type: 'toGroup', by: 1 } },
  previousGroup: { keys: ['[', '{'], help: 'previous group', action: { type: 'toGroup', by: -1 } },
  pageDown: {
    keys: ['d', 'ctrl+d', 'pagedown'],
    help: 'half a page down',
    action: { type: 'page', by: 0.5 },
  },
  pageUp: { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  first: { keys: ['g', 'home'], help: 'first moment', action: { type: 'at', at: 0 } },
  last: { keys: ['G', 'end'], help: 'last moment', action: { type: 'at', at: Number.MAX_SAFE_INTEGER } },
  searchAll: { keys: ['S'], help: 'search all turns', action: { type: 'leave', to: 'search' } },
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<MomentsAction>;

/** While a query is typed every other key is text. */
export const momentsQueryKeys = {
  settle: { keys: ['enter'], help: 'keep it', action: { type: 'settle' }, inFooter: true },
  clear: { keys: ['escape'], help: 'clear it', action: { type: 'clear' }, inFooter: true },
} satisfies Bindings<MomentsAction>;
