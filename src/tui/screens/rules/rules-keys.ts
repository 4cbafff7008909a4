import type { Bindings } from '../../keys/bindings.ts';
import type { RulesAction } from './rules-state.ts';

/** Footer, help and the README's table read this list. */
export const rulesKeys = {
  open: { keys: ['enter', 'l', 'right'], help: 'replay this sign', action: { type: 'open' }, inFooter: true },
  adopt: { keys: ['a'], help: 'adopt: shows a diff', action: { type: 'adopt' }, inFooter: true },
  copy: { keys: ['y'], help: 'copy what is proposed', action: { type: 'copy' }, inFooter: true },
  nextSign: { keys: [']', 'tab'], help: 'next sign', action: { type: 'sign', by: 1 }, inFooter: true },
  previousSign: { keys: ['[', 'shift+tab'], help: 'previous sign', action: { type: 'sign', by: -1 } },
  next: { keys: ['j', 'down'], help: 'next rule', action: { type: 'move', by: 1 } },
  previous: { keys: ['k', 'up'], help: 'previous rule', action: { type: 'move', by: -1 } },
  first: { keys: ['g', 'home'], help: 'first rule', action: { type: 'at', at: 0 } },
  last: { keys: ['G', 'end'], help: 'last rule', action: { type: 'at', at: Number.MAX_SAFE_INTEGER } },
  scrollDown: {
    keys: ['d', 'ctrl+d', 'pagedown'],
    help: 'down in what is told of it',
    action: { type: 'scroll', by: 4 },
  },
  scrollUp: {
    keys: ['u', 'ctrl+u', 'pageup'],
    help: 'up in it',
    action: { type: 'scroll', by: -4 },
  },
  again: { keys: ['r'], help: 'look anew', action: { type: 'again' } },
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<RulesAction>;

/** While a diff waits for a yes. */
export const adoptKeys = {
  yes: { keys: ['y'], help: 'write it', action: { type: 'agree' }, inFooter: true },
  no: { keys: ['n', 'escape', 'q'], help: 'leave it', action: { type: 'decline' }, inFooter: true },
  scrollDown: {
    keys: ['j', 'down', 'd', 'ctrl+d', 'pagedown'],
    help: 'down',
    action: { type: 'scroll', by: 4 },
  },
  scrollUp: { keys: ['k', 'up', 'u', 'ctrl+u', 'pageup'], help: 'up', action: { type: 'scroll', by: -4 } },
} satisfies Bindings<RulesAction>;
