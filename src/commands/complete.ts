import type { Command, Option } from 'commander';
import type { CommandApp } from '../app/open-app.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import type { Shell } from './completion-scripts.ts';
import { type Candidate, filterCandidates, toPlain } from './filter-candidates.ts';

/** Values that the machine alone knows, asked for where they are wanted. */
export type KnownValues = {
  readonly sources: () => readonly Candidate[];
  readonly sessions: () => readonly Candidate[];
};

/** So many sessions are offered: more than a person reads through. */
const mostSessions = 100;

/** `pushback complete SHELL -- WORDS`: what the scripts of `pushback completions` ask at each press of the key. */
export const complete = (
  app: CommandApp,
  program: Command,
  shell: Shell,
  sent: readonly string[],
): string => {
  const { words, cut } = toWords(sent, shell);
  const sources = () => app.sources().map(({ source, label }) => ({ value: source, help: label }));
  const sessions = () => toSessionCandidates(app.known(mostSessions));
  return formatCandidates(candidatesFor(program, words, { sources, sessions }), shell, cut);
};

/** The beginning of an id that is enough to name the session. What a shell might take for more than a word is left out. */
const toSessionCandidates = (sessions: readonly SessionSummary[]): Candidate[] => {
  const named = sessions.map(({ head }) => {
    const id = head.id.slice(head.id.indexOf(':') + 1);
    return { id, short: /^[0-9a-f]{8}(?=-)/.exec(id)?.[0] ?? id, help: head.title };
  });
  const counts = Map.groupBy(named, ({ short }) => short);
  return named
    .map(({ id, short, help }) => ({ value: counts.get(short)?.length === 1 ? short : id, help }))
    .filter(({ value }) => /^[\w.-]+$/.test(value));
};

/** What may stand at the cursor, after the words of a line, of which the last is the one that is typed; none: a path may. */
export const candidatesFor = (
  program: Command,
  words: readonly string[],
  known: KnownValues,
): readonly Candidate[] => {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const command = commandOf(program, before);
  const options = [...new Set([program, command])].flatMap(({ options }) => options);
  const asked = options.find(option => isValueOf(option, before.at(-1)));
  const candidates = asked
    ? valuesOf(asked, known)
    : current.startsWith('-')
      ? options.map(({ long, short, description }) => ({ value: long ?? short ?? '', help: description }))
      : [...(command === program ? commandsOf(program) : []), ...argumentsOf(command, current, known)];
  return candidates.filter(({ value }) => value.startsWith(current) && value !== '');
};

/** The answer as a shell reads it, one a line. `cut`: bash takes what stands before a colon for a word of its own. */
export const formatCandidates = (candidates: readonly Candidate[], shell: Shell, cut: number): string =>
  candidates
    .map(({ value, help }) => {
      const told = oneLine(help, 60);
      if (shell === 'bash') return value.slice(cut);
      if (shell === 'zsh') return [value.replaceAll(':', '\\:'), ...(told ? [told] : [])].join(':');
      return `${value}\t${told}`;
    })
    .join('\n');

/**
 * The words as they were typed, the unfinished one last. Bash parts a word at its colons, so they are put together again;
 * `cut` is how much of the last word bash keeps. PowerShell sends the last word behind a sign.
 */
export const toWords = (
  sent: readonly string[],
  shell: Shell,
): { readonly words: readonly string[]; readonly cut: number } => {
  if (shell === 'powershell')
    return { words: [...sent.slice(0, -1), (sent.at(-1) ?? '').replace(/^=/, '')], cut: 0 };
  if (shell !== 'bash') return { words: sent, cut: 0 };
  const words: string[] = [];
  for (const [at, word] of sent.entries()) {
    const joins = at > 0 && (word === ':' || sent[at - 1] === ':');
    if (joins) words.push(`${words.pop() ?? ''}${word}`);
    else words.push(word);
  }
  const isParted = sent.slice(-2).includes(':');
  return { words, cut: isParted ? (words.at(-1) ?? '').lastIndexOf(':') + 1 : 0 };
};

/** The command that the words name, behind whatever flags. */
const commandOf = (program: Command, before: readonly string[]): Command => {
  const operands = before.filter(
    (word, at) => !word.startsWith('-') && !program.options.some(option => isValueOf(option, before[at - 1])),
  );
  return program.commands.find(command => command.name() === operands[0]) ?? program;
};

const isValueOf = (option: Option, word: string | undefined): boolean =>
  (option.required || option.optional) && word !== undefined && [option.long, option.short].includes(word);

const commandsOf = (program: Command): Candidate[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .map(command => ({ value: command.name(), help: command.description() }));

const valuesOf = (option: Option, known: KnownValues): readonly Candidate[] =>
  option.long === '--agent' ? known.sources() : (option.argChoices ?? []).map(toPlain);

const argumentsOf = (command: Command, current: string, known: KnownValues): readonly Candidate[] => {
  const [argument] = command.registeredArguments;
  if (argument?.argChoices) return argument.argChoices.map(toPlain);
  if (argument?.name() === 'query') return filterCandidates(current, known.sources);
  return argument?.name() === 'session' ? known.sessions() : [];
};
