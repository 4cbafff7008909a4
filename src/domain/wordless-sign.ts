/** What a developer does instead of saying it: stops the agent, refuses a tool call, goes back in the conversation. */
export const wordlessSigns = ['interruption', 'refusal', 'rewind'] as const;
export type WordlessSign = (typeof wordlessSigns)[number];
