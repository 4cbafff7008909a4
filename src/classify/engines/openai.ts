import { annotateStage, toEpisodeRecord } from '../annotate.ts';
import type { ClassifyInput, Engine } from '../engine.ts';
import { extractStage } from '../extract.ts';
import { formatSession } from '../format-session.ts';
import { createSecretHider, type SecretHider } from '../hide-secrets.ts';
import { mapStrings } from '../map-strings.ts';
import { toClaimRecord, validateStage } from '../validate.ts';
import { askStage } from './openai-ask.ts';
import { createCaller } from './openai-call.ts';
import { type EndpointOptions, toEndpoint } from './openai-endpoint.ts';
import { loadPrompts } from './openai-prompts.ts';

export type OpenAIEngineOptions = EndpointOptions & {
  readonly model: string;
  /** The folder of the prompt files: `config/prompts` of pushback itself, or a person's own. */
  readonly promptFolder: string;
  /** Milliseconds for one try; two minutes unless told. */
  readonly timeout?: number | undefined;
  /** Tries after the first; two unless told. */
  readonly maxRetries?: number | undefined;
};

/**
 * The stages answered by any endpoint that speaks OpenAI's chat completions. Sends the redacted session for extraction
 * and the redacted record alone for the other two. Throws UserError (2) at once without key, address or prompts.
 */
export const createOpenAIEngine = (options: OpenAIEngineOptions): Engine => {
  const { model, promptFolder, timeout = 120_000, maxRetries = 2 } = options;
  const endpoint = toEndpoint(options);
  const prompts = loadPrompts(promptFolder);
  const call = createCaller(endpoint, { model, timeout, maxRetries });
  const hiders = new WeakMap<ClassifyInput, SecretHider>();
  const hiderOf = (input: ClassifyInput): SecretHider => {
    const hider = hiders.get(input) ?? createSecretHider(input);
    hiders.set(input, hider);
    return hider;
  };
  /** Each string by itself: in JSON a secret may be spelt otherwise. */
  const aboutRecord = (input: ClassifyInput, stage: 'validate' | 'annotate', record: object) => {
    const { hide, restore } = hiderOf(input);
    const text = JSON.stringify(mapStrings(record, hide), null, 2);
    return { system: prompts[stage].text, text, restore };
  };

  return {
    name: 'openai',
    model,
    endpoint: endpoint.shown,
    warning: endpoint.warning,
    promptHashes: {
      extract: prompts.extract.hash,
      validate: prompts.validate.hash,
      annotate: prompts.annotate.hash,
    },
    extract: async (input, signal) => {
      const { hide, restore } = hiderOf(input);
      const text = hide(formatSession(input.head, input.turns));
      const question = { system: prompts.extract.text, label: 'SESSION LOG', text, restore };
      return askStage(extractStage, question, call, signal);
    },
    validate: async (candidate, input, signal) => {
      const question = aboutRecord(input, 'validate', toClaimRecord(candidate));
      return askStage(validateStage, { ...question, label: 'CLAIM' }, call, signal);
    },
    annotate: async (candidate, input, signal) => {
      const question = aboutRecord(input, 'annotate', toEpisodeRecord(candidate));
      return askStage(annotateStage, { ...question, label: 'EPISODE' }, call, signal);
    },
  };
};
