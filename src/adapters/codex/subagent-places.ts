import type { SubagentPlaces } from '../adapter.ts';

const dayMs = 86_400_000;

/**
 * A subagent is a rollout of its own, in the folder of the day it began: most often its parent's, else a later one,
 * which its id tells. Days are local and ids are not, so the days next to it are looked at too.
 */
export const subagentPlaces = (parentPath: string, id: string): SubagentPlaces => {
  const folder = parentPath.replace(/[\\/][^\\/]*$/, '');
  const root = /^(.*[\\/])\d{4}[\\/]\d{2}[\\/]\d{2}$/.exec(folder)?.[1];
  const days = root ? daysAround(timeOf(id)).map(day => `${root}${day}`) : [];
  return { roots: [...new Set([folder, ...days])], ending: `-${id}.jsonl` };
};

/** Ids are UUIDs of version 7: they begin with the time, in ms. */
const timeOf = (id: string): number =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? Number.parseInt(id.slice(0, 13).replace('-', ''), 16) : Number.NaN;

const daysAround = (time: number): string[] =>
  Number.isNaN(time)
    ? []
    : [0, -1, 1].map(days => new Date(time + days * dayMs).toISOString().slice(0, 10).replaceAll('-', '/'));
