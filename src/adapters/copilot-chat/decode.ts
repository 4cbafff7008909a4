import type { Adapter, PieceText } from '../adapter.ts';
import { blocksAt, joinParts, type Part } from '../decode-records.ts';
import { type JsonRecord, readRecord, toRecord, toRecords, toText } from '../read-record.ts';
import { answerParts } from './answer.ts';
import { applyChange, requestIn, timeOf } from './request.ts';

/** Decodes a turn: each request as it is after all changes of it. */
export const decodeCopilotChat: Adapter['decode'] = (_speaker, pieces) => {
  const requests = new Map<string, { readonly what: string; request: JsonRecord }>();
  for (const piece of pieces) takePiece(piece, requests);
  return joinParts(
    [...requests.values()].flatMap(({ what, request }) =>
      what === 'prompt' ? promptParts(request) : answerParts(request),
    ),
  );
};

const takePiece = (
  { as, text }: PieceText,
  requests: Map<string, { readonly what: string; request: JsonRecord }>,
): void => {
  const [, what = '', number = '', place = '0'] = /^(\w+) (\d+)(?:@(\d+))?$/.exec(as) ?? [];
  const record = readRecord(text);
  if (!record) return;
  const open = requests.get(number);
  if (what !== 'change') requests.set(number, { what, request: requestIn(record, Number(place)) });
  else if (open) applyChange(open.request as Record<string, unknown>, record);
};

const promptParts = (request: JsonRecord): Part[] => {
  const block = blocksAt(timeOf(request.timestamp));
  const pictures = toRecords(toRecord(request.variableData)?.variables).filter(
    ({ kind }) => kind === 'image',
  );
  return [
    ...block.text(toText(toRecord(request.message)?.text)),
    ...pictures.flatMap(({ mimeType, value }) => block.image(toText(mimeType), toText(value))),
  ];
};
