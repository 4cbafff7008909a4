import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Reply, ReplyKeeper } from '../domain/reply.ts';
import { messageOf, UserError } from '../errors.ts';

/**
 * The replies of endpoints in the store's folder, one file each, for the owner only. They hold no secret that was
 * hidden and nothing of the question but its hash. A file that cannot be read counts as none: the reply is asked for anew.
 */
export const openReplyStore = (dir: string): ReplyKeeper => ({
  find: hash => {
    try {
      return schema.parse(JSON.parse(readFileSync(pathOf(dir, hash), 'utf8')));
    } catch {
      return null;
    }
  },
  keep: (hash, reply) => {
    const path = pathOf(dir, hash);
    const fresh = `${path}.${randomUUID()}`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(fresh, `${JSON.stringify(reply)}\n`, { mode: 0o600 });
      renameSync(fresh, path);
    } catch (cause) {
      forget(fresh);
      throw new UserError(
        `A reply cannot be kept: ${path} (${messageOf(cause)})`,
        'Free some space or mend the permissions, or name another store with --store; what was kept before is used again.',
        { cause },
      );
    }
  },
});

/** What was half written is of no use to anybody, and if it cannot go either, the error told is the first one. */
const forget = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing was written.
  }
};

/** 256 folders, so that none grows to tens of thousands of files. */
const pathOf = (dir: string, hash: string): string => join(dir, 'replies', hash.slice(0, 2), `${hash}.json`);

const schema: z.ZodType<Reply> = z.object({
  text: z.string(),
  refusal: z.string().nullable(),
  finish: z.string().nullable(),
  model: z.string().nullable(),
  usage: z.object({ input: z.number(), cached: z.number(), output: z.number() }).nullable(),
});
