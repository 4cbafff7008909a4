import type { ToolCall } from '../../domain/tool-call.ts';
import type { CallResult } from '../decode-records.ts';
import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { stoppedStatus } from '../stopped-status.ts';
import { unifiedEdits } from '../unified-edits.ts';

/** What came of a call: its status, what it answered, and the diff that a person was shown. */
export const toCallResult = (call: JsonRecord, asked: ToolCall): CallResult => {
  const output = outputOf(call);
  const exit = /^Exit Code: (\d+)/m.exec(asked.kind === 'run' ? (output ?? '') : '')?.[1];
  const exitCode = exit === undefined ? null : Number(exit);
  const display = toRecord(call.resultDisplay);
  const path = asked.edits[0]?.path ?? toText(display?.fileName);
  return {
    output,
    status: stoppedStatus(toText(call.status), output ?? '', exitCode),
    exitCode,
    edits: unifiedEdits(toText(display?.fileDiff), path),
    subagent: toText(call.agentId) || null,
  };
};

const outputOf = (call: JsonRecord): string | null => {
  const texts = toRecords(call.result).flatMap(part => {
    const response = toRecord(toRecord(part.functionResponse)?.response);
    const text = toText(response?.output) || toText(response?.error) || toText(part.text);
    return text ? [text] : [];
  });
  if (texts.length > 0) return texts.join('\n');
  return typeof call.resultDisplay === 'string' ? call.resultDisplay : null;
};
