import type { Usage } from '../../domain/episode.ts';
import type { Answer } from '../engine.ts';
import type { Hidden } from '../hide-secrets.ts';
import { wrapData } from '../prompts.ts';
import { readReply, replySchema, type Stage } from '../stage.ts';
import { addUsage } from '../usage.ts';
import type { Caller, Message, Reply } from './openai-call.ts';

export type Question = { readonly system: string; readonly label: string; readonly data: Hidden };

/**
 * Asks one stage. A reply that breaks schema or rules gets one turn to repair it; a refusal or a cut-off reply gets
 * none, for asking again costs the same and ends the same.
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
    { role: 'user', content: wrapData(question.label, question.data.text) },
  ];
  const first = await call({ messages, schema }, signal);
  const read = judge(stage, first, question, first.usage);
  if (read.ok || !isRepairable(first)) return read;
  const second = await call({ messages: [...messages, ...repairTurn(first, read.error)], schema }, signal);
  return judge(stage, second, question, addUsage(first.usage, second.usage));
};

const judge = <Raw, Value>(
  stage: Stage<Raw, Value>,
  reply: Reply,
  { data }: Question,
  usage: Usage | null,
): Answer<Value> => {
  const stopped = whyStopped(reply);
  if (stopped) return { ok: false, error: stopped, reply: reply.refusal ?? reply.text, usage };
  const read = readReply(stage, reply.text, data.restore);
  if (read.ok) return { ok: true, value: read.value, usage };
  return { ok: false, error: read.errors.join('\n'), reply: reply.text, usage };
};

const isRepairable = (reply: Reply): boolean => whyStopped(reply) === null;

const whyStopped = ({ refusal, finish, text }: Reply): string | null => {
  if (refusal) return `The model refused: ${refusal}`;
  if (finish === 'length') return 'The reply was cut off: the model ran out of room.';
  if (finish === 'content_filter') return "The endpoint's content filter stopped the reply.";
  return text === '' ? 'The reply was empty.' : null;
};

const repairTurn = (reply: Reply, error: string): readonly Message[] => [
  { role: 'assistant', content: reply.text },
  {
    role: 'user',
    content: `Your answer cannot be used:\n${error}\nGive the whole answer again as one JSON object, with this put right and the rest unchanged.`,
  },
];
