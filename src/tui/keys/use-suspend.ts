import { useApp } from 'ink';
import { useCallback } from 'react';

/** Ctrl-Z: gives the terminal back to the shell until `fg`. Does nothing where the system has no job control. */
export const useSuspend = (): (() => void) => {
  const { suspendTerminal } = useApp();
  return useCallback(() => {
    if (process.platform === 'win32') return;
    void suspendTerminal(async () => {
      // Ink lets go of stdin, and without a timer Node would end after `fg`.
      const awake = setInterval(() => {}, 2 ** 30);
      await new Promise<void>(resume => {
        process.once('SIGCONT', () => resume());
        process.kill(process.pid, 'SIGTSTP');
      });
      clearInterval(awake);
    });
  }, [suspendTerminal]);
};
