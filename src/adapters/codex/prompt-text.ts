import { type JsonRecord, toRecords, toText } from '../read-record.ts';

/** Texts with role `user` that the harness wrote. Source: builds 0.36 to 0.142 and the agent's own list of fragments. */
const injected =
  /^\s*(?:<(?:environment_context|user_instructions|INSTRUCTIONS|turn_aborted|subagent_notification|skill|goal_context|codex_internal_context|hook_prompt|image|warning)[\s>]|<\/image>|# AGENTS\.md instructions for )/;
const pluginList = /^\s*<recommended_plugins>[\s\S]*?<\/recommended_plugins>\s*/;
const shellMark = /^\s*<user_shell_command>/;
/** An editor puts open files and selections above the request. */
const requestHeading = /^#{1,3} My request for Codex:[ \t]*$/gm;

/** A person's own words of a prompt, without what an editor or the harness put around them; '' when there are none. */
export const cleanPrompt = (text: string): string => {
  const own = text.replace(pluginList, '');
  if (injected.test(own)) return '';
  const last = [...own.matchAll(requestHeading)].at(-1);
  return (last ? own.slice(last.index + last[0].length) : own).trim();
};

/** The text of a message item, part by part. */
export const messageParts = (payload: JsonRecord): readonly string[] =>
  toRecords(payload.content)
    .map(part => toText(part.text))
    .filter(text => text !== '');

/** What a `user` item says that a person wrote: injected parts are left out. */
export const itemPrompt = (payload: JsonRecord): string =>
  messageParts(payload)
    .filter(part => !shellMark.test(part))
    .map(cleanPrompt)
    .filter(part => part !== '')
    .join('\n\n');

/** What an event says that a person wrote; kinds other than `plain` are the harness's (0.36 to 0.41). */
export const eventPrompt = (payload: JsonRecord): string => {
  const kind = toText(payload.kind);
  return kind === '' || kind === 'plain' ? cleanPrompt(toText(payload.message)) : '';
};

/** The command of a `!command`, or '' when the item is none. */
export const shellCommand = (payload: JsonRecord): string => {
  const text = messageParts(payload).find(part => shellMark.test(part)) ?? '';
  return (
    /<command>([\s\S]*?)<\/command>/.exec(text)?.[1] ?? text.replace(/<\/?user_shell_command>/g, '')
  ).trim();
};

export const isAbortMark = (payload: JsonRecord): boolean =>
  messageParts(payload).some(part => /^\s*<turn_aborted>/.test(part));

/** Data URLs of the images that a message or an event carries. */
export const imageUrls = (payload: JsonRecord): readonly string[] => [
  ...toRecords(payload.content).flatMap(part =>
    part.type === 'input_image' ? [toText(part.image_url)] : [],
  ),
  ...(Array.isArray(payload.images) ? payload.images.filter(url => typeof url === 'string') : []),
];

/** The words of a reasoning item: its summary; the rest is encrypted. */
export const reasoningText = (payload: JsonRecord): string =>
  toRecords(payload.summary)
    .map(part => toText(part.text))
    .join('\n\n')
    .trim();
