import type { Bindings } from '../../keys/bindings.ts';
import type { SearchAction } from './search-state.ts';

/** Letters go into the query, so these are keys that type nothing. */
export const searchKeys = {
  open: { keys: ['enter'], help: 'replay at the turn', action: { type: 'open' }, inFooter: true },
  pushbackOnly: {
    keys: ['&', 'tab'],
    help: 'only pushback',
    action: { type: 'pushbackOnly' },
    inFooter: true,
  },
  nextFacet: { keys: ['right'], help: 'next count, enter narrows to it', action: { type: 'facet', by: 1 } },
  previousFacet: { keys: ['left'], help: 'count before', action: { type: 'facet', by: -1 } },
  scope: { keys: ['ctrl+r'], help: 'look in: everywhere, project, session', action: { type: 'scope' } },
  recall: { keys: ['ctrl+o'], help: 'earlier query', action: { type: 'recall' } },
  next: { keys: ['down'], help: 'next hit', action: { type: 'move', by: 1 }, inFooter: true },
  previous: { keys: ['up'], help: 'previous hit', action: { type: 'move', by: -1 } },
  pageDown: { keys: ['pagedown'], help: 'ten hits down', action: { type: 'move', by: 10 } },
  pageUp: { keys: ['pageup'], help: 'ten hits up', action: { type: 'move', by: -10 } },
  clear: { keys: ['ctrl+u'], help: 'clear the query', action: { type: 'clear' } },
  back: { keys: ['escape'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<SearchAction>;
