/** A program to start without a shell. `cwd` null: where pushback itself was started. */
export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string | null;
};

/** The command as a person would type it into a POSIX shell, each word quoted where it must be. */
export const formatCommand = ({ program, args, cwd }: Command): string => {
  const words = [program, ...args].map(quoteWord).join(' ');
  return cwd === null ? words : `cd ${quoteWord(cwd)} && ${words}`;
};

const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The words of a command line with quotes as a shell takes them; variables and backslashes mean nothing. */
export const splitCommand = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
