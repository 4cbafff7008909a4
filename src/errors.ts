/** What went wrong, in its own words, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export type ErrorCode = 2 | 3 | 4 | 5;

/**
 * Something the person can act on: what went wrong, and the next step.
 * `code` is the exit code: 2 wrong use or bad input, 3 nothing matched, 4 the endpoint failed, 5 not finished:
 * the same command again goes on.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly nextStep: string;
  readonly code: ErrorCode;

  constructor(message: string, nextStep: string, options: { code?: ErrorCode; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.nextStep = nextStep;
    this.code = options.code ?? 2;
  }
}
