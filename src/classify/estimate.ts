import list from '../../config/models.json' with { type: 'json' };
import type { Usage } from '../domain/episode.ts';

/** What a text weighs before it is sent. `cost` is US dollars for sending it once, null when the price is unknown. */
export type Estimate = { readonly tokens: number; readonly cost: number | null; readonly basis: string };

/** Context in tokens of input, prices in US dollars per million tokens. */
export type ModelFacts = (typeof list.models)[number];

/** Rules of thumb, not a tokenizer: real counts differ by model, most for code and for scripts other than Latin. */
const charsPerToken = { latin: 4, dense: 1.5 };
const dense =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud88d][\udc00-\udfff]/g;

/** Guesses a text's tokens and the price of sending it once; replies come on top. */
export const estimate = (text: string, model: string | null): Estimate => {
  const denseChars = text.match(dense)?.length ?? 0;
  const tokens = Math.ceil(
    (text.length - denseChars) / charsPerToken.latin + denseChars / charsPerToken.dense,
  );
  const isPriced = tokens <= (modelFacts(model)?.pricedUpTo ?? 0);
  const cost = isPriced ? costOf({ input: tokens, cached: 0, output: 0 }, model) : null;
  const priced = cost === null ? '' : `; input price as of ${list.asOf}, replies not included`;
  return { tokens, cost, basis: `estimate: 4 characters a token, 1.5 in Chinese, Japanese, Korean${priced}` };
};

/** Says when a text of that many tokens is more than the model reads; null when it fits or its context is not known. */
export const contextWarning = (tokens: number, model: string | null): string | null => {
  const context = modelFacts(model)?.context;
  if (context === undefined || tokens <= context) return null;
  return `Too long: about ${tokens.toLocaleString('en')} tokens, and ${model} reads ${context.toLocaleString('en')}. The endpoint will refuse it; choose a model with a larger context.`;
};

/** US dollars for counted tokens; `cached` is a part of `input`. Null when nothing was counted or no price is known. */
export const costOf = (usage: Usage | null, model: string | null): number | null => {
  const facts = modelFacts(model);
  if (!usage || !facts) return null;
  const cached = Math.min(usage.cached, usage.input);
  const parts = (usage.input - cached) * facts.input + cached * facts.cached + usage.output * facts.output;
  return parts / 1_000_000;
};

/** A model of config/models.json by its name, also with a snapshot's date behind it. */
export const modelFacts = (model: string | null): ModelFacts | undefined => {
  const id = model?.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  return list.models.find(known => known.id === id);
};
