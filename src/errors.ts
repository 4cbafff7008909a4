/** What went wrong, in its own words, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Something the person can act on: what went wrong, and the next step.
 * `code` is the exit code: 2 wrong use or bad input, 3 nothing matched, 4 the endpoint failed.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly nextStep: string;
  readonly code: 2 | 3 | 4;

  constructor(message: string, nextStep: string, options: { code?: 2 | 3 | 4; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.nextStep = nextStep;
    this.code = options.code ?? 2;
  }
}
