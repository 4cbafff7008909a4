import { type Block, sumKnown } from '../../domain/turn.ts';
import type { Adapter, PieceText } from '../adapter.ts';
import { toImage } from '../image-block.ts';
import { type JsonRecord, toText } from '../read-record.ts';
import { type Entry, readEntry } from './entry.ts';
import {
  eventPrompt,
  imageUrls,
  itemPrompt,
  messageParts,
  reasoningText,
  shellCommand,
} from './prompt-text.ts';
import { toCall } from './tool-call.ts';
import { toToolResult, withEnds } from './tool-result.ts';
import { callTokens } from './usage.ts';

type Read = { readonly as: string; readonly entry: Entry };
type Place = { readonly at: string | null; readonly sidechain: false };

/** Turns the records of one turn into its blocks; outputs find their call by id, in whatever order they stand. */
export const decodeCodex: Adapter['decode'] = (_speaker, pieces) => {
  const reads = pieces.flatMap(readPiece);
  const findEnd = (as: string) => byCall(reads.filter(read => read.as === as));
  const ends = { output: findEnd('output'), exec: findEnd('exec-end'), patch: findEnd('patch-end') };
  const model = reads.filter(({ as }) => as === 'context').map(({ entry }) => toText(entry.payload.model));
  return {
    blocks: reads.flatMap(read => toBlocks(read, ends)),
    model: model.findLast(name => name !== '') ?? null,
    tokens: sumKnown(reads.map(({ as, entry }) => (as === 'usage' ? callTokens(entry.payload) : null))),
    // A rollout names no price.
    cost: null,
  };
};

type Ends = Readonly<Record<'output' | 'exec' | 'patch', ReadonlyMap<string, JsonRecord>>>;

const readPiece = ({ as, from, text }: PieceText): Read[] => {
  const entry = readEntry(text, from);
  return entry ? [{ as, entry }] : [];
};

const byCall = (reads: readonly Read[]): ReadonlyMap<string, JsonRecord> =>
  new Map(reads.map(({ entry }) => [toText(entry.payload.call_id), entry.payload]));

const toBlocks = ({ as, entry: { payload, at } }: Read, ends: Ends): Block[] => {
  const place: Place = { at, sidechain: false };
  if (as.startsWith('rewind ')) return [{ kind: 'rewind', to: Number(as.slice('rewind '.length)), ...place }];
  switch (as) {
    case 'prompt':
      return [...words(eventPrompt(payload), place), ...images(payload, place)];
    case 'item':
      return [...words(itemPrompt(payload), place), ...images(payload, place)];
    case 'images':
      return images(payload, place);
    case 'reply':
      return words(messageParts(payload).join('\n\n'), place);
    case 'reply-event':
      return words(toText(payload.message), place);
    case 'reasoning':
      return [{ kind: 'thinking', text: reasoningText(payload), ...place }];
    case 'reasoning-event':
      return [{ kind: 'thinking', text: toText(payload.text), ...place }];
    case 'call':
      return [{ kind: 'tool', call: toCall(payload, resultOf(payload, ends)), ...place }];
    case 'interruption':
      return [{ kind: 'interruption', ...place }];
    case 'command':
      return [{ kind: 'command', text: `! ${shellCommand(payload)}`, ...place }];
    case 'task':
      return [{ kind: 'note', label: 'task given by another agent', text: taskText(payload), ...place }];
    case 'compacted':
      return [{ kind: 'note', label: 'conversation compacted', text: toText(payload.message), ...place }];
    case 'note':
      return [toNote(payload, place)];
    default:
      return [];
  }
};

const words = (text: string, place: Place): Block[] =>
  text.trim() === '' ? [] : [{ kind: 'text', text, ...place }];

const images = (payload: JsonRecord, place: Place): Block[] =>
  imageUrls(payload).map(url => {
    const [, mediaType = '', data = ''] = /^data:([^;,]*)[^,]*,([\s\S]*)$/.exec(url) ?? [];
    return { ...toImage(mediaType, data), ...place };
  });

const resultOf = (payload: JsonRecord, ends: Ends) => {
  const id = toText(payload.call_id) || toText(payload.id);
  const output = ends.output.get(id);
  return withEnds(output && toToolResult(output), ends.exec.get(id), ends.patch.get(id));
};

const taskText = (payload: JsonRecord): string => eventPrompt(payload) || itemPrompt(payload);

const toNote = (payload: JsonRecord, place: Place): Block => {
  const type = toText(payload.type);
  if (type === 'thread_rolled_back') {
    const count =
      payload.num_turns === 1 ? 'the last prompt' : `the last ${String(payload.num_turns)} prompts`;
    return { kind: 'note', label: 'rolled back', text: `The developer took back ${count}.`, ...place };
  }
  const text = toText(payload.message) || toText(payload.reason) || toText(payload.user_facing_hint);
  return { kind: 'note', label: type.replaceAll('_', ' '), text, ...place };
};
