import type { Bindings, Mode } from '../keys/bindings.ts';
import type { EverywhereAction } from '../keys/everywhere-keys.ts';

export type MenuAction =
  | { readonly type: 'menuMove'; readonly by: number }
  /** `at` null: the item under the cursor. */
  | { readonly type: 'pick'; readonly at: number | null };

/** What every menu can do. */
export const menuKeys = {
  pick: {
    keys: ['enter'],
    help: 'choose (1–9 too)',
    action: { type: 'pick', at: null },
    inFooter: true,
  },
  next: { keys: ['j', 'down', 'ctrl+n'], help: 'next', action: { type: 'menuMove', by: 1 } },
  previous: { keys: ['k', 'up'], help: 'previous', action: { type: 'menuMove', by: -1 } },
  first: { keys: ['g', 'home', 'pageup'], help: 'first', action: { type: 'menuMove', by: -Infinity } },
  last: { keys: ['G', 'end', 'pagedown'], help: 'last', action: { type: 'menuMove', by: Infinity } },
} satisfies Bindings<MenuAction>;

/** What presses mean while a menu is open; `own` are the keys that leave it. */
export const menuMode = <Action>(
  own: Bindings<Action>,
  everywhere: Bindings<EverywhereAction>,
): Mode<Action | MenuAction | EverywhereAction> => ({
  bindings: { ...menuKeys, ...own, ...everywhere },
  typing: key => (/^[1-9]$/.test(key) ? { type: 'pick', at: Number(key) - 1 } : undefined),
});

/** The cursor of a menu of `count` items, moved; a step past an end comes in at the other. */
export const moveInMenu = (cursor: number, by: number, count: number): number =>
  Number.isFinite(by)
    ? (cursor + by + count) % Math.max(1, count)
    : Math.max(0, Math.min(count - 1, cursor + by));
