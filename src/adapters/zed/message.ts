import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';

/** A message of either payload: whose it is, and its pieces, in the shape of the newer one. */
export type Message = {
  readonly speaker: 'developer' | 'agent';
  readonly pieces: readonly JsonRecord[];
  readonly results: readonly JsonRecord[];
};

/** What an element of `messages` is; a text says that the developer let the agent go on. */
export const messageOf = (value: unknown): Message | undefined => {
  const record = toRecord(value);
  const user = toRecord(record?.User);
  const agent = toRecord(record?.Agent);
  if (user) return { speaker: 'developer', pieces: toRecords(user.content), results: [] };
  if (agent)
    return { speaker: 'agent', pieces: toRecords(agent.content), results: resultsIn(agent.tool_results) };
  return record && typeof record.role === 'string' ? oldMessage(record) : undefined;
};

/** The newer payload names results by their call; the older one lists them, some in the message after. */
const resultsIn = (results: unknown): readonly JsonRecord[] =>
  Object.entries(toRecord(results) ?? {}).flatMap(([id, result]) =>
    toRecords([result]).map(one => ({ tool_use_id: id, ...one })),
  );

const oldMessage = (record: JsonRecord): Message => ({
  speaker: record.role === 'user' ? 'developer' : 'agent',
  pieces: [
    ...toRecords(record.segments).map(toPiece),
    ...toRecords(record.tool_uses).map(ToolUse => ({ ToolUse })),
  ],
  results: toRecords(record.tool_results),
});

const toPiece = (segment: JsonRecord): JsonRecord => {
  const text = toText(segment.text);
  if (segment.type === 'thinking') return { Thinking: { text } };
  return segment.type === 'text' ? { Text: text } : {};
};

/** What a person typed: words as they stand, and what they pointed at by its name. */
export const promptOf = ({ pieces }: Message): string =>
  pieces
    .map(piece => toText(piece.Text) || mentionOf(toRecord(piece.Mention)))
    .join('')
    .trim();

const mentionOf = (mention: JsonRecord | undefined): string => {
  if (!mention) return '';
  const [kind = '', place] = Object.entries(toRecord(mention.uri) ?? {})[0] ?? [];
  const at = toRecord(place);
  const file = toText(at?.abs_path).split(/[\\/]/).at(-1);
  return `@${toText(at?.name) || file || toText(at?.url) || kind.toLowerCase() || 'context'}`;
};

export const callsIn = ({ pieces }: Message): readonly JsonRecord[] =>
  pieces.flatMap(piece => toRecords([piece.ToolUse]));
