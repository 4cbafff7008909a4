import { useStdout } from 'ink';
import { useCallback, useMemo } from 'react';
import type { App } from '../app/app.ts';
import type { Command } from '../domain/command.ts';
import { countOf } from '../domain/count-of.ts';
import { messageOf, UserError } from '../errors.ts';
import { useSuspension } from './mouse/use-mouse.ts';

type Errands = {
  /** Puts a text where it can be pasted, and says where that is. */
  readonly copy: (text: string, what: string) => Promise<void>;
  /** Opens a log at a line in the person's editor. */
  readonly edit: (path: string, line: number) => Promise<void>;
  /** Gives the terminal to a program until it ends; rejects UserError when it cannot be started. */
  readonly run: (command: Command) => Promise<void>;
};

/** What is done outside of the screens; `tell` says how it went. */
export const useErrands = (app: App, tell: (words: string) => void): Errands => {
  const suspended = useSuspension();
  const { stdout } = useStdout();
  const run = useCallback(
    async (command: Command) => {
      let trouble: unknown;
      await suspended(() =>
        app.run(command).catch(error => {
          trouble = error;
        }),
      );
      if (trouble) throw trouble;
    },
    [app, suspended],
  );
  const copy = useCallback(
    async (text: string, what: string) => {
      const copied = await app.copy(text);
      const size = countOf([...text].length, 'character');
      if (copied.to === 'clipboard') return tell(`copied ${what}: ${size}, by ${copied.by}`);
      if (copied.to === 'file')
        return tell(`too long for a terminal’s clipboard: ${what} is in ${copied.path}`);
      stdout.write(copied.sequence);
      tell(`sent ${what} to the terminal’s clipboard: ${size} (OSC 52; a terminal may refuse it)`);
    },
    [app, stdout, tell],
  );
  const edit = useCallback(
    async (path: string, line: number) => run(app.editorCommand(path, line)),
    [app, run],
  );
  return useMemo(() => {
    const told = (error: unknown) => tell(toWords(error));
    return {
      copy: (text, what) => copy(text, what).catch(told),
      edit: (path, line) => edit(path, line).catch(told),
      run,
    };
  }, [copy, edit, run, tell]);
};

export const toWords = (error: unknown): string =>
  error instanceof UserError ? `${error.message} ${error.nextStep}` : messageOf(error);
