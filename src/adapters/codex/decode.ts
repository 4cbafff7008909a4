import type { FileEdit, ToolCall } from '../../domain/tool-call.ts';
import type { Block } from '../../domain/turn.ts';
import type { Adapter } from '../adapter.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { toTarget, toToolKind } from '../tool-kinds.ts';
import { messageText } from './scan.ts';
import { typedPart } from './user-text.ts';

/** Turns the records of one turn into its blocks; outputs find their call by `call_id`. */
export const decodeCodex: Adapter['decode'] = (_speaker, pieces) => {
  const records = pieces.flatMap(piece => {
    const record = readRecord(piece.text);
    return record
      ? [{ as: piece.as, at: toText(record.timestamp) || null, payload: toRecord(record.payload) ?? {} }]
      : [];
  });
  const outputs = new Map(
    records.flatMap(({ as, payload }) =>
      as === 'output' ? [[toText(payload.call_id), outputText(payload.output)] as const] : [],
    ),
  );
  const blocks = records.flatMap(({ as, at, payload }): Block[] => {
    const base = { at, sidechain: false };
    switch (as) {
      case 'prompt':
        return [{ kind: 'text', text: typedPart(toText(payload.message)), ...base }];
      case 'item-prompt':
        return [{ kind: 'text', text: typedPart(messageText(payload)), ...base }];
      case 'reply':
        return [{ kind: 'text', text: messageText(payload), ...base }];
      case 'reasoning':
        return [
          {
            kind: 'thinking',
            text: toRecords(payload.summary)
              .map(part => toText(part.text))
              .join('\n\n'),
            ...base,
          },
        ];
      case 'call':
        return [{ kind: 'tool', call: toCall(payload, outputs.get(toText(payload.call_id))), ...base }];
      case 'interruption':
        return [{ kind: 'interruption', ...base }];
      case 'rollback':
        return [
          {
            kind: 'note',
            label: 'rewound',
            text: `${Number(payload.num_turns) || 1} developer turns taken back`,
            ...base,
          },
        ];
      case 'compacted':
        return [{ kind: 'note', label: 'conversation compacted', text: toText(payload.message), ...base }];
      case 'note':
        return [
          {
            kind: 'note',
            label: 'given to the subagent',
            text: toText(payload.message) || messageText(payload),
            ...base,
          },
        ];
      default:
        return [];
    }
  });
  return { blocks, model: null };
};

const toCall = (payload: JsonRecord, output: string | undefined): ToolCall => {
  const name = toText(payload.name) || toText(payload.type).replace(/_call$/, '');
  const input =
    readRecord(toText(payload.arguments)) ?? (payload.input !== undefined ? payload.input : payload.action);
  const patch = patchOf(name, input);
  const exitCode = output === undefined ? null : exitOf(output);
  return {
    id: toText(payload.call_id),
    name,
    kind: patch ? 'edit' : toToolKind(name),
    target: patch
      ? toEdits(patch)
          .map(edit => edit.path)
          .join(' ')
      : toTarget(input),
    input,
    output: output ?? null,
    status: output === undefined ? 'unknown' : statusOf(output, exitCode),
    exitCode,
    edits: patch ? toEdits(patch) : [],
    subagent: /"agent_id"\s*:\s*"([^"]+)"/.exec(name === 'spawn_agent' ? (output ?? '') : '')?.[1] ?? null,
  };
};

const statusOf = (output: string, exitCode: number | null): ToolCall['status'] => {
  if (/^(?:exec command|patch) rejected by user/.test(output)) return 'rejected';
  if (output.startsWith('aborted by user')) return 'interrupted';
  return exitCode !== null && exitCode !== 0 ? 'error' : 'ok';
};

const outputText = (output: unknown): string => {
  const text =
    typeof output === 'string'
      ? output
      : toRecords(output)
          .map(part => toText(part.text))
          .join('\n');
  const wrapped = text.startsWith('{') ? readRecord(text) : undefined;
  if (!wrapped || typeof wrapped.output !== 'string') return text;
  const code = toRecord(wrapped.metadata)?.exit_code;
  return typeof code === 'number' ? `Exit code: ${code}\n${wrapped.output}` : wrapped.output;
};

const exitOf = (output: string): number | null => {
  const code = /(?:Process exited with code|^Exit code:?) (-?\d+)/m.exec(output.slice(0, 2000))?.[1];
  return code === undefined ? null : Number(code);
};

const patchOf = (name: string, input: unknown): string => {
  const text = typeof input === 'string' ? input : toTarget(input);
  return name === 'apply_patch' || text.includes('*** Begin Patch') ? text : '';
};

const toEdits = (patch: string): FileEdit[] =>
  patch
    .split(/^\*\*\* (?:Update|Add|Delete) File: /m)
    .slice(1)
    .map(part => {
      const [path = '', ...lines] = part.split('\n');
      const side = (sign: string) =>
        lines
          .filter(line => !line.startsWith(sign) && !/^(?:@@|\*\*\*)/.test(line))
          .map(line => line.slice(1))
          .join('\n');
      return { path: path.trim(), before: side('+'), after: side('-') };
    });
