import { useCallback, useEffect } from 'react';
import { useSuspension } from '../mouse/use-mouse.ts';

/**
 * Ctrl-Z, and a stop from outside: gives the terminal back to the shell until `fg`. Does nothing where the system has
 * no job control.
 */
export const useSuspend = (): (() => void) => {
  const suspended = useSuspension();
  const suspend = useCallback(() => {
    if (process.platform === 'win32') return;
    void suspended(async () => {
      // Ink lets go of stdin, and without a timer Node would end after `fg`.
      const awake = setInterval(() => {}, 2 ** 30);
      await new Promise<void>(resume => {
        process.once('SIGCONT', () => resume());
        // A stop that nobody can listen to: this one is ours.
        process.kill(process.pid, 'SIGSTOP');
      });
      clearInterval(awake);
    });
  }, [suspended]);
  useEffect(() => {
    process.on('SIGTSTP', suspend);
    return () => {
      process.off('SIGTSTP', suspend);
    };
  }, [suspend]);
  return suspend;
};
