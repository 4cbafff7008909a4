import { type JsonRecord, toRecord, toRecords, toText } from '../read-record.ts';

export const parts = (record: JsonRecord): readonly JsonRecord[] =>
  toRecords(toRecord(record.message)?.parts);

/** What a hook puts behind a prompt, in a part of its own. */
const hookContext = /^\s*<qwen:[\w-]+>/;

/** What a person typed: `displayText` where the program put more around it. */
export const promptText = (record: JsonRecord): string =>
  toText(toRecord(record.systemPayload)?.displayText) ||
  parts(record)
    .map(part => toText(part.text))
    .filter(text => text !== '' && !hookContext.test(text))
    .join('\n');

const inner = (record: JsonRecord, name: string): readonly JsonRecord[] =>
  parts(record).flatMap(part => toRecords([part[name]]));

export const calls = (record: JsonRecord): readonly JsonRecord[] => inner(record, 'functionCall');
export const answers = (record: JsonRecord): readonly JsonRecord[] => inner(record, 'functionResponse');
export const pictures = (record: JsonRecord): readonly JsonRecord[] => inner(record, 'inlineData');

/** The slash command that a person typed; '' for the record of what came of it. */
export const rawCommand = (record: JsonRecord): string => {
  const payload = toRecord(record.systemPayload);
  return payload?.phase === 'result' ? '' : toText(payload?.rawCommand);
};
