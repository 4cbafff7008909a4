import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { adapters, findAdapter } from '../../src/adapters/index.ts';
import { findSessionLogs } from '../../src/app/find-sessions.ts';
import { loadTurns, openSession } from '../../src/app/open-session.ts';
import { byLine, type RecordCut } from '../../src/domain/record-cut.ts';
import type { Turn } from '../../src/domain/turn.ts';
import { placeOf } from '../../src/files/log-place.ts';
import { firstRecords } from '../../src/files/open-log-records.ts';
import { readHead } from '../../src/files/read-head.ts';

export const samplesFolder = resolve(import.meta.dirname, '../../sessions');

/** A log and its text: of a session in a database or over many files, its records, a line each. */
export type Sample = { readonly name: string; readonly path: string; readonly text: string };

/** Are its records kept apart by what they lie in, and so lines of a sample's text? */
const isKept = ({ by }: RecordCut): boolean => ['row', 'row-document', 'files'].includes(by);
const isPart = (path: string): boolean => adapters.some(({ spread }) => spread?.isPart(path));
const isSpread = (path: string): boolean => adapters.some(({ spread }) => spread?.over(path));
const isDatabase = (path: string): boolean => /\.(?:db|vscdb|sqlite3)$/.test(path);
const textOf = (path: string): string => {
  const sample = { path: placeOf(path).file, head: readHead(path) };
  const cut = findAdapter({ ...sample, path })?.cut?.({ ...sample, path }) ?? byLine;
  if (!isKept(cut)) return readFileSync(path, 'utf8');
  return firstRecords(path, sample.head, cut).join('\n');
};

/** Every log of `sessions/` and what else lies there, but what is written for people. */
const files: readonly Sample[] = readdirSync(samplesFolder, {
  recursive: true,
  encoding: 'utf8',
  withFileTypes: true,
})
  .filter(entry => entry.isFile() && entry.name !== 'README.md')
  .map(entry => join(entry.parentPath, entry.name))
  .filter(path => !isPart(path))
  .flatMap(path => (isDatabase(path) ? findSessionLogs([path], []).map(log => log.path) : path))
  .sort()
  .map(path => ({ name: relative(samplesFolder, path), path, text: textOf(path) }));

/** A database is told by its schema, which is no part of its text; one of many files by the first of them. */
const headOf = (path: string, text: string): string =>
  isSpread(path) || placeOf(path).session !== null ? readHead(path) : text.slice(0, 65_536);

const claimOf = ({ path, text }: Sample) => findAdapter({ path, head: headOf(path, text) });
const companions = new Set(files.flatMap(file => claimOf(file)?.companions?.(file.path) ?? []));

/** Every sample of `sessions/`: a log, and no file that only tells more of one. */
export const samples = files.filter(({ path }) => !companions.has(path));

/** Is its text that of one file? */
export const isOneFile = ({ path }: Sample): boolean => existsSync(path) && !isSpread(path);

/** How a sample is cut for a test that has its text alone: rows are lines of it. */
export const cutOfSample = ({ path, text }: Sample): RecordCut => {
  const cut = adapterOf(path, text).cut?.({ path, head: headOf(path, text) }) ?? byLine;
  return isKept(cut) ? byLine : cut;
};

/** The records of a sample, or of what became of its text, as its adapter cuts it. */
export const recordsOf = (sample: Sample, text: string = sample.text): string[] =>
  firstRecords(sample.path, text, cutOfSample(sample));

/** Is it a session of its own, and no subagent's log? */
export const isListed = (sample: Sample): boolean => {
  const { path, text } = sample;
  const scanner = adapterOf(path, text).scan(path);
  recordsOf(sample).forEach(scanner.push);
  return scanner.outline().head.parent === null;
};

/** How many of them a list shows: all but the subagents' own logs. */
export const countListed = (folder = ''): number =>
  samples.filter(sample => sample.name.startsWith(folder) && isListed(sample)).length;

export const claimsOf = ({ path, text }: Sample, shown: string) =>
  adapters.filter(adapter => adapter.claims({ path: shown, head: headOf(path, text) }));

export const adapterOf = (path: string, text: string) => {
  const adapter = findAdapter({ path, head: headOf(path, text) });
  if (!adapter) throw new Error(`No adapter claims ${path}`);
  return adapter;
};

/** The sample whose path has this in it. */
export const sampleNamed = (name: string): Sample => {
  const sample = samples.find(one => one.name.includes(name));
  if (!sample) throw new Error(`There is no sample ${name}`);
  return sample;
};

export const readSample = (
  name: string,
): { turns: Turn[]; outline: ReturnType<ReturnType<typeof openSession>['outline']> } => {
  const sample = sampleNamed(name);
  const session = openSession(adapterOf(sample.path, sample.text), sample.path);
  const turns = loadTurns(session);
  const outline = session.outline();
  session.close();
  return { turns, outline };
};
