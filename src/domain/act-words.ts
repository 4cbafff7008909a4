import type { MomentAct } from './moment.ts';
import { oneLine } from './sanitise.ts';

const mostFiles = 3;
const mostCommands = 2;

/** What an agent turn touched and ran, on one line that is safe to print; empty when it did neither. */
export const actWords = ({ paths, commands }: MomentAct): string =>
  [
    some(
      paths.map(path => path.split(/[\\/]/).at(-1) || path),
      mostFiles,
    ),
    some(
      commands.map(command => `$ ${command}`),
      mostCommands,
    ),
  ]
    .filter(Boolean)
    .join(' · ');

const some = (names: readonly string[], most: number): string => {
  const unique = [...new Set(names)];
  const more = unique.length > most ? [`+${unique.length - most}`] : [];
  return [...unique.slice(0, most).map(name => oneLine(name, 80)), ...more].join(', ');
};
