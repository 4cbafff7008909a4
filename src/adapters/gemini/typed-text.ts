import { type JsonRecord, toRecords, toText } from '../read-record.ts';

/** What stands in a user message: what a person typed, a command, or words of the program in the place of a prompt. */
export type Typed = { readonly kind: 'prompt' | 'command' | 'machine' | 'nothing'; readonly text: string };

const machineStart =
  /^\s*(?:<session_context>|<hook_context>|<state_snapshot>|\[Operation Cancelled\]|Please continue\.\s*$)/;

/** Tells a user message. `displayContent` is what was typed where `@file` put the file's text in its place. */
export const typedText = (message: JsonRecord): Typed => {
  const text = contentText(message.displayContent) || contentText(message.content);
  if (text.trim() === '') return { kind: images(message).length > 0 ? 'prompt' : 'nothing', text: '' };
  if (machineStart.test(text)) return { kind: 'machine', text };
  return { kind: /^\s*(?:\/[a-z][\w:-]*(?=\s|$)|\?\s*$)/.test(text) ? 'command' : 'prompt', text };
};

/** The text of a content: a text, or a list of parts. */
export const contentText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : toRecords(content)
        .filter(part => part.thought !== true)
        .map(part => toText(part.text))
        .filter(Boolean)
        .join('\n');

export const images = (message: JsonRecord): readonly JsonRecord[] =>
  toRecords(message.content).flatMap(part =>
    typeof part.inlineData === 'object' && part.inlineData !== null ? toRecords([part.inlineData]) : [],
  );
