import type { SessionCounts } from './session-summary.ts';

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** What the agent's model calls took, as far as the log says: `1.2M tokens, $0.31`; of a log without both, that. */
export const usageWords = ({ tokens, cost }: Pick<SessionCounts, 'tokens' | 'cost'>): string =>
  [
    tokens === null ? 'tokens unknown' : `${compact.format(tokens)} tokens`,
    ...(cost === null ? [] : [dollars(cost)]),
  ].join(', ');

/** Cents below ten dollars are parted further: a turn costs less than one. */
const dollars = (cost: number): string => `$${cost.toFixed(cost < 10 ? 3 : 2)}`;
