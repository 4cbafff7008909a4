import type { Everywhere } from '../app-state.ts';
import type { Bindings } from './bindings.ts';

export type EverywhereAction = { readonly type: 'leave'; readonly to: Everywhere };

/** What every screen and every menu of one offers; where a line of text is typed, by the keys that type nothing. */
export const everywhereKeys = {
  palette: {
    keys: [':', 'ctrl+p'],
    help: 'all commands; :42 goes to turn 42',
    action: { type: 'leave', to: 'palette' },
  },
  help: { keys: ['?', 'ctrl+g'], help: 'the keys of this screen', action: { type: 'leave', to: 'help' } },
  theme: { keys: ['ctrl+t'], help: 'next theme of colours', action: { type: 'leave', to: 'theme' } },
  suspend: { keys: ['ctrl+z'], help: 'back to the shell until fg', action: { type: 'leave', to: 'suspend' } },
  exit: { keys: ['ctrl+c'], help: 'leave pushback', action: { type: 'leave', to: 'quit' } },
} satisfies Bindings<EverywhereAction>;
