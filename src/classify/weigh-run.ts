import type { Usage } from '../domain/episode.ts';
import type { TurnRange } from './cut-windows.ts';
import type { ClassifyInput, Engine } from './engine.ts';
import { contextWarning, costOf, type Estimate, estimate, modelFacts } from './estimate.ts';
import { formatSession, wholeOf } from './format-session.ts';
import { createSecretHider } from './hide-secrets.ts';
import { developerTurns } from './label-turns.ts';

/** What a run would send, before anything is sent. */
export type RunWeight = Estimate & {
  readonly turns: number;
  /** The stretches that are sent one by one, each in its own request; one for a session that is sent at once. */
  readonly windows: readonly TurnRange[];
  /** How many developer turns are labelled too. */
  readonly labelled: number;
  /** How many secrets of each kind are hidden from the endpoint. */
  readonly hidden: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
};

/** Candidates of a session in the study (29,896 in 20,574), tokens of a record and of each stage's reply, and of a turn's label. */
const usual = {
  candidates: 1.45,
  record: 350,
  replies: { extract: 350, validate: 60, annotate: 300 },
  label: 25,
} as const;

/**
 * Reckons what a remote engine would be sent of a session, secrets hidden, and what it would cost with as many
 * candidates as the study found in a session. How many there are shows only in the reply to the first stage.
 */
export const weighRun = (engine: Engine, input: ClassifyInput): RunWeight => {
  const { model, promptTokens } = engine;
  const { hide, foundIn } = createSecretHider(input);
  const windows = engine.windows?.(input) ?? [wholeOf(input.turns)];
  const texts = windows.map(shown => hide(formatSession(input.head, input.turns, shown)));
  const weights = texts.map(text => estimate(text, model).tokens);
  const prompts = promptTokens ?? { extract: 0, validate: 0, annotate: 0, label: 0 };
  const perCandidate = prompts.validate + prompts.annotate + 2 * usual.record;
  const { extract, validate, annotate } = usual.replies;
  const labelled = engine.label ? windows.map(shown => developerTurns(input.turns, shown).length) : [];
  const read = windows.length * prompts.extract + sum(weights);
  const readAgain = labelled.map((turns, at) => (turns > 0 ? (weights[at] ?? 0) + prompts.label : 0));
  const usage: Usage = {
    input: Math.ceil(read + sum(readAgain) + usual.candidates * perCandidate),
    cached: 0,
    output: Math.ceil(usual.candidates * (extract + validate + annotate) + sum(labelled) * usual.label),
  };
  const isPriced = Math.max(...weights) + prompts.extract <= (modelFacts(model)?.pricedUpTo ?? 0);
  const warnings = [...new Set(weights.flatMap(tokens => contextWarning(tokens, model) ?? []))];
  return {
    turns: input.turns.length,
    windows,
    labelled: engine.label ? developerTurns(input.turns, wholeOf(input.turns)).length : 0,
    hidden: foundIn(texts.join('\n')),
    warnings,
    tokens: usage.input + usage.output,
    cost: isPriced ? costOf(usage, model, engine.priceFactor) : null,
    basis: `${estimate('', model).basis}; with replies to 1.45 candidates, as the study found in a session`,
  };
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
