import { annotateStage, toEpisodeRecord } from '../annotate.ts';
import { cutWindows, type TurnRange } from '../cut-windows.ts';
import type { Answer, ClassifyInput, Engine } from '../engine.ts';
import { estimate, roomFor } from '../estimate.ts';
import { extractStage } from '../extract.ts';
import { formatSession, weighTurns, wholeOf } from '../format-session.ts';
import { createSecretHider, type SecretHider } from '../hide-secrets.ts';
import { developerTurns, labelStage } from '../label-turns.ts';
import { mapStrings } from '../map-strings.ts';
import type { Stage } from '../stage.ts';
import { toClaimRecord, validateStage } from '../validate.ts';
import type { ValidateWith } from '../validate-ways.ts';
import type { CallRecord } from './kept-replies.ts';
import { askStage } from './openai-ask.ts';
import type { Caller } from './openai-call.ts';
import { TooLongError } from './openai-errors.ts';
import type { Prompt, Prompts } from './openai-prompts.ts';

export type AskingOptions = Pick<Engine, 'name' | 'endpoint' | 'warning' | 'workers' | 'priceFactor'> & {
  readonly validateWith: ValidateWith;
  /** Label every developer turn too? */
  readonly labelTurns: boolean;
  readonly model: string;
  readonly prompts: Prompts;
  /** What a person says that the model reads, in tokens; null: what config/models.json says. */
  readonly contextTokens: number | null;
  readonly call: Caller;
  readonly record: () => CallRecord;
};

/**
 * The stages as questions to a model, whatever carries them there. Sends the redacted session, window by window, for
 * extraction and labelling, and the redacted record alone for the other two.
 */
export const createAskingEngine = ({
  prompts,
  contextTokens,
  validateWith,
  labelTurns,
  call,
  ...about
}: AskingOptions): Engine => {
  const judge = validateWith === 'context' ? prompts.validateWithContext : prompts.validate;
  const room = roomFor(about.model, contextTokens, tokensOf(prompts.extract));
  const { askOfWindow, askOfRecord } = createAsker(call);
  const label: Engine['label'] = (input, signal, shown = wholeOf(input.turns)) =>
    askOfWindow(labelStage(developerTurns(input.turns, shown)), prompts.label, { input, shown, signal });
  return {
    ...about,
    promptTokens: {
      extract: tokensOf(prompts.extract),
      validate: tokensOf(judge),
      annotate: tokensOf(prompts.annotate),
      label: tokensOf(prompts.label),
    },
    promptHashes: {
      extract: prompts.extract.hash,
      validate: judge.hash,
      annotate: prompts.annotate.hash,
      ...(labelTurns ? { label: prompts.label.hash } : {}),
    },
    windows: ({ turns }) => cutWindows(weighTurns(turns), room),
    extract: (input, signal, shown = wholeOf(input.turns)) =>
      askOfWindow(extractStage, prompts.extract, { input, shown, signal }),
    label: labelTurns ? label : undefined,
    validate: (candidate, input, signal) => {
      const record = toClaimRecord(candidate, validateWith === 'context' ? input.turns : null);
      return askOfRecord(validateStage, judge, { name: 'CLAIM', record, input, signal });
    },
    annotate: (candidate, input, signal) => {
      const record = toEpisodeRecord(candidate);
      return askOfRecord(annotateStage, prompts.annotate, { name: 'EPISODE', record, input, signal });
    },
  };
};

const tokensOf = ({ text }: Prompt): number => estimate(text, null).tokens;

type Asked = { readonly input: ClassifyInput; readonly signal: AbortSignal };

/** Asks with secrets hidden, behind the same placeholders in every question about one session. */
const createAsker = (call: Caller) => {
  const hiders = new WeakMap<ClassifyInput, SecretHider>();
  const hiderOf = (input: ClassifyInput): SecretHider => {
    const hider = hiders.get(input) ?? createSecretHider(input);
    hiders.set(input, hider);
    return hider;
  };
  return {
    askOfWindow: async <Raw, Value>(
      stage: Stage<Raw, Value>,
      { text: system }: Prompt,
      { input, shown, signal }: Asked & { readonly shown: TurnRange },
    ): Promise<Answer<Value>> => {
      const { hide, restore } = hiderOf(input);
      const text = hide(formatSession(input.head, input.turns, shown));
      try {
        return await askStage(stage, { system, label: 'SESSION LOG', text, restore }, call, signal);
      } catch (error) {
        if (!(error instanceof TooLongError)) throw error;
        return splitOrGiveUp(error, input, shown);
      }
    },
    askOfRecord: <Raw, Value>(
      stage: Stage<Raw, Value>,
      { text: system }: Prompt,
      { name, record, input, signal }: Asked & { readonly name: string; readonly record: object },
    ): Promise<Answer<Value>> => {
      const { hide, restore } = hiderOf(input);
      // Each string by itself: in JSON a secret may be spelt otherwise.
      const text = JSON.stringify(mapStrings(record, hide), null, 2);
      return askStage(stage, { system, label: name, text, restore }, call, signal);
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
