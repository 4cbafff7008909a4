import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findAdapter } from '../../src/adapters/index.ts';
import { loadTurns, openSession } from '../../src/app/open-session.ts';
import type { Turn } from '../../src/domain/turn.ts';

export const samplesFolder = resolve(import.meta.dirname, '../../sessions');

/** Every sample of `sessions/`: its path from there and its text. */
export const samples = readdirSync(samplesFolder, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(jsonl|md)$/.test(name) && !name.endsWith('README.md'))
  .sort()
  .map(name => ({
    name,
    path: join(samplesFolder, name),
    text: readFileSync(join(samplesFolder, name), 'utf8'),
  }));

/** Is it a session of its own, and no subagent's log? */
export const isListed = ({ path, text }: (typeof samples)[number]): boolean => {
  const scanner = adapterOf(path, text).scan(path);
  text.split('\n').forEach(scanner.push);
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
export const sampleNamed = (name: string): (typeof samples)[number] => {
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
