import type { Scanner } from '../adapter.ts';
import { followRecords } from '../follow-records.ts';
import { readRecord, toText } from '../read-record.ts';
import { seeRow } from './bubble.ts';
import { seeBlob } from './stored-message.ts';
import { seeTranscript } from './transcript.ts';

/** Follows a conversation of Cursor, in whichever of its three stores. */
export const scanCursor = (path: string): Scanner => {
  const parent = /([^\\/]+)[\\/]subagents[\\/][^\\/]+$/.exec(path)?.[1];
  return followRecords(path, {
    source: 'cursor',
    agent: 'Cursor',
    modality: /[\\/]store\.db[\\/]/.test(path) ? 'cli' : 'ide',
    see: (record, log) => {
      if (parent) log.tell({ parent });
      if (record.key !== undefined) seeRow(record, log);
      else if (record.kind !== undefined) seeBlob(record, log);
      else seeTranscript(record, log);
    },
    companion: (_path, text, log) => log.tell({ project: toText(readRecord(text)?.cwd) }),
  });
};
