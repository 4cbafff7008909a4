import type { ToolCall } from '../../domain/tool-call.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';
import { toTarget, toToolKind } from '../tool-kinds.ts';
import { findPatch, parsePatch } from './patch.ts';
import type { ToolResult } from './tool-result.ts';

/** Builds a call from its item and what came back; a patch inside a shell command is an edit, as the agent meant it. */
export const toCall = (payload: JsonRecord, result: ToolResult | undefined): ToolCall => {
  const name = toText(payload.name) || toText(payload.type).replace(/_call$/, '');
  const input = inputOf(payload);
  const script = commandOf(input);
  const edits = parsePatch(findPatch(typeof input === 'string' ? input : script));
  const isPatch = edits.length > 0 && (name === 'apply_patch' || /\bapply_patch\b/.test(script));
  const done = toText(payload.status) === 'completed' && payload.call_id === undefined;
  return {
    id: toText(payload.call_id) || toText(payload.id),
    name,
    kind: isPatch ? 'edit' : name === 'write_stdin' ? 'run' : toToolKind(name),
    target: isPatch ? [...new Set(edits.map(edit => edit.path))].join(', ') : script || toTarget(input),
    input,
    output: result?.output ?? null,
    status: result?.status ?? (done ? 'ok' : 'unknown'),
    exitCode: result?.exitCode ?? null,
    edits: isPatch ? edits : [],
    subagent: name === 'spawn_agent' ? toText(readRecord(result?.output ?? '')?.agent_id) || null : null,
  };
};

/** `arguments` is a JSON string; one that is torn stays a string. */
const inputOf = (payload: JsonRecord): unknown => {
  if (payload.input !== undefined) return payload.input;
  if (payload.action !== undefined) return payload.action;
  if (typeof payload.arguments !== 'string') return payload.arguments ?? null;
  return readRecord(payload.arguments) ?? payload.arguments;
};

/** The command as a person would type it: `bash -lc` is not what was meant. */
const commandOf = (input: unknown): string => {
  const record = toRecord(input);
  const command = record?.command ?? record?.cmd;
  if (!Array.isArray(command)) return toText(command);
  const words = command.filter(word => typeof word === 'string');
  return words.length === 3 && /^-l?c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.join(' ');
};
