import type { IsoTime } from '../../domain/turn.ts';
import { type JsonRecord, toText } from '../read-record.ts';

/** When a row was made: ms since 1970. */
export const timeOf = ({ time }: JsonRecord): IsoTime | null =>
  typeof time === 'number' && Math.abs(time) < 8.64e15 ? new Date(time).toISOString() : null;

/** Did a person type this part, or did the program put it in? */
export const isTyped = (part: JsonRecord): boolean =>
  part.synthetic !== true && part.ignored !== true && toText(part.text).trim() !== '';

export const callIdOf = (part: JsonRecord): string => toText(part.callID) || toText(part.id);
