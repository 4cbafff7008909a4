import { setImmediate as nextTick } from 'node:timers/promises';
import { useApp, useStdin, useStdout } from 'ink';
import { createContext, useCallback, useContext, useEffect } from 'react';
import { cutRows, wrapRows } from '../cut-rows.ts';
import type { MouseInput } from './mouse-input.ts';
import { mouseOff, mouseOn } from './pointer.ts';

export const MouseContext = createContext<Pick<MouseInput, 'listen'> | null>(null);
/** Null where a person wants no mouse. */
export const MouseProvider = MouseContext.Provider;

/** Asks the terminal to report the mouse while the program is on screen. */
export const useMouse = (): void => {
  const mouse = useContext(MouseContext);
  const { stdout } = useStdout();
  useEffect(() => {
    if (!mouse) return;
    const off = () => stdout.write(mouseOff);
    stdout.write(mouseOn);
    // However the program ends, the shell must not get reports.
    process.on('exit', off);
    return () => {
      process.off('exit', off);
      off();
    };
  }, [mouse, stdout]);
};

/** Gives the terminal to something else until `use` is through, as a shell expects it: no mouse reports, rows that wrap. */
export const useSuspension = (): ((use: () => Promise<void>) => Promise<void>) => {
  const { suspendTerminal } = useApp();
  const mouse = useContext(MouseContext);
  const { stdout } = useStdout();
  const { stdin } = useStdin();
  return useCallback(
    async use => {
      stdout.write(mouse ? wrapRows + mouseOff : wrapRows);
      await suspendTerminal(async () => {
        // Ink only stops listening: the terminal would be read on, and a line typed for the other program be lost. The
        // stream hears of that a tick later, and cannot be paused before.
        await nextTick();
        stdin.pause();
        await nextTick();
        await use();
      });
      stdout.write(mouse ? cutRows + mouseOn : cutRows);
    },
    [mouse, stdin, stdout, suspendTerminal],
  );
};
