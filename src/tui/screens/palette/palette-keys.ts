import type { Bindings } from '../../keys/bindings.ts';
import type { PaletteAction } from './palette-state.ts';

/** Letters go into the line, so these are keys that type nothing. */
export const paletteKeys = {
  run: { keys: ['enter'], help: 'do it', action: { type: 'run', at: null }, inFooter: true },
  next: { keys: ['down', 'ctrl+n', 'tab'], help: 'next', action: { type: 'move', by: 1 }, inFooter: true },
  previous: { keys: ['up', 'ctrl+p', 'shift+tab'], help: 'previous', action: { type: 'move', by: -1 } },
  pageDown: { keys: ['pagedown'], help: 'ten down', action: { type: 'move', by: 10 } },
  pageUp: { keys: ['pageup'], help: 'ten up', action: { type: 'move', by: -10 } },
  clear: { keys: ['ctrl+u'], help: 'clear the line', action: { type: 'clear' } },
  leave: { keys: ['escape'], help: 'back', action: { type: 'shut' }, inFooter: true },
} satisfies Bindings<PaletteAction>;
