import type { IsoTime } from '../../domain/turn.ts';
import type { JsonRecord } from '../read-record.ts';

/** When a message was shown: ms since 1970. */
export const timeOf = ({ ts }: JsonRecord): IsoTime | null =>
  typeof ts === 'number' && ts > 0 && ts < 8.64e15 ? new Date(ts).toISOString() : null;
