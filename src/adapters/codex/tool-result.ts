import type { ToolStatus } from '../../domain/tool-call.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';

/** What a call gave back. `exitCode` is null while a command still runs and for calls that are no command. */
export type ToolResult = {
  readonly output: string;
  readonly status: ToolStatus;
  readonly exitCode: number | null;
};

/** Reads an output record of any build: plain text, text with a header, JSON text, a list of parts. */
export const toToolResult = (payload: JsonRecord): ToolResult => {
  const raw = outputText(payload.output ?? payload.tools);
  const json = raw.startsWith('{') ? readRecord(raw) : undefined;
  const metadata = toRecord(json?.metadata);
  const text = json && typeof json.output === 'string' ? json.output : raw;
  const code = metadata?.exit_code;
  const exitCode = typeof code === 'number' ? code : exitCodeOf(raw);
  const failed = toRecord(payload.output)?.success === false;
  return { output: withoutHeader(text), status: failed ? 'error' : toStatus(raw, exitCode), exitCode };
};

/** What the events of 0.118 to 0.139 add to a result: the code of a command, whether a patch went in. */
export const withEnds = (
  result: ToolResult | undefined,
  exec: JsonRecord | undefined,
  patch: JsonRecord | undefined,
): ToolResult | undefined => {
  const code = exec?.exit_code;
  const known = result ?? endOnly(exec);
  if (!known || known.status === 'rejected' || known.status === 'interrupted') return known;
  if (typeof code === 'number' && known.exitCode === null)
    return { ...known, exitCode: code, status: code === 0 ? 'ok' : 'error' };
  return patch?.success === false ? { ...known, status: 'error' } : known;
};

const endOnly = (exec: JsonRecord | undefined): ToolResult | undefined =>
  exec && { output: toText(exec.aggregated_output), status: 'unknown', exitCode: null };

const outputText = (output: unknown): string => {
  if (typeof output === 'string') return output;
  if (Array.isArray(output))
    return toRecords(output)
      .map(part => toText(part.text) || (part.type === undefined ? '' : `[${toText(part.type)}]`))
      .join('\n');
  const record = toRecord(output);
  return toText(record?.content) || (record ? JSON.stringify(record) : '');
};

const exitLine = /^(?:Process exited with code|Exit code:) (-?\d+)\s*$/m;
const headerEnd = /^Output:\n?/m;

/** Only what stands above `Output:` is the harness's; a program may print such a line itself. */
const headerOf = (text: string): string => {
  const end = headerEnd.exec(text);
  return end ? text.slice(0, end.index) : text.slice(0, 400);
};

const exitCodeOf = (text: string): number | null => {
  const code = exitLine.exec(headerOf(text))?.[1];
  return code === undefined ? null : Number(code);
};

const withoutHeader = (text: string): string => {
  const end = headerEnd.exec(text);
  return end && exitLine.test(text.slice(0, end.index)) ? text.slice(end.index + end[0].length) : text;
};

/** Source: the texts that the agent writes for a refusal (fixed), a stop and its own failures. */
const toStatus = (text: string, exitCode: number | null): ToolStatus => {
  if (/^(?:exec command|patch) rejected by user\s*$/.test(text)) return 'rejected';
  if (/^aborted(?: by user after .*)?\s*$/.test(text)) return 'interrupted';
  if (/^Wall time: [^\n]*\naborted by user/.test(text)) return 'interrupted';
  if (exitCode !== null) return exitCode === 0 ? 'ok' : 'error';
  if (/^Process running with session ID/m.test(headerOf(text))) return 'unknown';
  return /^(?:apply_patch verification failed|failed to parse|execution error|exec_command failed|write_stdin failed|unsupported call|This action was rejected due to unacceptable risk)/i.test(
    text,
  )
    ? 'error'
    : 'ok';
};
