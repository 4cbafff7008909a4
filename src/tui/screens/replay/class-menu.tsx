import { type PushbackClass, pushbackClasses } from '../../../domain/pushback.ts';
import { Menu } from '../../parts/menu.tsx';
import { className } from '../../theme.ts';

type Props = {
  /** What was detected stands first. */
  readonly detected: PushbackClass | null;
  /** Rows that there are for it. */
  readonly height: number;
  readonly active: boolean;
  readonly onChoose: (name: PushbackClass) => void;
};

/** What kind of pushback a turn is, by a person's word. */
export const ClassMenu = ({ detected, height, active, onChoose }: Props) => {
  const names = detected
    ? [detected, ...pushbackClasses.filter(name => name !== detected)]
    : [...pushbackClasses];
  const items = names.map(name => ({
    label: name === detected ? `${className(name)} (as detected)` : className(name),
    value: name,
  }));
  return <Menu items={items} limit={height} isFocused={active} onSelect={({ value }) => onChoose(value)} />;
};
