import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { useAreas } from '../mouse/use-areas.ts';
import { style } from '../theme.ts';
import type { MenuAction } from './menu-keys.ts';
import { fit } from './row.tsx';
import { toSpoken } from './spoken.ts';
import { visibleRange } from './visible-range.ts';

type Props = {
  readonly labels: readonly string[];
  readonly cursor: number;
  /** The row of the screen on which it begins. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
  readonly act: (action: MenuAction) => void;
};

/** Items one under the other, the chosen one pointed at; the mouse chooses one by a click. */
export const Menu = ({ labels, cursor, top, width, height, active, act }: Props) => {
  const { start, end } = visibleRange(cursor, labels.length, height);
  useAreas(
    [
      {
        ...{ top, left: 0, width, height: end - start },
        onClick: line => act({ type: 'pick', at: start + line }),
        onWheel: by => act({ type: 'menuMove', by }),
      },
    ],
    active,
  );
  const items = labels.slice(start, end).map((label, slot) => ({
    label: fit(label, Math.max(1, width - 2)).trimEnd(),
    value: start + slot,
  }));
  return (
    <Box flexDirection="column" height={height}>
      {/* Its cursor is the state's, so that the mouse, the palette and keys of the chunk that opened it move it too: it
          takes no keys of its own and begins anew at each place. */}
      <SelectInput
        key={cursor}
        items={items}
        initialIndex={cursor - start}
        isFocused={false}
        indicatorComponent={Pointer}
        itemComponent={Label}
      />
    </Box>
  );
};

const Pointer = ({ isSelected = false }: { readonly isSelected?: boolean }) => (
  <Text aria-hidden>{isSelected ? `${style('accent', '❯')} ` : '  '}</Text>
);

const Label = ({ label, isSelected = false }: { readonly label: string; readonly isSelected?: boolean }) => (
  <Box aria-state={{ selected: isSelected }}>
    <Text wrap="truncate" aria-label={toSpoken(label)}>
      {isSelected ? style('accent', label) : label}
    </Text>
  </Box>
);
