import type { Bindings, Mode as PressMode } from '../../keys/bindings.ts';
import type { EverywhereAction } from '../../keys/everywhere-keys.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { toTyping } from '../../keys/use-bindings.ts';
import { menuMode } from '../../parts/menu-keys.ts';
import type { ReviewAction } from './review-reducer.ts';
import type { Mode } from './reviewing.ts';

/** To read episodes one by one and to say what they are; a part of the keys of every screen that shows some. */
export const reviewKeys = {
  next: { keys: ['j', 'down'], help: 'next quote or episode', action: { type: 'move', by: 1 } },
  previous: { keys: ['k', 'up'], help: 'previous quote or episode', action: { type: 'move', by: -1 } },
  nextEpisode: {
    keys: ['}', 'J', 'pagedown'],
    help: 'next episode',
    action: { type: 'episode', by: 1 },
    inFooter: true,
  },
  previousEpisode: {
    keys: ['{', 'K', 'pageup'],
    help: 'previous episode',
    action: { type: 'episode', by: -1 },
  },
  first: { keys: ['g', 'home'], help: 'first episode', action: { type: 'first' } },
  last: { keys: ['G', 'end'], help: 'last quote', action: { type: 'last' } },
  scrollDown: { keys: ['d', 'ctrl+d'], help: 'scroll down', action: { type: 'scroll', by: 4 } },
  scrollUp: { keys: ['u', 'ctrl+u'], help: 'scroll up', action: { type: 'scroll', by: -4 } },
  accept: { keys: ['a'], help: 'accept', action: { type: 'accept' }, inFooter: true },
  reject: { keys: ['R'], help: 'reject, and say why', action: { type: 'reject' }, inFooter: true },
  symptom: { keys: ['s'], help: 'set the symptom', action: { type: 'edit', axis: 'symptom' } },
  cause: { keys: ['x'], help: 'set the cause', action: { type: 'edit', axis: 'cause' } },
  outcome: { keys: ['o'], help: 'set the outcome', action: { type: 'edit', axis: 'outcome' } },
  resolution: { keys: ['r'], help: 'set the resolution', action: { type: 'edit', axis: 'resolution' } },
  note: { keys: ['n'], help: 'write a note', action: { type: 'note' } },
  undo: { keys: ['U'], help: 'take the last decision back', action: { type: 'undo' } },
} satisfies Bindings<ReviewAction>;

const closing = { keys: ['escape', 'q'], help: 'back', action: { type: 'close' }, inFooter: true } as const;

const menuKeys = { close: closing } satisfies Bindings<ReviewAction>;

/** The key that opened a menu of several labels keeps them. */
const severalKeys = (key: string): Bindings<ReviewAction> => ({
  keep: { keys: [key], help: 'keep these', action: { type: 'keep' }, inFooter: true },
  close: closing,
});

/** Every other key is text. */
const typingKeys = {
  settle: { keys: ['enter'], help: 'keep it', action: { type: 'settle' }, inFooter: true },
  close: { ...closing, keys: ['escape'] },
} satisfies Bindings<ReviewAction>;

/** What presses mean in a mode; null while one reads, when the screen's own keys hold. */
export const reviewMode = (
  mode: Mode,
  { menu, line }: Keymap,
): PressMode<ReviewAction | EverywhereAction> | null => {
  if ('text' in mode) return { bindings: { ...typingKeys, ...line }, typing: typingAction };
  switch (mode.name) {
    case 'reading':
      return null;
    case 'symptom':
      return menuMode<ReviewAction>(severalKeys('s'), menu);
    case 'cause':
      return menuMode<ReviewAction>(severalKeys('x'), menu);
    default:
      return menuMode<ReviewAction>(menuKeys, menu);
  }
};

const typingAction = (key: string): ReviewAction | undefined => toTyping(key);
