import type { TurnLabel } from '../domain/turn-label.ts';
import type { UserError } from '../errors.ts';
import { BudgetError } from './budget.ts';
import { fail, type Item } from './classify-candidate.ts';
import { type ClassifyInput, type Engine, workersOf } from './engine.ts';
import { developerTurns } from './label-turns.ts';
import { readWindows, type WindowsRead, windowsOf } from './read-windows.ts';
import type { Tracker } from './track-run.ts';

/** In the order of the turns; a turn of a window that gave nothing usable has no label, and that window is in `failed`. */
export type LabelledTurns = Omit<WindowsRead<never>, 'found'> & { readonly labels: readonly TurnLabel[] };

/** Has every developer turn labelled, window by window; null where the engine labels none. */
export const labelAll = async (
  engine: Engine,
  input: ClassifyInput,
  { signal, track }: { readonly signal: AbortSignal; readonly track: Tracker },
): Promise<LabelledTurns | null> => {
  const { label } = engine;
  if (!label) return null;
  const windows = windowsOf(engine, input).filter(shown => developerTurns(input.turns, shown).length > 0);
  const { found, ...rest } = await readWindows(input, {
    ...{ stage: 'label', windows, workers: workersOf(engine), signal, track },
    ask: shown => label(input, signal, shown),
  });
  const unasked = rest.error ? [notLabelled(rest.error, input)] : [];
  return { ...rest, failed: [...rest.failed, ...unasked], labels: withoutTwins(found.flat()) };
};

/** Says why turns have no label when the endpoint failed or a limit was reached. */
const notLabelled = (error: UserError, { head }: ClassifyInput): Item =>
  fail(
    'label',
    head,
    error instanceof BudgetError ? error.message : `${error.message} ${error.nextStep}`,
    '',
  );

/** Of a turn that two windows share the first one knows what came before it, which is what pushback answers. */
const withoutTwins = (labels: readonly TurnLabel[]): TurnLabel[] => {
  const byTurn = new Map<number, TurnLabel>();
  for (const label of labels) if (!byTurn.has(label.turn)) byTurn.set(label.turn, label);
  return [...byTurn.values()].sort((a, b) => a.turn - b.turn);
};
