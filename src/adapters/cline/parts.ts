import type { FileEdit, ToolCall, ToolKind } from '../../domain/tool-call.ts';
import { blocksAt, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, parseInput, toCount, toDollars, toRecord, toText } from '../read-record.ts';
import { searchReplaceEdits } from '../search-replace.ts';
import { unifiedEdits } from '../unified-edits.ts';
import { timeOf } from './message.ts';

/** What a message holds. */
export const toParts = (message: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(timeOf(message));
  const text = toText(message.text);
  if (as.startsWith('call ')) return block.tool(toCall(message, as));
  if (as.startsWith('output of ')) {
    const id = as.slice('output of '.length);
    // A command's own words do not tell how it ended.
    return [{ kind: 'result', id, result: { output: text, status: 'unknown' } }];
  }
  switch (as) {
    case 'prompt':
      return [...block.text(text), ...pictures(message).flatMap(data => block.image(...data))];
    case 'text':
    case 'completion_result':
      return block.text(text.replace(/HAS_CHANGES$/, ''));
    case 'followup':
    case 'plan_mode_respond':
      return block.text(questionIn(text));
    case 'reasoning':
      return block.thinking(text);
    case 'api_req_started':
      return requestParts(toRecord(parseInput(text)), block);
    case 'condense_context':
      return block.note('conversation compacted', text);
    default:
      return block.note(as.replaceAll('_', ' '), text);
  }
};

const pictures = ({ images }: JsonRecord): [string, string][] =>
  (Array.isArray(images) ? images : []).map(image => {
    const [, type = '', data = ''] = /^data:([^;,]*)[^,]*,([\s\S]*)$/.exec(toText(image)) ?? [];
    return [type, data];
  });

/** A question may come with answers to choose from. */
const questionIn = (text: string): string => {
  const asked = toRecord(parseInput(text));
  return toText(asked?.question) || toText(asked?.response) || text;
};

/** What a call of the model cost, and that a person stopped it. */
const requestParts = (request: JsonRecord | undefined, block: ReturnType<typeof blocksAt>): Part[] => {
  const [input, output] = [toCount(request?.tokensIn), toCount(request?.tokensOut)];
  const written = toCount(request?.cacheWrites) ?? 0;
  return [
    {
      kind: 'usage',
      tokens: input === null || output === null ? null : input + output + written,
      cost: toDollars(request?.cost),
    },
    ...(request?.cancelReason === 'user_cancelled' ? block.interruption() : []),
  ];
};

const kinds: readonly (readonly [ToolKind, RegExp])[] = [
  ['edit', /^(?:edited|newFile|applied|insert|searchAndReplace|fileDeleted)/],
  ['read', /^(?:readFile|webFetch|fetch)/],
  ['search', /^(?:list|search|codebase|webSearch)/],
  ['task', /^(?:newTask|updateTodo|switchMode|finishTask|useSkill)/],
];

const toCall = (message: JsonRecord, id: string): ToolCall => {
  const text = toText(message.text);
  if ((message.say ?? message.ask) === 'command')
    return toAskedCall(id, 'execute_command', { command: text });
  const input = toRecord(parseInput(text)) ?? {};
  const name = toText(input.tool) || 'tool';
  const asked = toAskedCall(id, name, input);
  const kind = kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? asked.kind;
  const target = toText(input.path) || toText(input.regex) || asked.target;
  const said = message.type === 'say' ? { status: 'ok' as const } : {};
  return { ...asked, kind, target, edits: kind === 'edit' ? editsOf(input, target) : [], ...said };
};

const editsOf = (input: JsonRecord, path: string): readonly FileEdit[] => {
  const text = toText(input.diff) || toText(input.content);
  const replaced = searchReplaceEdits(text, path);
  if (replaced.length > 0) return replaced;
  if (/^@@ /m.test(text)) return unifiedEdits(text, path);
  return text === '' ? [] : [{ path, before: null, after: text }];
};
