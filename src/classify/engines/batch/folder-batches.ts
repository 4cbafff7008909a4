import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../../../errors.ts';
import type { BatchPort, RemoteBatch } from './batch-port.ts';

/**
 * A folder in the place of a provider: requests are put there as `NAME.jsonl`, and whoever works on them, such as vLLM's
 * batch runner, puts the replies beside them as `NAME.out.jsonl`.
 */
export const folderBatches = (folder: string): BatchPort => {
  const pathOf = (name: string) => join(folder, `${name}.jsonl`);
  const outOf = (name: string) => join(folder, `${name}.out.jsonl`);
  const look = async (name: string): Promise<RemoteBatch> => {
    const isDone = existsSync(outOf(name));
    return {
      id: name,
      status: isDone ? 'completed' : 'waiting',
      outputFile: isDone ? outOf(name) : null,
      errorFile: null,
    };
  };
  return {
    upload: async (path, name) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        copyFileSync(path, pathOf(name));
      } catch (cause) {
        throw new UserError(
          `The requests cannot be put into ${folder}: ${messageOf(cause)}`,
          'Name another folder.',
          { cause },
        );
      }
      return pathOf(name);
    },
    find: async () => null,
    create: (_file, name) => look(name),
    look,
    download: async file => readFileSync(file, 'utf8'),
    cancel: async name => ({ ...(await look(name)), status: 'cancelled' }),
  };
};
