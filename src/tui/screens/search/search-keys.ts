import type { Binding } from '../../keys/bindings.ts';
import type { SearchAction } from './search-state.ts';

/** Letters go into the query, so these are keys that type nothing. */
export const searchKeys: readonly Binding<SearchAction>[] = [
  { keys: ['enter'], help: 'replay at the turn', action: { type: 'open' }, inFooter: true },
  { keys: ['tab'], help: 'only pushback', action: { type: 'pushbackOnly' }, inFooter: true },
  { keys: ['down', 'ctrl+n'], help: 'next hit', action: { type: 'move', by: 1 }, inFooter: true },
  { keys: ['up', 'ctrl+p'], help: 'previous hit', action: { type: 'move', by: -1 } },
  { keys: ['pagedown'], help: 'ten hits down', action: { type: 'move', by: 10 } },
  { keys: ['pageup'], help: 'ten hits up', action: { type: 'move', by: -10 } },
  { keys: ['ctrl+u'], help: 'clear the query', action: { type: 'clear' } },
  { keys: ['escape'], help: 'back', action: { type: 'leave' }, inFooter: true },
];
