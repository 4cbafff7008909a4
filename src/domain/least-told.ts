/** Below this many a percentage says more than is known: the count is told and no share. */
export const leastTold = 20;
