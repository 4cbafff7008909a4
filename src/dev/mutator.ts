import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Adapter } from '../adapters/adapter.ts';
import { findAdapter } from '../adapters/index.ts';
import { readRecord } from '../adapters/read-record.ts';
import { findSessionLogs } from '../app/find-sessions.ts';
import { cutOf } from '../app/open-records.ts';
import { byLine, type RecordCut } from '../domain/record-cut.ts';
import type { Outline } from '../domain/session.ts';
import { messageOf } from '../errors.ts';
import { placeOf } from '../files/log-place.ts';
import { firstRecords } from '../files/open-log-records.ts';
import { readHead } from '../files/read-head.ts';
import type { Random } from './random.ts';

type Source = {
  readonly name: string;
  readonly adapter: Adapter;
  readonly cut: RecordCut;
  readonly bytes: Buffer;
};
type Mutation = (source: Source, other: Source, random: Random) => Buffer;

/** Reads logs that were damaged at random. `tryOne` damages one and says what went wrong, or null. */
export type Mutator = { readonly samples: number; readonly tryOne: (random: Random) => string | null };

/** More than this is a hang, in ms. */
const longest = 5000;

/** Takes every log below a folder for damaging. Throws as node:fs does. */
export const createMutator = (folder: string): Mutator => {
  const sources = findSessionLogs([folder], []).flatMap(({ path }) => toSource(path) ?? []);
  const pick = (random: Random): Source => sources[Math.floor(random() * sources.length)] as Source;
  return {
    samples: sources.length,
    tryOne: random => {
      const source = pick(random);
      const [kind, mutate] = mutations[Math.floor(random() * mutations.length)] ?? ['cut', cut];
      const failure =
        random() < 0.1
          ? failedNeighbour(source, random)
          : failed(source, mutate(source, pick(random), random));
      return failure === null ? null : `${source.name}, ${kind}: ${failure}`;
    },
  };
};

/** A session of a database, or of many files, is damaged as the lines of its records: a damaged database is SQLite's to tell. */
const toSource = (path: string): Source | null => {
  const adapter = findAdapter({ path, head: readHead(path) });
  if (!adapter) return null;
  const shape = cutOf(adapter, path);
  const isRows = placeOf(path).session !== null || shape.by === 'files';
  const bytes = isRows ? Buffer.from(firstRecords(path, '', shape).join('\n')) : readFileSync(path);
  return { name: basename(path), adapter, cut: isRows ? byLine : shape, bytes };
};

const place = (bytes: Buffer, random: Random): number => Math.floor(random() * (bytes.length + 1));
const range = (bytes: Buffer, random: Random): Buffer => {
  const start = place(bytes, random);
  return bytes.subarray(start, start + Math.floor(random() * 2000));
};

const cut: Mutation = ({ bytes }, _other, random) => bytes.subarray(0, place(bytes, random));

const flip: Mutation = ({ bytes }, _other, random) => {
  const flipped = Buffer.from(bytes);
  for (let left = Math.ceil(random() * 8); left > 0; left -= 1)
    flipped[place(bytes, random)] = Math.floor(random() * 256);
  return flipped;
};

const splice: Mutation = ({ bytes }, other, random) => {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), range(other.bytes, random), bytes.subarray(at)]);
};

const drop: Mutation = ({ bytes }, _other, random) => {
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + Math.floor(random() * 3000))]);
};

/** Lines in another order, some of them twice. */
const shuffle: Mutation = ({ bytes }, _other, random) => {
  const lines = bytes.toString('utf8').split('\n');
  for (let left = Math.ceil(random() * 6); left > 0; left -= 1) {
    const [from, to] = [random(), random()].map(part => Math.floor(part * lines.length));
    lines.splice(to ?? 0, 0, lines[from ?? 0] ?? '');
    if (random() < 0.5) lines.splice(Math.floor(random() * lines.length), 1);
  }
  return Buffer.from(lines.join('\n'));
};

const mutations: readonly (readonly [string, Mutation])[] = [
  ['cut', cut],
  ['flip', flip],
  ['splice', splice],
  ['drop', drop],
  ['shuffle', shuffle],
];

const read = ({ adapter }: Source, records: readonly string[]): Outline => {
  const scanner = adapter.scan('x');
  records.forEach(scanner.push);
  const outline = scanner.outline();
  for (const { speaker, pieces } of outline.spans)
    adapter.decode(
      speaker,
      pieces.map(piece => ({ ...piece, text: records.slice(piece.from, piece.to).join('\n') })),
    );
  return outline;
};

const failed = (source: Source, bytes: Buffer): string | null => {
  const started = performance.now();
  try {
    const { spans } = read(source, firstRecords('x', bytes.toString('utf8'), source.cut));
    if (spans.some(({ number }, index) => number !== index + 1)) return 'turns are not numbered from 1';
    if (spans.some(({ speaker }, index) => speaker === spans[index - 1]?.speaker))
      return 'turns do not alternate';
  } catch (error) {
    return `threw ${messageOf(error)}`;
  }
  const took = performance.now() - started;
  return took > longest ? `took ${Math.round(took)} ms` : null;
};

/** A record that is torn costs what it said, and nothing that another says: as if it were not there. */
const failedNeighbour = (source: Source, random: Random): string | null => {
  const records = firstRecords('x', source.bytes.toString('utf8'), source.cut);
  const at = Math.floor(random() * records.length);
  const torn = records.map((record, index) => (index === at ? record.slice(0, record.length / 2) : record));
  // Half a line of Markdown is a line of Markdown.
  if (source.name.endsWith('.md') || readRecord(torn[at] ?? '')) return null;
  try {
    const without = read(
      source,
      records.map((record, index) => (index === at ? '' : record)),
    );
    const { prompts, spans } = read(source, torn);
    return prompts === without.prompts && spans.length === without.spans.length
      ? null
      : `record ${at}, torn, cost another: ${prompts} prompts for ${without.prompts}`;
  } catch (error) {
    return `threw ${messageOf(error)}`;
  }
};
