import stringWidth from 'string-width';
import { Menu } from '../../parts/menu.tsx';
import { fit } from '../../parts/row.tsx';
import { type MenuValue, menuOf } from './review-menus.ts';
import type { Mode } from './reviewing.ts';

type Props = {
  readonly mode: Mode;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly onChoose: (value: MenuValue) => void;
};

/** The menu of the mode that a person is in, a label a line with what it means. */
export const ReviewMenu = ({ mode, width, height, active, onChoose }: Props) => {
  const menu = menuOf(mode);
  if (!menu) return null;
  const widest = Math.max(...menu.items.map(({ label }) => stringWidth(label)));
  const items = menu.items.map(({ value, label, words }, at) => ({
    key: String(at),
    value,
    label: fit(`${fit(label, widest)}  ${words}`, Math.max(1, width - pointerWidth)).trimEnd(),
  }));
  return (
    <Menu
      key={mode.name}
      items={items}
      limit={height}
      initialIndex={Math.max(0, menu.at)}
      isFocused={active}
      onSelect={({ value }) => onChoose(value)}
    />
  );
};

/** What ink-select-input draws before each label. */
const pointerWidth = 2;
