/** Text as cues read it: code, quotes, logs and harness markup blanked out, every offset kept. */
export const toWords = (text: string): string => {
  const looked = text.slice(0, mostChars);
  return strips.reduce((words, pattern) => words.replace(pattern, blank), looked);
};

/** A cue that decides stands near the start or in a short text; megabytes of pasted log are not read. */
const mostChars = 8000;

const strips: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/g,
  /<(system-reminder|environment_context|user_instructions|local-command-\w+|task-notification)>[\s\S]*?(?:<\/\1>|$)/g,
  /^\s*>.*$/gm,
  /^\s*(?:at \S+ \(|at \S+:\d+|File "|\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[\w+\] |\{"|npm (?:ERR|WARN)).*$/gm,
  /`[^`\n]{1,200}`/g,
];

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Does the text hold a pasted error: a log, a stack or an exception's name? */
export const hasPastedError = (text: string): boolean =>
  /(?:^|\n)\s*(?:at \S+ \(|File ".+", line \d+|Traceback|\w*(?:Error|Exception)\b.*:|error(?: TS\d+|\[E\d+\])?:|npm ERR|FAIL\b|panic:)/i.test(
    text.slice(0, 20_000),
  );
