import stringWidth from 'string-width';
import { Menu } from '../../parts/menu.tsx';
import type { MenuAction } from '../../parts/menu-keys.ts';
import { fit } from '../../parts/row.tsx';
import { menuOf } from './review-menus.ts';
import type { Reviewing } from './reviewing.ts';

type Props = {
  readonly reviewing: Pick<Reviewing, 'mode' | 'menu'>;
  /** The row of the screen on which it begins. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly act: (action: MenuAction) => void;
};

/** The menu of the mode that a person is in, a label a line with what it means. */
export const ReviewMenu = ({ reviewing, ...where }: Props) => {
  const items = menuOf(reviewing.mode)?.items ?? [];
  const widest = Math.max(...items.map(({ label }) => stringWidth(label)));
  const labels = items.map(({ label, words }) => `${fit(label, widest)}  ${words}`.trimEnd());
  return <Menu {...where} labels={labels} cursor={reviewing.menu} />;
};
