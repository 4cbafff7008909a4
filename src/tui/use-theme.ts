import { useCallback, useRef, useState } from 'react';
import { type ThemeName, themeNames } from '../app/config.ts';
import { setTheme } from './theme.ts';

/** The theme in force, and how to go on to the next; `next` gives its name. */
export const useTheme = (first: ThemeName): readonly [theme: ThemeName, next: () => ThemeName] => {
  const [theme, redraw] = useState(first);
  const latest = useRef(first);
  const next = useCallback(() => {
    const at = themeNames.indexOf(latest.current);
    latest.current = themeNames[(at + 1) % themeNames.length] ?? first;
    setTheme(latest.current);
    redraw(latest.current);
    return latest.current;
  }, [first]);
  return [theme, next];
};
