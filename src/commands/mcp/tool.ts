import { z } from 'zod';
import type { CommandApp } from '../../app/open-app.ts';
import type { SessionSummary } from '../../domain/session-summary.ts';

/** What a tool answers from. */
export type Sources = {
  readonly app: CommandApp;
  /** Newest first. */
  readonly sessions: () => readonly SessionSummary[];
  /** What is told of a session, by its id, fit to be handed to an agent; of what is of none, its id is empty. */
  readonly clean: (session: string, value: unknown) => Promise<unknown>;
};

/** A question that an agent may ask. `answer` gets checked input and gives what `output` describes, but for `reading`. */
export type Tool<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** Throws UserError for what the agent can mend. */
  readonly answer: (input: z.output<Input>, sources: Sources) => Promise<object>;
};

export const defineTool = <Input extends z.ZodType, Output extends z.ZodType>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> => tool;

/** The page that is wanted: an agent reads every word of an answer, so a page is small. */
export const pageInput = {
  limit: z.int().min(1).max(50).default(10).describe('At most so many.'),
  from: z.int().min(0).max(100_000).default(0).describe('Pass over so many: `next` of the page before.'),
};

/** Where the page after this one begins; null when there is none. */
export const nextPage = (from: number, length: number, total: number): number | null =>
  length > 0 && from + length < total ? from + length : null;
