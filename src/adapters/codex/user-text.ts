/** Starts of user-role texts that the harness wrote. Source: builds 0.36 to 0.142.5. */
const injected = [
  '<environment_context>',
  '<user_instructions>',
  '# AGENTS.md instructions',
  '<turn_aborted>',
  '<subagent_notification>',
  '<skill>',
  '<recommended_plugins>',
  '<goal_context>',
  '<codex_internal_context',
  '<hook_prompt',
  '<warning>',
];
const request = /^## My request for Codex:[ \t]*$/gm;

export const isInjected = (text: string): boolean =>
  injected.some(start => text.trimStart().startsWith(start));

/** What the person typed, without the wrapper that editors put around it. */
export const typedPart = (text: string): string => {
  const last = [...text.matchAll(request)].at(-1);
  return (last ? text.slice(last.index + last[0].length) : text).trim();
};
