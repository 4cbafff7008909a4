import type { CallResult } from '../decode-records.ts';
import { toRecord, toText } from '../read-record.ts';

const refused = /(?:denied|rejected|declined) by (?:the )?user|user (?:denied|rejected|declined)/i;

/** What came of a call: a shell tells its exit status and its two streams apart, others a text or a value. */
export const toShellResult = (answers: readonly unknown[], isSuccess: boolean): CallResult => {
  const shell = toRecord(answers[0]);
  const output = answers.map(answerText).join('\n');
  const exit = /(\d+)\s*$/.exec(toText(shell?.exit_status))?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  if (!isSuccess) return { output, status: refused.test(output) ? 'rejected' : 'error', exitCode };
  return { output, status: exitCode ? 'error' : 'ok', exitCode };
};

const answerText = (data: unknown): string => {
  const shell = toRecord(data);
  if (typeof data === 'string') return data;
  const streams = [toText(shell?.stdout), toText(shell?.stderr)].filter(Boolean).join('\n');
  return streams || (shell?.exit_status !== undefined ? '' : JSON.stringify(data ?? ''));
};
