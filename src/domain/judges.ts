import type { Classification, Run } from './episode.ts';

/** Who judged: the rules on this machine, or the model that was asked. */
export const judgeName = ({ engine, model }: Pick<Run, 'engine' | 'model'>): string => model ?? engine;

/** Was it the rules on this machine? */
export const isOffline = ({ engine }: Pick<Run, 'engine'>): boolean => engine === 'offline';

/** The newest run of each judge, newest run first; `runs` are oldest first. */
export const newestByJudge = <One extends Pick<Classification, 'run'>>(runs: readonly One[]): One[] => {
  const judges = new Map<string, One>();
  for (const one of [...runs].reverse())
    if (!judges.has(judgeName(one.run))) judges.set(judgeName(one.run), one);
  return [...judges.values()];
};
