import { oneLine } from '../../domain/sanitise.ts';
import type { FileEdit } from '../../domain/tool-call.ts';
import { withoutQuotes } from './commands.ts';

/** What a command or an edit adds to the project's dependencies, on one line; null when it adds nothing. */
export const addedDependency = (command: string, edits: readonly FileEdit[]): string | null => {
  const install = installs.exec(withoutQuotes(command));
  if (install) return oneLine(install[0].replace(/^[;&|\n(\s]+/, ''), 120);
  for (const { path, before, after } of edits) {
    const line = manifestLine(path);
    if (!line || before === null || after === null) continue;
    const had = new Set(before.split('\n').map(nameOf));
    const added = after.split('\n').find(text => line.test(text) && !had.has(nameOf(text)));
    if (added !== undefined) return oneLine(`${path}: ${added.trim()}`, 120);
  }
  return null;
};
const installs =
  /(?:^|[;&|\n(]\s*)(?:(?:npm (?:i|install|add)|pnpm (?:add|install|i)|yarn add|bun (?:add|install)|(?:python3? -m )?pip3? install|uv (?:add|pip install)|poetry add|cargo add|go get|gem install|bundle add|composer require|dotnet add \S+ package)(?: -\S+)*) (?!-)[@\w][^;&|\n\s]*/;
const nameOf = (line: string): string => /[@\w./-]+/.exec(line)?.[0] ?? '';
const manifestLine = (path: string): RegExp | null => {
  if (/(?:^|[\\/])package\.json$/.test(path))
    return /^\s*"[@\w./-]+":\s*"(?:[\^~>=<]*\d|workspace:|github:|file:)/;
  if (/(?:^|[\\/])requirements[\w.-]*\.txt$/.test(path))
    return /^\s*[A-Za-z][\w.-]*(?:\[.*\])?\s*(?:[=<>~!]=?.*)?$/;
  if (/(?:^|[\\/])(?:Cargo|pyproject)\.toml$/.test(path))
    return /^\s*(?:"[A-Za-z][\w.-]*[=<>~![].*"|[A-Za-z][\w-]* = (?:"[\^~>=<]*\d|\{ ?(?:version|git|path|workspace)))/;
  return /(?:^|[\\/])go\.mod$/.test(path) ? /^\s*(?:require )?[\w./-]+\.[\w./-]+ v\d/ : null;
};
