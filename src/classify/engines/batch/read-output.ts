import { z } from 'zod';
import type { Reply } from '../../../domain/reply.ts';
import { messageOf } from '../../../errors.ts';
import { toReply } from '../openai-call.ts';
import type { Endpoint } from '../openai-endpoint.ts';

/** One line that came back: a reply, or what was said in its place. */
export type Outcome =
  | { readonly hash: string; readonly reply: Reply }
  | { readonly hash: string; readonly failure: { readonly status: number | null; readonly message: string } };

const line = z.object({
  custom_id: z.string(),
  response: z
    .object({ status_code: z.number().nullish(), body: z.unknown().optional() })
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
});
const told = z.object({ message: z.string() });
/** A provider says it in an object; vLLM's batch runner in a bare text, or in an object with or without a frame. */
const errorWords = z.union([
  z.string(),
  told.transform(({ message }) => message),
  z.object({ error: told }).transform(({ error }) => error.message),
]);

/** Reads an output or error file, a line a request; a line that is none of ours or torn is passed over: it counts as not answered. */
export const readOutput = (text: string, endpoint: Endpoint): Outcome[] =>
  text.split('\n').flatMap((row): Outcome[] => {
    const parsed = line.safeParse(parseRow(row));
    if (!parsed.success) return [];
    const { custom_id: hash, response, error } = parsed.data;
    const status = response?.status_code ?? null;
    if (response && (status === null || status < 300)) {
      try {
        return [{ hash, reply: toReply(response.body, endpoint) }];
      } catch (wrong) {
        return [{ hash, failure: { status, message: messageOf(wrong) } }];
      }
    }
    const said = errorWords.safeParse(response?.body).data ?? errorWords.safeParse(error).data ?? 'no reply';
    return [{ hash, failure: { status, message: endpoint.scrub(said) } }];
  });

const parseRow = (row: string): unknown => {
  try {
    return JSON.parse(row);
  } catch {
    return null;
  }
};
