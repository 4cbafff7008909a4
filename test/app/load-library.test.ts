import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LibraryEvent } from '../../src/app/app.ts';
import { type LibraryJob, loadLibrary } from '../../src/app/load-library.ts';
import { readLibrary } from '../../src/app/read-library.ts';
import { openIndex } from '../../src/search/search-index.ts';
import { findAll } from '../helpers/fake-search.ts';
import { isListed, isOneFile, samples } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const jobOf = (root: string, more: Partial<LibraryJob> = {}): LibraryJob => ({
  roots: [join(root, 'logs')],
  index: join(root, 'cache/index.sqlite'),
  program: 'one',
  glance: true,
  told: [],
  ...more,
});

const log = (root: string, name: string) => join(root, `logs/${name}.jsonl`);
const read = (root: string) => readLibrary(jobOf(root), {});
const titles = async (root: string) => (await read(root)).sessions.map(({ head }) => head.title);
const goneOf = (events: readonly LibraryEvent[]) =>
  events.flatMap(event => (event.kind === 'gone' ? event.paths : []));
const problemsOf = (events: readonly LibraryEvent[]) =>
  events.flatMap(event => (event.kind === 'problem' ? [event.problem] : []));
const indexed = (root: string) => {
  const index = openIndex(jobOf(root).index, 'one');
  const paths = index.known(['/']).map(({ path }) => path);
  const find = (text: string) => findAll(index, text).total;
  return { paths, find };
};

test('a log that is gone since the last load is said to be gone, known to the index or not', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  const two = writeClaudeLog(log(root, 'two'), 'two', ['Add tips', 'Done']);
  await read(root);
  rmSync(one);
  const told = [one, two, log(root, 'never-indexed')];
  expect(goneOf((await Array.fromAsync(loadLibrary(jobOf(root, { told })))).flat()).sort()).toEqual([
    log(root, 'never-indexed'),
    one,
  ]);
  expect(indexed(root).paths).toEqual([two]);
});

test('a log that vanishes after it was told is gone, and no problem', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  const steps = loadLibrary(jobOf(root));
  const events = [await steps.next(), await steps.next()].flatMap(({ value }) => value ?? []);
  expect(events.some(({ kind }) => kind === 'sessions')).toBe(true);
  rmSync(path);
  const rest = (await Array.fromAsync(steps)).flat();
  expect({ gone: goneOf(rest), problems: problemsOf(rest) }).toEqual({ gone: [path], problems: [] });
});

test('a log that vanishes before it is looked at is no log of an unknown format', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  const steps = loadLibrary(jobOf(root));
  await steps.next();
  rmSync(path);
  expect(problemsOf((await Array.fromAsync(steps)).flat())).toEqual([]);
});

test('a log that other text was written over leaves the list and the search', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  await read(root);
  writeText(path, '{"hello":1}\n');
  const events = (await Array.fromAsync(loadLibrary(jobOf(root)))).flat();
  expect(goneOf(events)).toEqual([path]);
  expect(problemsOf(events)).toMatchObject([{ path, what: 'no adapter knows this format' }]);
  expect([indexed(root).paths, indexed(root).find('tax')]).toEqual([[], 0]);
});

test('what is appended while a log is read is read by the next load', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  const steps = loadLibrary(jobOf(root));
  await steps.next();
  appendFileSync(path, '{"type":"custom-title","customTitle":"Gratu');
  await Array.fromAsync(steps);
  appendFileSync(path, 'ity"}\n');
  expect(await titles(root)).toEqual(['Gratuity']);
});

test('an index that cannot be written is told once, and every session is listed all the same', async () => {
  const root = emptyFolder();
  writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  const steps = loadLibrary(jobOf(root));
  await steps.next();
  openIndex(jobOf(root).index, 'two').close();
  const events = (await Array.fromAsync(steps)).flat();
  expect(problemsOf(events)).toMatchObject([{ path: jobOf(root).index }]);
  expect(problemsOf(events)[0]?.what).toContain('another version of pushback');
  expect(
    events.flatMap(event => (event.kind === 'sessions' ? event.sessions : [])).at(-1)?.counts,
  ).toMatchObject({
    developerTurns: 1,
  });
});

test('names with quotes, wildcards, line ends and other scripts are read like any other', async () => {
  const root = emptyFolder();
  const names = [`it's "x"`, '100%_', 'a\nb', '日本語', '-rf', 'ü [1]', ' '];
  for (const name of names) writeClaudeLog(log(root, name), `s${names.indexOf(name)}`, ['Add tax', 'Done']);
  const all = async () => (await read(root)).sessions.map(({ head }) => head.path).sort();
  expect(await all()).toEqual(names.map(name => log(root, name)).sort());
  expect(await all()).toHaveLength(names.length);
  for (const name of names) {
    const { sessions } = await readLibrary(jobOf(root, { roots: [log(root, name)] }), {});
    expect(sessions).toHaveLength(1);
  }
  expect(indexed(root).find('tax')).toBe(names.length);
});

test('a name that is no text is a problem, not a silence', async () => {
  const root = emptyFolder();
  mkdirSync(join(root, 'logs'));
  writeFileSync(
    Buffer.concat([Buffer.from(join(root, 'logs/')), Buffer.from('x\xff.jsonl', 'latin1')]),
    '{}',
  );
  expect((await read(root)).problems).toHaveLength(1);
});

test('links that go round and copies of one log leave one session, the copy named in it', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  cpSync(one, log(root, 'copy'));
  symlinkSync(join(root, 'logs'), join(root, 'logs/round'));
  symlinkSync(log(root, 'self'), log(root, 'self'));
  const { sessions, problems } = await read(root);
  expect(sessions.map(({ head, lineage }) => [head.id, head.path, lineage?.copies])).toEqual([
    ['claude-code:one', one, [{ id: 'claude-code:one', path: log(root, 'copy') }]],
  ]);
  expect(problems).toMatchObject([{ path: log(root, 'self') }]);
});

test.each(
  samples.filter(sample => isListed(sample) && isOneFile(sample)).map(({ name, text }) => [name, text]),
)('%s means the same with line ends of Windows and a byte order mark', async (name, text) => {
  const root = emptyFolder();
  const extension = name.slice(name.lastIndexOf('.'));
  writeText(join(root, `logs/plain/log${extension}`), text);
  writeText(join(root, `logs/windows/log${extension}`), `\ufeff${text.replaceAll('\n', '\r\n')}`);
  const [windows, plain] = await Promise.all(
    ['windows', 'plain'].map(
      async copy => (await readLibrary(jobOf(root, { roots: [join(root, 'logs', copy)] }), {})).sessions[0],
    ),
  );
  expect(windows?.counts).toEqual(plain?.counts);
  expect(windows?.head).toMatchObject({ id: plain?.head.id, title: plain?.head.title });
  // A run without a person has its task alone.
  expect(plain?.counts?.developerTurns).toBeGreaterThan(name.startsWith('swe-agent/') ? 0 : 2);
});

test('UTF-16 is told with what to do, Latin-1 is read and counted as a problem of its session', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', ['Le café est fermé', 'Done']);
  const text = readFileSync(one, 'utf8');
  writeFileSync(log(root, 'latin'), Buffer.from(text.replaceAll('"one', '"two'), 'latin1'));
  writeFileSync(log(root, 'wide'), Buffer.from(`\ufeff${text}`, 'utf16le'));
  writeFileSync(join(root, 'logs/bare.md'), Buffer.from('# Notes', 'utf16le'));
  const { sessions, problems } = await read(root);
  expect(sessions.map(({ head, counts }) => [head.title, counts?.problems]).sort()).toEqual([
    ['Le café est fermé', 0],
    ['Le caf\ufffd est ferm\ufffd', 1],
  ]);
  expect(problems.map(({ path, what }) => [path, what.includes('iconv')]).sort()).toEqual([
    [join(root, 'logs/bare.md'), true],
    [log(root, 'wide'), true],
  ]);
});

test('a tail of NULs and a torn last line are problems of a session that is read up to there', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done']);
  appendFileSync(path, `${'\0'.repeat(4096)}\n{"type":"user","mess`);
  const [session] = (await read(root)).sessions;
  expect(session?.counts).toMatchObject({ developerTurns: 1, agentTurns: 1, problems: 2 });
});

test('a line of 50 MB is read, and its words near the start are found', async () => {
  const root = emptyFolder();
  writeClaudeLog(log(root, 'one'), 'one', [`Add levy ${'x'.repeat(50_000_000)}`, 'Done']);
  const { sessions, problems } = await read(root);
  expect([sessions.length, problems, sessions[0]?.counts?.developerTurns]).toEqual([1, [], 1]);
  expect(indexed(root).find('levy')).toBe(1);
}, 60_000);

test('a read session tells the rules that were stated and where its pushback began', async () => {
  const root = emptyFolder();
  const says = [
    "Add tax, but don't touch cart.ts",
    'Done',
    'Why did you? I told you not to touch cart.ts',
    'Sorry',
  ];
  writeClaudeLog(log(root, 'one'), 'one', says);
  for (const time of ['first', 'from the index']) {
    const counts = (await read(root)).sessions[0]?.counts;
    expect(counts?.rules, time).toMatchObject([
      { turn: 1, kind: 'ban', objects: ['cart.ts'], remindedAt: [3] },
    ]);
    expect(counts?.origins, time).toMatchObject([
      { turn: 3, onset: 2, rule: 0, span: { turns: 1, toolCalls: 0 } },
    ]);
  }
});

test('many logs are read by threads, each once, and words are found before all pushback is known', async () => {
  const root = emptyFolder();
  const names = Array.from({ length: 130 }, (_, at) => `s${at}`);
  for (const name of names)
    writeClaudeLog(log(root, name), name, ['Add tax', 'Done', 'No, undo that', 'Undone']);
  writeText(log(root, 'no-log'), 'not one\n');
  const found: number[] = [];
  const events: LibraryEvent[] = [];
  for await (const some of loadLibrary(jobOf(root))) {
    events.push(...some);
    if (some.some(event => event.kind === 'progress' && event.of === 'words' && event.done === 131))
      found.push(indexed(root).find('tax'));
  }
  expect(found).toEqual([130]);
  expect(problemsOf(events)).toMatchObject([{ what: 'no adapter knows this format' }]);
  const { sessions } = await read(root);
  expect(sessions.map(({ head }) => head.id).sort()).toEqual(names.map(name => `claude-code:${name}`).sort());
  expect(sessions.every(({ counts }) => counts?.pushbacks.length === 1)).toBe(true);
});

test('left off before pushback was looked for, the next load looks for it without reading the words again', async () => {
  const root = emptyFolder();
  const path = writeClaudeLog(log(root, 'one'), 'one', ['Add tax', 'Done', 'No, undo that', 'Undone']);
  const words = async () => {
    for await (const events of loadLibrary(jobOf(root)))
      if (events.some(event => event.kind === 'progress' && event.of === 'words' && event.done === 1)) return;
  };
  await words();
  expect(indexed(root).find('tax')).toBe(1);
  expect(indexed(root).find('has:pushback')).toBe(0);
  const events = (await Array.fromAsync(loadLibrary(jobOf(root)))).flat();
  expect(
    events
      .flatMap(event => (event.kind === 'sessions' ? event.sessions : []))
      .map(({ counts }) => counts?.pushbacks.length),
  ).toEqual([undefined, 1]);
  expect(indexed(root).find('has:pushback')).toBe(1);
  expect(indexed(root).paths).toEqual([path]);
});
