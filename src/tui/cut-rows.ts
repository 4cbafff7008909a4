import { useStdout } from 'ink';
import { useLayoutEffect } from 'react';

/**
 * DECAWM. Terminals differ in how many columns a joined picture takes; a row that one finds too wide must end at its
 * edge there, or the screen scrolls and every row after it stands wrong.
 */
export const cutRows = '\u001b[?7l';
export const wrapRows = '\u001b[?7h';

/** Has the terminal cut rows at its edge while the program is on screen. */
export const CutRows = (): null => {
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    const off = () => stdout.write(wrapRows);
    stdout.write(cutRows);
    process.on('exit', off);
    return () => {
      process.off('exit', off);
      off();
    };
  }, [stdout]);
  return null;
};
