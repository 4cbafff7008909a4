import { type PushbackClass, pushbackClasses } from '../../../domain/pushback.ts';
import { className } from '../../theme.ts';

/** What kind of pushback a turn can be by a person's word; what was detected stands first. */
export const classItems = (
  detected: PushbackClass | undefined,
): { readonly label: string; readonly value: PushbackClass }[] =>
  (detected ? [detected, ...pushbackClasses.filter(name => name !== detected)] : [...pushbackClasses]).map(
    value => ({
      label: value === detected ? `${className(value)} (as detected)` : className(value),
      value,
    }),
  );
