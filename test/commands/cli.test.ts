import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runCli } from '../helpers/run-cli.ts';
import { countListed } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const home = emptyFolder();
const run = (...args: string[]) => runCli(args, { home });
const samples = ['--sessions', 'sessions'];

test('the program is built', () => {
  expect(existsSync(join(root, 'dist/cli.mjs')), 'run npm run build').toBe(true);
});

test('list --json prints the pinned fields and nothing else', () => {
  const { code, out } = run('list', '--json', ...samples);
  const { sessions, problems } = JSON.parse(out);
  expect(code).toBe(0);
  expect(problems).toEqual([]);
  expect(Object.keys(sessions[0])).toEqual([
    'id',
    'source',
    'agent',
    'modality',
    'project',
    'title',
    'path',
    'startedAt',
    'endedAt',
    'model',
    'branch',
    'turns',
    'toolCalls',
    'tokens',
    'cost',
    'pushbacks',
    'episodes',
    'problems',
    'copies',
    'beginsAs',
  ]);
  expect(
    sessions.map(({ id, turns, pushbacks }: { id: string; turns: unknown; pushbacks: number }) => ({
      id,
      turns,
      pushbacks,
    })),
  ).toMatchSnapshot();
});

test('show finds a session by a piece of its title', () => {
  const { out } = run('show', 'currency switch', '--json', ...samples);
  const { turns } = JSON.parse(out);
  expect(Object.keys(turns[0])).toEqual([
    'number',
    'speaker',
    'at',
    'tokens',
    'cost',
    'abandoned',
    'text',
    'thinking',
    'toolCalls',
    'subagent',
    'pushback',
    'claims',
  ]);
  expect(turns[2].pushback.class).toBe('constraint_reminder');
  expect([turns[0].tokens, turns[1].tokens > 0]).toEqual([null, true]);
});

test('find says which turn matches', () => {
  expect(run('find', 'lockfile', 'tax', ...samples).out).toBe('');
  expect(run('find', 'lockfile', 'or', 'tax', ...samples).out).toContain('tax code');
  expect(run('find', 'tax', 'in:developer', ...samples).out).toContain('turn 1 developer');
});

test('moments come strongest first', () => {
  const { moments } = JSON.parse(run('moments', '--json', ...samples).out);
  const strengths = moments.map(({ strength }: { strength: number }) => strength);
  expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
  expect(Object.keys(moments[0])).toEqual([
    'session',
    'turn',
    'at',
    'class',
    'secondary',
    'strength',
    'signals',
    'text',
    'previous',
    'onset',
    'span',
    'rule',
    'about',
    'act',
  ]);
});

test('moments come newest first and in groups when asked, and the limit is told', () => {
  const { moments, groups } = JSON.parse(run('moments', '--json', '--by', 'class', ...samples).out);
  const classes = moments.map(({ class: name }: { class: string }) => name);
  expect(classes).toEqual(
    groups.flatMap(({ name, count }: { name: string; count: number }) => Array(count).fill(name)),
  );
  const text = run('moments', '--by', 'about', '--order', 'newest', '--limit', '3', ...samples);
  expect(text.out).toMatch(/^(rule|file|running) .+: \d+\n\d\.\d\d /);
  expect(text.talk).toContain('3 shown (--limit)');
  expect(run('moments', '--by', 'colour', ...samples).code).toBe(2);
});

test('moments of one session are its own, and of one without any it is said', () => {
  const { moments } = JSON.parse(run('moments', 'currency switch', '--json', ...samples).out);
  expect(new Set(moments.map(({ session }: { session: string }) => session)).size).toBe(1);
  expect(run('moments', '--sessions', emptyFolder()).code).toBe(3);
});

test('nothing matched is exit code 3, and with --json one error object', () => {
  expect(run('find', 'zebra', ...samples).code).toBe(3);
  const { code, out } = run('show', 'zebra', '--json', ...samples);
  expect(code).toBe(3);
  expect(JSON.parse(out).error).toMatchObject({ code: 3, message: 'No session is called “zebra”.' });
});

test('a folder that is not there is wrong use, with the next step', () => {
  const { code, talk } = run('list', '--sessions', '/nowhere/at/all');
  expect(code).toBe(2);
  expect(talk).toContain('Name a folder of logs');
});

test('without a terminal the list is printed and nothing hangs', () => {
  const { code, out, talk } = run(...samples);
  expect(code).toBe(0);
  expect(out).toContain('Currency switch');
  expect(talk).toContain('no terminal');
});

test('a file that no adapter knows is told, not dropped', () => {
  const folder = emptyFolder();
  writeText(join(folder, 'notes.jsonl'), '{"hello":1}\n');
  const { problems } = JSON.parse(run('list', '--json', '--sessions', folder).out);
  expect(problems).toMatchObject([{ what: 'no adapter knows this format' }]);
});

test('wrong use is exit code 2, and with --json one error object', () => {
  expect(run('find', 'tax', '--limit', 'many', ...samples)).toMatchObject({ code: 2, out: '' });
  const { code, out } = run('list', '--nonsense', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(out).error).toMatchObject({ code: 2 });
});

test('doctor says what was named, found and kept, and where', () => {
  const { out } = run('doctor', '--json', ...samples);
  const { named, sources, sessions, problems, index, store, config } = JSON.parse(out);
  expect(named).toEqual([join(root, 'sessions')]);
  expect(sources.every(({ roots }: { roots: unknown[] }) => roots.length === 0)).toBe(true);
  expect({ sessions, problems }).toEqual({ sessions: countListed(), problems: [] });
  expect([index, store, config].map(({ path }) => typeof path)).toEqual(['string', 'string', 'string']);
  const text = run('doctor', ...samples).out;
  expect(text).toContain(`Named: ${join(root, 'sessions')}`);
  expect(text).toContain('Every file was read.');
});

test('doctor tells which keys of the config cannot be had', () => {
  const config = writeText(
    join(emptyFolder(), 'config.json'),
    JSON.stringify({ keys: { replay: { why: ['f5'], tools: ['x'] } } }),
  );
  const told = 'keys.replay.why: there is no key “f5”; the usual keys stay';
  expect(JSON.parse(run('doctor', '--json', '--config', config, ...samples).out).keys).toEqual([told]);
  expect(run('doctor', '--config', config, ...samples).out).toContain(told);
});

test('doctor tells what is wrong with the config beside everything else, and its exit code says so', () => {
  const config = writeText(join(emptyFolder(), 'config.json'), JSON.stringify({ threshold: 7, tune: 'x' }));
  const { code, out } = run('doctor', '--config', config, ...samples);
  expect(code).toBe(2);
  expect(out).toContain(`Config: ✓ ${config}`);
  expect(out).toContain(`    The config file ${config} is wrong:\n    threshold: `);
  expect(out).toContain(`${countListed()} sessions`);
  expect(out).toContain('Every file was read.');
  const json = run('doctor', '--json', '--config', config, ...samples);
  expect(json.code).toBe(2);
  const told = JSON.parse(json.out);
  expect(told).toMatchObject({ sessions: countListed(), problems: [], keys: [], config: { found: true } });
  expect(told.config.wrong).toContain('config/README.md lists the keys');
  expect(JSON.parse(run('doctor', '--json', ...samples).out).config.wrong).toBe(null);
});

test('a session or folder that a filter hides is told with the filter', () => {
  const hidden = ['--agent', 'no-such-agent', ...samples];
  expect(run('show', 'photo-backup', ...hidden)).toMatchObject({
    code: 3,
    talk: expect.stringContaining('among those of --agent no-such-agent'),
  });
  expect(run('classify', join(root, 'sessions'), ...hidden)).toMatchObject({
    code: 3,
    talk: expect.stringContaining('among those of --agent no-such-agent'),
  });
});

test('a query that is wrong is refused with its place, not answered with every turn', () => {
  const { code, out } = run('find', 'class:foo', '--json', ...samples);
  expect(code).toBe(2);
  expect(JSON.parse(out).error.message).toContain('column 1: class: wants one of');
});

test('a date that is none is refused with an example', () => {
  for (const date of ['yesterday', '2026-13-45', '2026-02-31', '']) {
    const { code, talk } = run('list', '--after', date, ...samples);
    expect({ code, talk }).toMatchObject({
      code: 2,
      talk: expect.stringContaining('Give it like 2026-11-24'),
    });
  }
  expect(run('list', '--after', '2026-06', ...samples).code).toBe(0);
});

test('without a terminal a session is shown, and one that is not there is told', () => {
  expect(run('currency switch', ...samples).out).toContain('1 developer');
  expect(run('lisst', ...samples).code).toBe(3);
});

test('the list of sessions that an argument fits holds no character that a terminal obeys', () => {
  const folder = emptyFolder();
  for (const id of ['twin-1', 'twin-2'])
    writeClaudeLog(join(folder, `${id}.jsonl`), id, ['\u001b]0;owned\u0007Add \u009b31mtax', 'Done']);
  const { code, talk } = run('show', 'twin', '--sessions', folder);
  expect(code).toBe(2);
  expect(talk).toContain('claude-code:twin-2  Add');
  expect(talk).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('a list that a filter leaves empty says which one', () => {
  expect(run('list', '--agent', 'nosuch', ...samples).talk).toContain('No session fits --agent nosuch.');
});

test('JSON holds no character that a terminal obeys, and means the same', () => {
  const folder = emptyFolder();
  const hostile = 'C1 \u009b31m \u009d52;c;eA DEL \u007f bidi \u202e line \u2028';
  writeClaudeLog(join(folder, 'hostile.jsonl'), 'hostile', [hostile, 'Done']);
  for (const args of [['list'], ['show', 'hostile']]) {
    const { out } = run(...args, '--json', '--sessions', folder);
    expect(out).not.toMatch(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
    expect(JSON.stringify(JSON.parse(out))).toContain('\u009b31m');
  }
});

test('a store that cannot be made is refused at once', () => {
  const { code, talk } = run('list', '--store', '/proc/nowhere/at/all', ...samples);
  expect(code).toBe(2);
  expect(talk).toContain('Name another folder.');
});
