import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Reply, ReplyKeeper } from '../domain/reply.ts';
import { messageOf, UserError } from '../errors.ts';
import { writeWhole } from './write-whole.ts';

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
    try {
      writeWhole(path, `${JSON.stringify(reply)}\n`);
    } catch (cause) {
      throw new UserError(
        `A reply cannot be kept: ${path} (${messageOf(cause)})`,
        'Free some space or mend the permissions, or name another store with --store; what was kept before is used again.',
        { cause },
      );
    }
  },
});

/** 256 folders, so that none grows to tens of thousands of files. */
const pathOf = (dir: string, hash: string): string => join(dir, 'replies', hash.slice(0, 2), `${hash}.json`);

const schema: z.ZodType<Reply> = z.object({
  text: z.string(),
  refusal: z.string().nullable(),
  finish: z.string().nullable(),
  model: z.string().nullable(),
  usage: z.object({ input: z.number(), cached: z.number(), output: z.number() }).nullable(),
});
