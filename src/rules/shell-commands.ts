import { splitCommand } from '../domain/command.ts';

/**
 * The simple commands of a shell line, each as its words: parted at operators outside of quotes, as agents' permission
 * rules part them, without assignments before them and without what a here-document holds.
 */
export const shellCommands = (line: string): string[][] => {
  const commands: string[] = [''];
  for (const [part] of withoutHeredocs(line.slice(0, mostChars)).matchAll(parts)) {
    if (/^[;&|\n()]/.test(part)) commands.push('');
    else commands[commands.length - 1] += part;
  }
  return commands
    .map(command => splitCommand(command.replace(/\\\n/g, ' ')))
    .map(words => words.slice(words.findIndex(word => !/^\w+=/.test(word))))
    .filter(words => words.length > 0);
};

const mostChars = 4000;
const parts = /\\[\s\S]|"(?:[^"\\]|\\.)*"|'[^']*'|&&|\|\||[;&|\n()]|[^\\"';&|\n()]+|["']/g;
const withoutHeredocs = (line: string): string =>
  line.replace(/<<-?\s*['"]?(\w+)['"]?[\s\S]*?(?:\n\1\b|$)/g, ' ');
