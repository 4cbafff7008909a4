import type { Bindings } from '../../keys/bindings.ts';
import { reviewKeys } from '../episodes/review-keys.ts';
import type { QueueAction } from './queue-state.ts';

/** Footer, help and the README's table read this list. */
export const queueKeys = {
  open: {
    keys: ['enter', 'l', 'right'],
    help: 'replay where it stands',
    action: { type: 'open' },
    inFooter: true,
  },
  ...reviewKeys,
  agreement: {
    keys: ['A'],
    help: 'how far you, rules and model agree',
    action: { type: 'agreement' },
    inFooter: true,
  },
  searchAll: { keys: ['S'], help: 'search all sessions', action: { type: 'leave', to: 'search' } },
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<QueueAction>;

export const agreementKeys = {
  down: { keys: ['j', 'down', 'd', 'ctrl+d', 'pagedown'], help: 'down', action: { type: 'scroll', by: 4 } },
  up: { keys: ['k', 'up', 'u', 'ctrl+u', 'pageup'], help: 'up', action: { type: 'scroll', by: -4 } },
  shut: { keys: ['escape', 'q', 'A'], help: 'back to the queue', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<QueueAction>;
