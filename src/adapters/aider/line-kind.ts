/** What a line of the history is: `start` begins a run. */
export type LineKind = 'start' | 'prompt' | 'command' | 'machine' | 'stop' | 'output' | 'reply' | 'blank';

const promptMark = /^#### ?/;
/** What the program itself sends when a check failed. */
const repair = /^#### (?:# Fix any errors below|I see `?.*`? (?:exited|failed)|The LLM did not conform)/;

/** What the program says after a reply, however that ended. */
const afterReply = /^> (?:Tokens: |\^C|Applied edit to |Commit [0-9a-f]{7,} |Aider v)/;

/** Tells a line; in an open fence of a reply only a start and what the program says after it are none of its words. */
export const kindOfLine = (line: string, isFenced: boolean): LineKind => {
  if (/^# aider chat started at \d{4}/.test(line)) return 'start';
  if (isFenced && !afterReply.test(line)) return 'reply';
  if (repair.test(line)) return 'machine';
  if (/^#### [/!]/.test(line)) return 'command';
  // So the program writes a prompt without words; and the file may end in half a mark.
  if (/^#### <blank>|^#{1,4} ?$/.test(line) || '# aider chat started at '.startsWith(line)) return 'blank';
  if (promptMark.test(line)) return 'prompt';
  if (/^> ?\^C/.test(line)) return 'stop';
  if (/^>(?: |$)/.test(line)) return 'output';
  return line.trim() === '' ? 'blank' : 'reply';
};

/** The words of a line without its mark and the two blanks that end it. */
export const wordsOf = (line: string): string => line.replace(/^(?:#### ?|> ?)/, '').replace(/ {2}$/, '');
