import { z } from 'zod';

export const errorFields = z.object({
  message: z.string().describe('What went wrong, in words.'),
  nextStep: z.string().describe('What to do about it.'),
  code: z
    .int()
    .min(1)
    .max(5)
    .describe(
      'The exit code: 1 a bug, 2 wrong use or bad input, 3 nothing matched, 4 the endpoint failed, 5 not finished.',
    ),
});

export const error = z.object({ error: errorFields });
