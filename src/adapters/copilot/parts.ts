import type { FileEdit } from '../../domain/tool-call.ts';
import { findPatch, parsePatch } from '../codex/patch.ts';
import { blocksAt, type CallResult, type Part, toAskedCall } from '../decode-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { unifiedEdits } from '../unified-edits.ts';

/** What an event holds; `as` begins with `side` for what a subagent did. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] => {
  const isSide = as.startsWith('side ');
  const parts = eventParts(record, toRecord(record.data) ?? {}, isSide ? as.slice(5) : as);
  return isSide ? parts.map(asSidechain) : parts;
};

const asSidechain = (part: Part): Part =>
  part.kind === 'result' || part.kind === 'usage' || part.kind === 'model'
    ? part
    : { ...part, sidechain: true };

const eventParts = (record: JsonRecord, data: JsonRecord, as: string): readonly Part[] => {
  const block = blocksAt(toText(record.timestamp) || null);
  const call = toText(data.toolCallId);
  if (as.startsWith(answerMark)) return refusal(data, as.slice(answerMark.length));
  switch (as) {
    case 'prompt':
      return [...block.text(toText(data.content)), ...toRecords(data.attachments).flatMap(picture(block))];
    case 'feedback':
      return block.text(toText(toRecord(data.result)?.feedback));
    case 'injected':
      return block.note('from the agent’s own program', toText(data.content));
    case 'reply':
      return [
        { kind: 'model', name: toText(data.model) },
        ...block.thinking(toText(data.reasoningText)),
        ...block.text(toText(data.content)),
        ...toRecords(data.toolRequests).flatMap(ask =>
          block.tool(toCall(toText(ask.toolCallId), ask.name, ask.arguments)),
        ),
      ];
    case 'reasoning':
      return block.thinking(toText(data.content));
    case 'start':
      return block.tool(toCall(call, data.toolName, data.arguments));
    case 'complete':
      return [{ kind: 'result', id: call, result: toResult(data) }];
    case 'shell':
      return block.command(`! ${toText(toRecord(data.arguments)?.command)}`);
    case 'shell output':
      return block.note('output of the command', toResult(data).output ?? '');
    case 'stop':
      return block.interruption();
    default:
      return block.note(...noteOf(toText(record.type), data));
  }
};

const picture =
  (block: ReturnType<typeof blocksAt>) =>
  (attachment: JsonRecord): Part[] => {
    const type = toText(attachment.mimeType) || toText(attachment.mediaType);
    return type.startsWith('image/') ? block.image(type, toText(attachment.data)) : [];
  };

const noteOf = (type: string, data: JsonRecord): [string, string] => {
  if (data.infoType === 'rewind') return ['rewound', toText(data.message)];
  if (type === 'session.compaction_complete') return ['conversation compacted', toText(data.summaryContent)];
  const text = toText(data.message) || toText(data.summary) || toText(data.error) || toText(data.content);
  return [type.replace(/^session\./, '').replaceAll(/[._]/g, ' '), text];
};

const toCall = (id: string, name: unknown, input: unknown) => {
  const call = toAskedCall(id, toText(name), input);
  const edits = call.edits.length > 0 ? call.edits : patchEdits(input);
  return { ...call, edits, target: call.target || (edits[0]?.path ?? '') };
};

/** Some models are given a patch tool: the patch is one of the arguments, or all there is. */
const patchEdits = (input: unknown): readonly FileEdit[] => {
  const texts = typeof input === 'string' ? [input] : Object.values(toRecord(input) ?? {});
  return texts.flatMap(text => (typeof text === 'string' ? parsePatch(findPatch(text)) : []));
};

const toResult = (data: JsonRecord): CallResult => {
  const result = toRecord(data.result);
  const error = toRecord(data.error);
  const output = toText(result?.content) || toText(error?.message) || toText(result?.detailedContent);
  const code = toText(error?.code);
  const exit = /exit(?:ed with exit)? code (\d+)>?\s*$/.exec(output)?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  if (code === 'rejected' || code === 'denied') return { output, status: 'rejected' };
  const status = data.success === false || exitCode ? 'error' : 'ok';
  return { output, status, exitCode, edits: diffOf(toText(result?.detailedContent)) };
};

const diffOf = (text: string): readonly FileEdit[] => (/^@@ /m.test(text) ? unifiedEdits(text, '') : []);

/** Before the id of the call that a permission was about: the answer itself may not say it. */
export const answerMark = 'answer to ';

const refusal = (data: JsonRecord, id: string): readonly Part[] => {
  const result = toRecord(data.result);
  const kind = toText(result?.kind);
  if (!/^(?:denied|cancelled)/.test(kind)) return [];
  const output = toText(result?.feedback) || kind.replaceAll('-', ' ');
  return [{ kind: 'result', id, result: { output, status: 'rejected' } }];
};
