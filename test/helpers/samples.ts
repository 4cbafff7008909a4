import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findAdapter } from '../../src/adapters/index.ts';
import { loadTurns, openSession } from '../../src/app/open-session.ts';
import { byLine, type RecordCut } from '../../src/domain/record-cut.ts';
import type { Turn } from '../../src/domain/turn.ts';
import { firstRecords } from '../../src/files/open-log-records.ts';

export const samplesFolder = resolve(import.meta.dirname, '../../sessions');

export type Sample = { readonly name: string; readonly path: string; readonly text: string };

/** Every file of `sessions/` but what is written for people: its path from there and its text. */
const files: readonly Sample[] = readdirSync(samplesFolder, {
  recursive: true,
  encoding: 'utf8',
  withFileTypes: true,
})
  .filter(entry => entry.isFile() && entry.name !== 'README.md')
  .map(entry => join(entry.parentPath, entry.name))
  .sort()
  .map(path => ({ name: relative(samplesFolder, path), path, text: readFileSync(path, 'utf8') }));

const claimOf = ({ path, text }: Sample) => findAdapter({ path, head: text.slice(0, 65_536) });
const companions = new Set(files.flatMap(file => claimOf(file)?.companions?.(file.path) ?? []));

/** Every sample of `sessions/`: a log, and no file that only tells more of one. */
export const samples = files.filter(({ path }) => !companions.has(path));

export const cutOfSample = ({ path, text }: Sample): RecordCut =>
  adapterOf(path, text).cut?.({ path, head: text.slice(0, 65_536) }) ?? byLine;

/** The records of a sample, or of what became of its text, as its adapter cuts it. */
export const recordsOf = (sample: Sample, text: string = sample.text): string[] =>
  firstRecords(text, cutOfSample(sample));

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

export const adapterOf = (path: string, text: string) => {
  const adapter = findAdapter({ path, head: text.slice(0, 65_536) });
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
