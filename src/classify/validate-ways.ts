/** What the judge of a candidate sees: its quotes alone, as in the study, or what stands around each quote too. */
export const validateWays = ['evidence', 'context'] as const;
export type ValidateWith = (typeof validateWays)[number];
