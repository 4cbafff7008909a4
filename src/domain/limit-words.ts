/** What a run may use, in words; null is no limit. */
export const limitWords = ({
  cost,
  tokens,
}: {
  readonly cost: number | null;
  readonly tokens: number | null;
}): string => {
  const said = [...(cost === null ? [] : [`$${cost}`]), ...(tokens === null ? [] : [`${tokens} tokens`])];
  return said.length === 0 ? 'no limit is set' : `stops at ${said.join(' or ')}`;
};
