import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { copyProject } from './helpers/copy-project.ts';
import { homeEnv, root, runCli } from './helpers/run-cli.ts';
import { countListed } from './helpers/samples.ts';
import { emptyFolder } from './helpers/write-log.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Commands in code fences, without what a `#` says about them. */
const fenced = [...readme.matchAll(/^```(?:sh|bash)?\n(.*?)^```$/gms)]
  .flatMap(([, body = '']) => body.split('\n'))
  .map(line => line.replace(/\s+#.*/, '').trim())
  .filter(Boolean);

/** First cells of the tables that say what a command does: `show SESSION`, `moments [SESSION…]`. */
const documented = [...readme.matchAll(/^\| command \| does \|\n\|[-| ]+\|\n((?:\|.*\n)+)/gm)]
  .flatMap(([, rows = '']) => rows.trim().split('\n'))
  .map(row => row.match(/^\| `([^`]+)`/)?.[1] ?? row);

const home = emptyFolder();
const run = (args: readonly string[]) => runCli([...args, '--sessions', 'sessions'], { home });

/** A documented command with real words for its placeholders; what is optional is there or not. */
const fillIn = (command: string, withOptional: boolean): string[] =>
  command
    .replace(/ \[[^\]]+\]/g, optional => (withOptional ? optional.replace(/[[\]]/g, '') : ''))
    .split(' ')
    .map(word => ({ SESSION: 'currency switch', QUERY: 'tax' })[word.replace('…', '')] ?? word);

/** What they print is a protocol, and a script for a shell: tests of their own speak both. */
const speakOtherwise = ['mcp', 'completions SHELL'];
const forms = documented
  .filter(command => !speakOtherwise.includes(command))
  .flatMap(command =>
    [true, false]
      .map(withOptional => fillIn(command, withOptional))
      .map(words => ({ form: words.join(' '), words }))
      .filter(({ form }, at, both) => at === 0 || form !== both[0]?.form),
  );

test('the README documents commands in a table and in fences', () => {
  expect(documented.length).toBeGreaterThan(4);
  expect(fenced).toEqual(['npm ci && npm start', 'npm ci && npm run check']);
});

describe('every command of the table runs on the samples', () => {
  test.each(forms)('$form', ({ words }) => {
    const plain = run(words);
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.out.trim()).not.toBe('');
    const json = run([...words, '--json']);
    expect(json.code).toBe(0);
    expect(typeof JSON.parse(json.out)).toBe('object');
  });
});

test('every command of the program stands in the table', () => {
  const help = runCli(['--help'], { home }).out;
  const commands = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name]) => name)
    .filter(name => name !== 'help');
  expect(commands.sort()).toEqual(documented.map(command => command.split(' ')[0]).sort());
});

test('the flags that all commands take are flags', () => {
  const [flags = ''] = readme.match(/^All take [^.]+\./m) ?? [];
  const help = runCli(['--help'], { home }).out;
  const names = [...flags.matchAll(/`(--[a-z]+)`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) expect(help).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
});

test('exit codes are those of the README', () => {
  const codes = Object.fromEntries(
    [...readme.replaceAll('\n', ' ').matchAll(/\b(\d+) (done|a bug|wrong use|nothing matched)\b/g)].map(
      ([, code, what]) => [what, Number(code)],
    ),
  );
  expect(run(['list']).code).toBe(codes.done);
  expect(run(['list', '--nonsense']).code).toBe(codes['wrong use']);
  expect(run(['find', 'zebra']).code).toBe(codes['nothing matched']);
  expect(run(['show', 'zebra']).code).toBe(codes['nothing matched']);
});

test('every npm script that is named exists', () => {
  const named = [...readme.matchAll(/\bnpm (?:-s )?(?:run )?([a-z:]+)/g)]
    .map(([, name = '']) => name)
    .filter(name => !['ci', 'install', 'pack'].includes(name));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(name => !(name in manifest.scripts))).toEqual([]);
});

test('the gate runs the two steps of the README for working on it, and nothing else', () => {
  const gate = readFileSync(join(root, '.ci/run'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !/^(#|set |cd )/.test(line));
  const steps = gate.map(line => line.replace(' --silent', '')).join(' && ');
  expect(fenced.filter(command => command === steps)).toEqual(['npm ci && npm run check']);
});

describe('on a fresh copy of the project, with an empty home', () => {
  const copy = emptyFolder();
  const fresh = homeEnv(emptyFolder());
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  const setting = (name: string) =>
    execFileSync('npm', ['config', 'get', name], { cwd: root, encoding: 'utf8' }).trim();
  /** Packages come from where they came from for this checkout; nothing else of the real home is used. */
  const npm = {
    npm_config_cache: setting('cache'),
    npm_config_userconfig: setting('userconfig'),
    npm_config_prefer_offline: 'true',
  };
  const shell = (command: string) =>
    spawnSync('sh', ['-c', command], { cwd: copy, env: { ...fresh, ...npm }, encoding: 'utf8', input: '' });

  test('npm ci && npm start lists the shipped samples, and says so', { timeout: 300_000 }, () => {
    copyProject(copy);
    const { status, stdout, stderr } = shell(fenced[0] ?? '');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('Currency switch');
    expect(stderr).toContain('Showing the shipped samples: no agent log found on this machine.');
  });

  test('npm -s start -- list --json prints JSON and nothing else', () => {
    const { status, stdout, stderr } = shell('npm -s start -- list --json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout).sessions).toHaveLength(countListed());
  });
});
