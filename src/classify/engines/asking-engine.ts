import { annotateStage, toEpisodeRecord } from '../annotate.ts';
import { cutWindows, type TurnRange } from '../cut-windows.ts';
import type { Answer, ClassifyInput, Engine } from '../engine.ts';
import { estimate, roomFor } from '../estimate.ts';
import { extractStage } from '../extract.ts';
import { formatSession, weighTurns, wholeOf } from '../format-session.ts';
import { createSecretHider, type SecretHider } from '../hide-secrets.ts';
import { mapStrings } from '../map-strings.ts';
import { toClaimRecord, validateStage } from '../validate.ts';
import type { ValidateWith } from '../validate-ways.ts';
import type { CallRecord } from './kept-replies.ts';
import { askStage } from './openai-ask.ts';
import type { Caller } from './openai-call.ts';
import { TooLongError } from './openai-errors.ts';
import type { Prompt, Prompts } from './openai-prompts.ts';

export type AskingOptions = Pick<Engine, 'name' | 'endpoint' | 'warning' | 'workers' | 'priceFactor'> & {
  readonly validateWith: ValidateWith;
  readonly model: string;
  readonly prompts: Prompts;
  /** What a person says that the model reads, in tokens; null: what config/models.json says. */
  readonly contextTokens: number | null;
  readonly call: Caller;
  readonly record: () => CallRecord;
};

/**
 * The stages as questions to a model, whatever carries them there. Sends the redacted session, window by window, for
 * extraction and the redacted record alone for the other two.
 */
export const createAskingEngine = ({
  prompts,
  contextTokens,
  validateWith,
  call,
  ...about
}: AskingOptions): Engine => {
  const hiders = new WeakMap<ClassifyInput, SecretHider>();
  const hiderOf = (input: ClassifyInput): SecretHider => {
    const hider = hiders.get(input) ?? createSecretHider(input);
    hiders.set(input, hider);
    return hider;
  };
  /** Each string by itself: in JSON a secret may be spelt otherwise. */
  const aboutRecord = (input: ClassifyInput, prompt: Prompt, record: object) => {
    const { hide, restore } = hiderOf(input);
    const text = JSON.stringify(mapStrings(record, hide), null, 2);
    return { system: prompt.text, text, restore };
  };
  const room = roomFor(about.model, contextTokens, estimate(prompts.extract.text, null).tokens);

  const validatePrompt = validateWith === 'context' ? prompts.validateWithContext : prompts.validate;

  return {
    ...about,
    promptTokens: {
      extract: estimate(prompts.extract.text, null).tokens,
      validate: estimate(validatePrompt.text, null).tokens,
      annotate: estimate(prompts.annotate.text, null).tokens,
    },
    promptHashes: {
      extract: prompts.extract.hash,
      validate: validatePrompt.hash,
      annotate: prompts.annotate.hash,
    },
    windows: ({ turns }) => cutWindows(weighTurns(turns), room),
    extract: async (input, signal, shown = wholeOf(input.turns)) => {
      const { hide, restore } = hiderOf(input);
      const text = hide(formatSession(input.head, input.turns, shown));
      const question = { system: prompts.extract.text, label: 'SESSION LOG', text, restore };
      try {
        return await askStage(extractStage, question, call, signal);
      } catch (error) {
        if (!(error instanceof TooLongError)) throw error;
        return splitOrGiveUp(error, input, shown);
      }
    },
    validate: async (candidate, input, signal) => {
      const turns = validateWith === 'context' ? input.turns : null;
      const question = aboutRecord(input, validatePrompt, toClaimRecord(candidate, turns));
      return askStage(validateStage, { ...question, label: 'CLAIM' }, call, signal);
    },
    annotate: async (candidate, input, signal) => {
      const question = aboutRecord(input, prompts.annotate, toEpisodeRecord(candidate));
      return askStage(annotateStage, { ...question, label: 'EPISODE' }, call, signal);
    },
  };
};

/** A window of less that is still too long shows a model that cannot hold the prompt itself. */
const leastWindow = 1000;
/** Of what the endpoint says that it reads: the prompt and the reply need some of it. */
const usedPart = 0.6;

/** Smaller windows in place of one that was too long; a turn that is too long by itself is a failed item. */
const splitOrGiveUp = (
  error: TooLongError,
  { turns }: ClassifyInput,
  { from, to }: TurnRange,
): Answer<never> => {
  const shown = weighTurns(turns).filter(({ number }) => number >= from && number <= to);
  const weight = shown.reduce((sum, { tokens }) => sum + tokens, 0);
  if (weight < leastWindow) throw error;
  const nothing = { ok: false, reply: '', usage: null } as const;
  if (shown.length === 1) return { ...nothing, error: `Turn ${from} alone: ${error.message}` };
  const half = Math.max(leastWindow, weight / 2);
  const split = cutWindows(shown, Math.min(half, (error.limit ?? half / usedPart) * usedPart));
  return { ...nothing, error: error.message, split };
};
