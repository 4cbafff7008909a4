import type { IsoTime } from '../../domain/turn.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';

/** What a row, or the record of a file, says itself; undefined when that is torn. */
export const dataOf = (row: JsonRecord): JsonRecord | undefined => readRecord(toText(row.data));

/** When a row was made, or a file says it was: ms since 1970. */
export const timeOf = ({ time }: JsonRecord, data: JsonRecord | undefined): IsoTime | null => {
  const said = toRecord(data?.time);
  const at = time ?? said?.created ?? said?.start;
  return typeof at === 'number' && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : null;
};

/** Did a person type this part, or did the program put it in? */
export const isTyped = (part: JsonRecord): boolean =>
  part.synthetic !== true && part.ignored !== true && toText(part.text).trim() !== '';

export const callIdOf = (part: JsonRecord): string => toText(part.callID) || toText(part.id);

/** The model of a message: the agent's by its own name, a person's prompt asked for one. */
export const modelOf = (message: JsonRecord): string =>
  toText(message.modelID) || toText(toRecord(message.model)?.modelID);
