import type { Usage } from '../../domain/episode.ts';
import type { Reply } from '../../domain/reply.ts';
import { UserError } from '../../errors.ts';
import type { Answer } from '../engine.ts';
import { wrapData } from '../prompts.ts';
import { type Checked, readReply, replySchema, type Stage } from '../stage.ts';
import { addUsage } from '../usage.ts';
import type { Caller, Message } from './openai-call.ts';

/** `text` is redacted already; `restore` puts the secrets back into what is read from the reply. */
export type Question = {
  readonly system: string;
  readonly label: string;
  readonly text: string;
  readonly restore: (text: string) => string;
};

/**
 * Asks one stage. A reply that breaks schema or rules gets one turn to repair it; a refusal or a cut-off reply gets
 * none, for asking again costs the same and ends the same. Of a reply that stays faulty, what is sound is taken.
 */
export const askStage = async <Raw, Value>(
  stage: Stage<Raw, Value>,
  question: Question,
  call: Caller,
  signal: AbortSignal,
): Promise<Answer<Value>> => {
  const schema = { name: stage.name, json: replySchema(stage) };
  const messages: readonly Message[] = [
    { role: 'system', content: question.system },
    { role: 'user', content: wrapData(question.label, question.text) },
  ];
  const first = await call({ messages, schema }, signal);
  const read = judge(stage, first, question);
  if (read.ok || whyStopped(first)) return toAnswer(read, first, first.usage);
  const repair = repairTurn(first, read.errors.join('\n'));
  const second = await orFailure(call({ messages: [...messages, ...repair], schema }, signal));
  if (second instanceof UserError) {
    if (read.partly !== undefined) return { ok: true, value: read.partly, usage: first.usage };
    // The first reply was paid for: it is kept, and the next question will meet the endpoint's failure by itself.
    const errors = [...read.errors, `The repair failed: ${second.message}`];
    return toAnswer({ ok: false, errors }, first, first.usage);
  }
  const reread = judge(stage, second, question);
  const usage = addUsage(first.usage, second.usage);
  if (!reread.ok && reread.partly !== undefined) return { ok: true, value: reread.partly, usage };
  return toAnswer(reread, second, usage);
};

const orFailure = (work: Promise<Reply>): Promise<Reply | UserError> =>
  work.catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });

const judge = <Raw, Value>(stage: Stage<Raw, Value>, reply: Reply, { restore }: Question): Checked<Value> => {
  const stopped = whyStopped(reply);
  return stopped ? { ok: false, errors: [stopped] } : readReply(stage, reply.text, restore);
};

const toAnswer = <Value>(read: Checked<Value>, reply: Reply, usage: Usage | null): Answer<Value> =>
  read.ok
    ? { ok: true, value: read.value, usage }
    : {
        ok: false,
        error: read.errors.join('\n'),
        reply: (reply.refusal ?? reply.text).slice(0, longestReply),
        usage,
      };

/** In characters; no model of today writes as much at once, and what does is not looked through for quotes. */
const longestReply = 1_000_000;

const whyStopped = ({ refusal, finish, text }: Reply): string | null => {
  if (refusal) return `The model refused: ${refusal}`;
  if (finish === 'length') return 'The reply was cut off: the model ran out of room.';
  if (finish === 'content_filter') return "The endpoint's content filter stopped the reply.";
  if (text.length > longestReply) return 'The reply is far longer than any answer.';
  return text === '' ? 'The reply was empty.' : null;
};

const repairTurn = (reply: Reply, error: string): readonly Message[] => [
  { role: 'assistant', content: reply.text },
  {
    role: 'user',
    content: `Your answer cannot be used:\n${error}\nGive the whole answer again as one JSON object, with this put right and the rest unchanged.`,
  },
];
