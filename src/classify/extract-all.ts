import type { Candidate } from '../domain/episode.ts';
import { type ClassifyInput, type Engine, workersOf } from './engine.ts';
import { mergeCandidates } from './merge-candidates.ts';
import { readWindows, type WindowsRead, windowsOf } from './read-windows.ts';
import type { Tracker } from './track-run.ts';

/** `failed`: the windows that gave nothing usable. */
export type Extracted = Omit<WindowsRead<never>, 'found'> & { readonly candidates: readonly Candidate[] };

/** Reads a session window by window; what two of them tell is one candidate. */
export const extractAll = async (
  engine: Engine,
  input: ClassifyInput,
  { signal, track }: { readonly signal: AbortSignal; readonly track: Tracker },
): Promise<Extracted> => {
  const { found, ...rest } = await readWindows(input, {
    ...{ stage: 'extract', windows: windowsOf(engine, input), workers: workersOf(engine), signal, track },
    ask: shown => engine.extract(input, signal, shown),
  });
  return { ...rest, candidates: mergeCandidates(found, input.turns) };
};
