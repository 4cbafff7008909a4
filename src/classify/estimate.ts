import list from '../../config/models.json' with { type: 'json' };
import { formatCount } from '../domain/count-of.ts';
import type { RemoteRun, Usage } from '../domain/episode.ts';

/** What is guessed before anything is sent. `cost` is in US dollars, null when the price is unknown. */
export type Estimate = { readonly tokens: number; readonly cost: number | null; readonly basis: string };

/** Context in tokens of input, prices in US dollars per million tokens. */
export type ModelFacts = (typeof list.models)[number];

/**
 * Rules of thumb, not a tokenizer. Measured against OpenAI's own one (o200k) on 169 formatted sessions of public logs:
 * 0.99 of its count over all, 0.86 at the 5th and 1.32 at the 95th percentile; docs/scaling.md says why that is enough.
 */
const charsPerToken = { latin: 4, dense: 1.5 };
const dense =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud88d][\udc00-\udfff]/g;

/** Guesses a text's tokens and says by what. */
export const estimate = (text: string, model: string | null): Omit<Estimate, 'cost'> => {
  const denseChars = text.match(dense)?.length ?? 0;
  const tokens = Math.ceil(
    (text.length - denseChars) / charsPerToken.latin + denseChars / charsPerToken.dense,
  );
  const price = modelFacts(model) ? `, prices of ${list.asOf}` : '';
  return { tokens, basis: `estimate: 4 characters a token, 1.5 in Chinese, Japanese, Korean${price}` };
};

/** A batch costs half. Source: OpenAI's Batch API, and the prices that the study was reckoned with. */
export const batchFactor = list.batchFactor;

/** A guess may be short by a seventh, the schema and a repair come on top, and small servers count the reply in. */
const usedPart = 0.75;

/**
 * Tokens of a log that one request may carry: what the model reads at its listed price, or what a person said it reads,
 * less the prompt and some air. Infinite where neither is known.
 */
export const roomFor = (model: string | null, contextTokens: number | null, promptTokens: number): number => {
  const facts = modelFacts(model);
  const context = contextTokens ?? (facts ? Math.min(facts.context, facts.pricedUpTo) : null);
  return context === null ? Number.POSITIVE_INFINITY : Math.max(1, context * usedPart - promptTokens);
};

/** Said of a window that is one turn of more than the model reads: no turn is ever cut. Null when it fits. */
export const contextWarning = (tokens: number, model: string | null): string | null => {
  const context = modelFacts(model)?.context;
  if (context === undefined || tokens <= context) return null;
  return `One turn alone is about ${formatCount(tokens)} tokens, and ${model} reads ${formatCount(context)}: the endpoint will refuse that turn, the rest is read.`;
};

/** US dollars for counted tokens, of which `factor` is paid; `cached` is a part of `input`. Null when nothing was counted or no price is known. */
export const costOf = (usage: Usage | null, model: string | null, factor = 1): number | null => {
  const facts = modelFacts(model);
  if (!usage || !facts) return null;
  const cached = Math.min(usage.cached, usage.input);
  const parts = (usage.input - cached) * facts.input + cached * facts.cached + usage.output * facts.output;
  return (factor * parts) / 1_000_000;
};

/** US dollars per million tokens and the day of the list; null where no price is known. */
export const priceOf = (model: string | null, factor = 1): RemoteRun['price'] => {
  const facts = modelFacts(model);
  return facts
    ? {
        input: facts.input * factor,
        cached: facts.cached * factor,
        output: facts.output * factor,
        asOf: list.asOf,
      }
    : null;
};

/** A model of config/models.json by its name, also with a snapshot's date behind it. */
export const modelFacts = (model: string | null): ModelFacts | undefined => {
  const id = model?.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  return list.models.find(known => known.id === id);
};
