import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import type { ComponentProps } from 'react';
import { style } from '../theme.ts';
import { toSpoken } from './spoken.ts';

/** A menu of a few items in the colours of the theme; it takes the arrows and enter itself. */
export const Menu = <Value,>(
  props: Omit<ComponentProps<typeof SelectInput<Value>>, 'indicatorComponent' | 'itemComponent'>,
) => <SelectInput {...props} indicatorComponent={Pointer} itemComponent={Label} />;

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
