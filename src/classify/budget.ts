import { countOf } from '../domain/count-of.ts';
import type { Usage } from '../domain/episode.ts';
import { UserError } from '../errors.ts';
import { costOf } from './estimate.ts';

/** What a run may use: US dollars, and tokens of requests and replies together; null: no limit. */
export type Limits = { readonly cost: number | null; readonly tokens: number | null };

/** The run's own limit was reached: nothing more is asked, and what came back is kept. */
export class BudgetError extends UserError {}

/** How much a reply is taken for before it is there: the labels of an episode, which are the longest but extraction's. */
const replyTokens = 500;

/**
 * Watches over what a run uses. `reserve` is called before each request with its estimated tokens, throws BudgetError
 * when they and a reply might go beyond a limit, and gives what to call with the tokens that were counted.
 */
export const createBudget = ({ cost: maxCost, tokens: maxTokens }: Limits, model: string) => {
  let spent: Usage = { input: 0, cached: 0, output: 0 };
  let reserved = 0;
  const stop = (words: string): never => {
    throw new BudgetError(
      `The limit of ${words} is reached: nothing more was sent.`,
      'Run it again with a higher limit; what was paid for is kept and not paid for again.',
      { code: 5 },
    );
  };
  const check = (): void => {
    const ahead = { input: spent.input + reserved, cached: spent.cached, output: spent.output };
    const output = spent.output + replyTokens;
    if (maxTokens !== null && ahead.input + output > maxTokens) stop(countOf(maxTokens, 'token'));
    const cost = costOf({ ...ahead, output }, model);
    if (maxCost !== null && cost !== null && cost > maxCost) stop(`$${maxCost}`);
  };
  return {
    reserve: (tokens: number): ((usage: Usage | null) => void) => {
      reserved += tokens;
      try {
        check();
      } catch (error) {
        reserved -= tokens;
        throw error;
      }
      return usage => {
        reserved -= tokens;
        // An endpoint that does not count is taken by the estimate.
        const { input, cached, output } = usage ?? { input: tokens, cached: 0, output: replyTokens };
        spent = {
          input: spent.input + input,
          cached: spent.cached + cached,
          output: spent.output + output,
        };
      };
    },
  };
};

export type Budget = ReturnType<typeof createBudget>;
