/** Text as cues read it, as long as the part of the turn that is looked at; `offset` leads from it back to the turn. */
export type Words = { readonly text: string; readonly offset: (at: number) => number };

/**
 * Blanks out what the developer did not write as prose: code, quotes, logs, stacks and harness markup. Every other
 * character keeps its place. Of a very long turn only the start and the end are looked at, for a cue that decides
 * stands there, and a pasted log of megabytes must cost nothing.
 */
export const toWords = (text: string): Words => {
  if (text.length <= startChars + endChars) return { text: strip(text), offset: at => at };
  const cut = text.length - endChars;
  const words = `${strip(text.slice(0, startChars - 1))}\n${strip(afterCode(text.slice(cut)))}`;
  return { text: words, offset: at => (at < startChars ? at : at - startChars + cut) };
};

/** The text without what the harness put in: reminders, command wrappers, marks of a stop. Every character keeps its place. */
export const withoutHarness = (text: string): string =>
  harness.reduce((rest, pattern) => rest.replace(pattern, blank), text);

/** Does the text hold a pasted error: a log, a stack, a failed test or an exception's name? */
export const hasPastedError = (text: string): boolean => pastedError.test(text.slice(0, 20_000));

/** How many lines look pasted from a terminal or a log. */
export const countPastedLines = (text: string): number =>
  (text.slice(0, 20_000).match(pastedLine) ?? []).length;

const startChars = 6000;
const endChars = 2000;

const pastedError =
  /(?:^|\n)[^\n]{0,200}?(?:\bat \S+ \(|File ".{1,200}", line \d|Traceback|[A-Za-z]*(?:Error|Exception)\b[^\n]{0,80}:|\berror(?: [A-Z]{1,4}\d+|\[E\d+\])?:|npm ERR|\bFAIL(?:ED)?\b|panic:|fatal:|\b[1-9]\d* (?:failed|failing)\b|exit code:? [1-9]|❌|✗|✘|HResult=|"severity": ?[48]|^Severity\tCode|\(\d+,\d+\): error|Test method \S+ threw)/;

/** A line that a person rarely types: a stack frame, a time stamp, a prompt, a box, a compiler's finding. */
const pastedLine =
  /^[ \t]*(?:at \S+ \(|at \S+:\d|File "|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d|\[[\w:. -]{1,40}\] |\{"|npm (?:ERR|WARN)|PS [A-Z]:\\|[A-Z]:\\|[$❯➜%] |\S{1,60}@\S{1,60}[ :][^\n]{0,80}[$%#] |[╭│╰├┌└┐┘─━═║|][^\n]*|\S+\.\w{1,5}[:(]\d+|(?:target|remote|origin|error|warning|info|fatal|debug): |"(?:resource|owner|code|severity|message|source|startLineNumber|startColumn|endLineNumber|endColumn)": )[^\n]*$/gm;

/** Each blanks a whole match. Tags are closed by name or run to the end, so that no scan starts twice. */
const harness: readonly RegExp[] = [
  /<(system-reminder|environment_context|user_instructions|INSTRUCTIONS|local-command-[\w-]+|bash-(?:stdout|stderr|input)|task-notification|command-(?:name|message|args|contents)|ide_\w+|attached_files|hook-output)>[\s\S]*?(?:<\/\1>|$)/g,
  /^# AGENTS\.md instructions[\s\S]*/gm,
  /^This session is being continued from a previous conversation[\s\S]*/g,
  /\[(?:Request interrupted by user|user interrupted the agent|user refused a tool call)[^\]\n]{0,60}\]/g,
  /^The user doesn't want to (?:proceed|take this action)[^\n]*/gm,
];

/** Fences first: a tag inside code is code. */
const strips: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/g,
  ...harness,
  /^[ \t]*>[^\n]*$/gm,
  pastedLine,
  /`[^`\n]{1,200}`/g,
  /https?:\/\/\S{1,500}/g,
];

const strip = (text: string): string =>
  strips.reduce((words, pattern) => words.replace(pattern, blank), text.replaceAll('’', "'"));

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The end of a long turn may begin inside a fence: what stands before an unpaired closing fence is code. */
const afterCode = (end: string): string => {
  const fences = end.split('```').length - 1;
  if (fences % 2 === 0) return end;
  const close = end.indexOf('```') + 3;
  return blank(end.slice(0, close)) + end.slice(close);
};
