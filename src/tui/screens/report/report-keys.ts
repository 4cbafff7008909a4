import type { Bindings } from '../../keys/bindings.ts';
import type { ReportAction } from './report-state.ts';

/** Footer, help and the README's table read this list. */
export const reportKeys = {
  nextSection: {
    keys: [']', 'tab', 'l', 'right'],
    help: 'next section',
    action: { type: 'section', by: 1 },
    inFooter: true,
  },
  previousSection: {
    keys: ['[', 'shift+tab', 'h', 'left'],
    help: 'previous section',
    action: { type: 'section', by: -1 },
    inFooter: true,
  },
  down: { keys: ['j', 'down'], help: 'down', action: { type: 'scroll', by: 1 } },
  up: { keys: ['k', 'up'], help: 'up', action: { type: 'scroll', by: -1 } },
  pageDown: {
    keys: ['d', 'ctrl+d', 'pagedown', 'space'],
    help: 'half a page down',
    action: { type: 'page', by: 0.5 },
  },
  pageUp: { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  first: { keys: ['g', 'home'], help: 'beginning', action: { type: 'first' } },
  last: { keys: ['G', 'end'], help: 'end', action: { type: 'last' } },
  again: { keys: ['r'], help: 'count anew', action: { type: 'again' }, inFooter: true },
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<ReportAction>;
