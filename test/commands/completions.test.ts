import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { candidatesFor, formatCandidates, toWords } from '../../src/commands/complete.ts';
import { openTerminal } from '../../src/dev/open-terminal.ts';
import { homeEnv, homeOfReader, launcher, runCli } from '../helpers/run-cli.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const program = new Command('pushback')
  .argument('[session]')
  .option('--agent <name>', 'one agent')
  .option('--json', 'JSON');
program.command('find').argument('<query...>').option('--pushback', 'only pushback');
program
  .command('moments')
  .argument('[session...]')
  .addOption(new Option('--order <name>', 'which first').choices(['strongest', 'newest']));
program.command('complete', { hidden: true });
const known = {
  sources: () => [{ value: 'codex', help: 'Codex' }],
  sessions: () => [{ value: 'b0ca5f7f', help: 'Currency' }],
};
const offered = (...words: string[]) => candidatesFor(program, words, known).map(({ value }) => value);

test('commands, then what a command takes', () => {
  expect(offered('')).toEqual(['find', 'moments', 'help', 'b0ca5f7f']);
  expect(offered('mo')).toEqual(['moments']);
  expect(offered('moments', '')).toEqual(['b0ca5f7f']);
  expect(offered('--json', '--agent', 'codex', 'moments', 'b0')).toEqual(['b0ca5f7f']);
});

test('flags of the command and of all, and the values that a flag takes', () => {
  expect(offered('find', '--')).toEqual(['--agent', '--json', '--pushback']);
  expect(offered('moments', '--order', '')).toEqual(['strongest', 'newest']);
  expect(offered('--agent', 'c')).toEqual(['codex']);
});

test('filters of a query, and what stands behind their colon', () => {
  expect(offered('find', 'tax', 'cl')).toEqual(['class:']);
  expect(offered('find', 'class:rej')).toEqual(['class:rejection']);
  expect(offered('find', 'agent:')).toEqual(['agent:codex']);
  expect(offered('find', 'symptom:S3')).toEqual(['symptom:S3']);
  expect(offered('find', 'nosuch:')).toEqual([]);
});

test('each shell gets the words in its own way', () => {
  expect(toWords(['find', 'class', ':', 're'], 'bash')).toEqual({ words: ['find', 'class:re'], cut: 6 });
  expect(toWords(['find', 'class', ':'], 'bash')).toEqual({ words: ['find', 'class:'], cut: 6 });
  expect(toWords(['find', 'class:re'], 'bash')).toEqual({ words: ['find', 'class:re'], cut: 0 });
  expect(toWords(['show', '=b0'], 'powershell').words).toEqual(['show', 'b0']);
  const hostile = [{ value: 'class:x', help: 'a\u001b[2J\tb\nc' }];
  expect(formatCandidates(hostile, 'fish', 0)).toBe('class:x\ta b c');
  expect(formatCandidates(hostile, 'zsh', 0)).toBe('class\\:x:a b c');
});

const shellAt = (name: string) => [`/bin/${name}`, `/usr/bin/${name}`].find(existsSync);
/** The environment of a person who has the program on their path and has run it before. */
const env = (): Record<string, string> => {
  const bin = emptyFolder();
  writeText(join(bin, 'pushback'), `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
  chmodSync(join(bin, 'pushback'), 0o755);
  const home = homeEnv(homeOfReader());
  return { ...home, PATH: `${bin}:${home.PATH}` };
};
const inShell = (path: string, script: string): string[] => {
  const run = spawnSync(path, ['-c', script], { encoding: 'utf8', env: env() });
  expect(run.stderr).toBe('');
  return run.stdout.split('\n');
};

const bash = shellAt('bash');
test.skipIf(!bash)('bash completes (skipped where there is no bash)', () => {
  const ask = (at: number, ...words: string[]) =>
    `COMP_WORDS=(pushback ${words.join(' ')}); COMP_CWORD=${at}; _pushback; echo "\${COMPREPLY[*]}"`;
  const script = [
    'source <(pushback completions bash)',
    ask(4, 'find', 'class', ':', 're'),
    ask(4, '--sessions', 'sessions', 'show', 'b0'),
    ask(1, "'$(echo pwned >&2)'"),
  ].join('\n');
  expect(inShell(bash ?? '', script)).toEqual(['rejection', 'b0ca5f7f', '', '']);
});

const fish = shellAt('fish');
test.skipIf(!fish)('fish completes, and tells what each is (skipped where there is no fish)', () => {
  const script =
    'pushback completions fish | source; complete -C "pushback --sessions sessions show b0"; complete -C "pushback moments --order "';
  const lines = inShell(fish ?? '', script);
  expect(lines[0]).toMatch(/^b0ca5f7f\tCurrency switch/);
  expect(lines.slice(1, 3)).toEqual(['strongest', 'newest']);
});

const zsh = shellAt('zsh');
test.skipIf(!zsh)('zsh completes as one types (skipped where there is no zsh)', async () => {
  const shell = openTerminal({
    ...{ file: zsh ?? '', args: ['-f', '-i'], columns: 80, rows: 24 },
    ...{ cwd: emptyFolder(), env: { ...env(), PS1: '> ' } },
  });
  shell.press('autoload -U compinit; compinit -u -D; source <(pushback completions zsh); echo rea""dy\r');
  await shell.shows(/^ready/m);
  shell.press('pushback find class:reje\t');
  await shell.shows('pushback find class:rejection');
  shell.kill('SIGKILL');
});

test('a shell that is not known is named beside those that are', () => {
  const { code, talk } = runCli(['completions', 'tcsh']);
  expect(code).toBe(2);
  expect(talk).toContain('bash, zsh, fish, powershell');
});
