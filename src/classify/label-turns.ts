import { z } from 'zod';
import { pushbackClasses } from '../domain/pushback.ts';
import type { Turn } from '../domain/turn.ts';
import type { TurnLabel } from '../domain/turn-label.ts';
import type { TurnRange } from './cut-windows.ts';
import { parseTurnRef, type Stage } from './stage.ts';

const schema = z.object({
  labels: z.array(
    z.object({
      turn: z.union([z.number(), z.string()]),
      class: z.enum([...pushbackClasses, 'none']),
      secondary: z.array(z.enum(pushbackClasses)),
      confidence: z.enum(['high', 'medium', 'low']),
    }),
  ),
});
type Reply = z.infer<typeof schema>;

/** The pass beside the three stages: a class for each of `turns`, which are the developer turns that the model is shown. */
export const labelStage = (turns: readonly number[]): Stage<Reply, readonly TurnLabel[]> => ({
  name: 'label',
  schema,
  read: ({ labels }) => {
    const given = labels.map(toLabel);
    const errors = [...faultsOf(given, new Set(turns)), ...missing(given, turns)];
    return errors.length > 0 ? { ok: false, errors } : { ok: true, value: given };
  },
});

/** The numbers of the developer turns of a stretch. */
export const developerTurns = (turns: readonly Turn[], { from, to }: TurnRange): number[] =>
  turns.flatMap(({ speaker, number }) =>
    speaker === 'developer' && number >= from && number <= to ? [number] : [],
  );

const toLabel = ({ turn, class: name, secondary, confidence }: Reply['labels'][number]): TurnLabel => ({
  turn: parseTurnRef(turn) ?? 0,
  class: name === 'none' ? null : name,
  secondary: [...new Set(secondary)].filter(other => other !== name),
  confidence,
});

const faultsOf = (labels: readonly TurnLabel[], asked: ReadonlySet<number>): string[] => {
  const seen = new Set<number>();
  return labels.flatMap(({ turn, class: name, secondary }) => {
    const isTwice = seen.has(turn);
    seen.add(turn);
    if (!asked.has(turn)) return [`turn ${turn} is no USER turn that is shown.`];
    if (isTwice) return [`turn ${turn} stands there twice.`];
    return name === null && secondary.length > 0 ? [`turn ${turn}: secondary must be empty with none.`] : [];
  });
};

const missing = (labels: readonly TurnLabel[], turns: readonly number[]): string[] => {
  const given = new Set(labels.map(({ turn }) => turn));
  const left = turns.filter(turn => !given.has(turn));
  return left.length > 0 ? [`no label for turn ${left.join(', ')}.`] : [];
};
