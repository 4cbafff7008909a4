import { exec } from 'node:child_process';
import { UserError } from '../../errors.ts';

/** Long enough for a password manager that asks its owner first. */
const patience = 60_000;

/**
 * The key as a command of the person's own prints it, such as `pass show openai` or `op read …`. It runs in the shell, for
 * it is written as one would type it. Throws UserError (2) when it fails, prints nothing or takes longer than a minute.
 */
export const readKey = (command: string): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  exec(command, { timeout: patience, maxBuffer: 65_536, windowsHide: true }, (error, printed) => {
    const key = printed.trim().split('\n')[0] ?? '';
    if (error || key === '') {
      const why = error ? `ended with ${error.code ?? error.signal}` : 'printed nothing';
      // Neither its output nor the error is repeated: both may hold the key.
      reject(
        new UserError(`The keyCommand of the config ${why}.`, 'Try it in a shell: it must print the key.'),
      );
    } else resolve(key);
  });
  return promise;
};
