import { appendFileSync, cpSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { LibraryEvent } from '../../src/app/app.ts';
import { loadLibrary } from '../../src/app/load-library.ts';
import { type CommandApp, type OpenOptions, openApp } from '../../src/app/open-app.ts';
import { UserError } from '../../src/errors.ts';
import { makeRequest } from '../helpers/fake-search.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const open = (root: string, more: Partial<OpenOptions> = {}): CommandApp =>
  openApp({
    sessions: [],
    store: join(root, 'store'),
    cwd: join(root, 'cwd'),
    home: join(root, 'home'),
    env: {},
    now: () => new Date('2026-11-24T00:00:00Z'),
    ...more,
  });

const errorOf = async (promise: Promise<unknown>): Promise<UserError> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`No UserError but ${String(error)}`);
  return error;
};

const claude = (root: string, name: string) => join(root, `home/.claude/projects/shop/${name}.jsonl`);

const indexedPaths = (root: string): string[] => {
  const database = new DatabaseSync(join(root, 'store/cache/index.sqlite'));
  return database
    .prepare('select path from session')
    .all()
    .map(({ path }) => String(path));
};

const eventsOf = (app: CommandApp): Promise<LibraryEvent[]> =>
  new Promise(done => {
    const events: LibraryEvent[] = [];
    app.loadLibrary(event => {
      events.push(event);
      if (event.kind === 'done') done(events);
    }, new AbortController().signal);
  });

test('logs are found in the home folder, in the current one, and where the environment says', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  writeClaudeLog(join(root, 'elsewhere/projects/p/two.jsonl'), 'two', ['Add tips', 'Done']);
  cpSync(join(samplesFolder, 'specstory/claude-cli'), join(root, 'cwd/.specstory/history'), {
    recursive: true,
  });
  cpSync(join(samplesFolder, 'codex/slow-report'), join(root, 'cx/sessions/2026'), { recursive: true });
  const sources = async (env: Record<string, string>) =>
    (await open(root, { env }).library()).sessions.map(({ head }) => head.source).sort();
  expect(await sources({})).toEqual(['claude-code', 'specstory']);
  expect(await sources({ CLAUDE_CONFIG_DIR: join(root, 'elsewhere'), CODEX_HOME: join(root, 'cx') })).toEqual(
    ['claude-code', 'codex', 'specstory'],
  );
});

test('without any log the shipped samples are shown, and it says so', async () => {
  const app = open(emptyFolder());
  const { sessions, problems } = await app.library();
  expect(app.samplesReason).toContain('no agent log');
  expect(sessions.length).toBeGreaterThan(5);
  expect(problems).toEqual([]);
  app.close();
});

test('a named file is read, a named place that is not there is refused', async () => {
  const root = emptyFolder();
  const log = writeClaudeLog(join(root, 'copy.txt'), 'one', ['Add tax', 'Done']);
  expect((await open(root, { sessions: [log] }).library()).sessions).toHaveLength(1);
  expect(() => open(root, { sessions: [join(root, 'nothing')] })).toThrow(UserError);
});

test('a log that nobody knows is a problem when it looks like one, plain Markdown is not', async () => {
  const root = emptyFolder();
  writeText(join(root, 'logs/x.jsonl'), '{"hello":1}\n');
  writeText(join(root, 'logs/empty.jsonl'), '');
  const notes = writeText(join(root, 'logs/notes.md'), '# Notes\n');
  const problems = async (path: string) => (await open(root, { sessions: [path] }).library()).problems;
  expect(await problems(join(root, 'logs'))).toMatchObject([{ path: join(root, 'logs/x.jsonl') }]);
  expect(await problems(notes)).toMatchObject([{ path: notes, what: 'no adapter knows this format' }]);
});

test('what is unchanged comes from the index, what changed is read anew, what is gone leaves', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  const two = writeClaudeLog(claude(root, 'two'), 'two', ['Add tips', 'Done']);
  const three = writeClaudeLog(claude(root, 'three'), 'three', ['Add fees', 'Done']);
  await open(root).library();
  // Spoilt in place under an equal stamp: only one who does not read it again still tells its words.
  const time = new Date('2026-11-02T00:00:00Z');
  utimesSync(one, time, time);
  await open(root).library();
  writeFileSync(
    one,
    '?'.repeat((await open(root).library()).sessions.find(({ head }) => head.path === one)?.bytes ?? 0),
  );
  utimesSync(one, time, time);
  appendFileSync(two, '{"type":"custom-title","customTitle":"Gratuity"}\n');
  rmSync(three);
  const app = open(root);
  expect((await app.library()).sessions.map(({ head }) => head.title).sort()).toEqual([
    'Add tax',
    'Gratuity',
  ]);
  const find = async (query: string) => (await app.search(makeRequest(query)))?.total;
  expect([await find('tax'), await find('tips'), await find('fees')]).toEqual([1, 1, 0]);
});

test('a torn index is built anew with everything in it', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  const first = open(root);
  const { index } = await first.doctor();
  first.close();
  writeFileSync(index.path, 'torn');
  const app = open(root);
  expect((await app.library()).sessions).toHaveLength(1);
  expect((await app.search(makeRequest('tax')))?.total).toBe(1);
});

test('a subagent is neither listed nor searched, and not read twice', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  writeClaudeLog(claude(root, 'agent-7'), 'one', ['Look for levy', 'Found'], { agentId: '7' });
  const app = open(root);
  expect((await app.library()).sessions.map(({ head }) => head.id)).toEqual(['claude-code:one']);
  expect((await app.search(makeRequest('levy')))?.total).toBe(0);
  expect((await app.doctor()).index.sessions).toBe(2);
});

test('filters of the command line narrow the list and the search alike', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done'], { day: '2026-10-01' });
  writeClaudeLog(claude(root, 'two'), 'two', ['Add tax too', 'Done'], { cwd: '/home/dev/depot' });
  const count = async (more: Partial<OpenOptions>) => {
    const app = open(root, more);
    const listed = (await app.library()).sessions.length;
    return [listed, (await app.search(makeRequest('tax')))?.total];
  };
  expect(await count({})).toEqual([2, 2]);
  expect(await count({ project: 'Depot' })).toEqual([1, 1]);
  expect(await count({ after: '2026-10-15' })).toEqual([1, 1]);
  expect(await count({ before: '2026-10-15' })).toEqual([1, 1]);
  expect(await count({ agent: 'codex' })).toEqual([0, 0]);
});

test('the worker tells each session by its head, then by all its words, then with its counts, then that it is done', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  const cold = await eventsOf(open(root));
  const told = cold.flatMap(event => (event.kind === 'sessions' ? event.sessions : []));
  expect(told.map(({ head, counts }) => [head.title, counts?.agentTurns ?? null])).toEqual([
    ['Add tax', null],
    ['Add tax', null],
    ['Add tax', 1],
  ]);
  expect(cold.at(-2)).toEqual({ kind: 'progress', done: 1, total: 1, of: 'pushback' });
  const warm = await eventsOf(open(root));
  const first = warm[0];
  expect(first?.kind === 'sessions' && first.sessions[0]?.counts?.agentTurns).toBe(1);
});

test('an aborted load tells nothing more, and leaves an index that the next one goes on with', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  const stop = new AbortController();
  const events: LibraryEvent[] = [];
  stop.abort();
  open(root).loadLibrary(event => events.push(event), stop.signal);
  expect(events.filter(({ kind }) => kind === 'done')).toEqual([]);
  const steps = loadLibrary({
    roots: [join(root, 'home')],
    index: join(root, 'store/cache/index.sqlite'),
    program: 'other',
    glance: true,
    told: [],
  });
  await steps.next();
  steps.return(undefined);
  expect((await open(root).library()).sessions).toHaveLength(1);
});

test('a large log that is named is opened by its first lines, a small one is read', async () => {
  const root = emptyFolder();
  const large = writeClaudeLog(claude(root, 'large'), 'large', [
    'Add tax',
    'x'.repeat(3_000_000),
    'No',
    'Sorry',
  ]);
  const small = writeClaudeLog(claude(root, 'small'), 'small', ['Add tips', 'Done']);
  const app = open(root);
  expect(await app.resolveToOpen(large)).toMatchObject({
    head: { id: 'claude-code:large', title: 'Add tax' },
    counts: null,
  });
  expect((await app.resolveToOpen(small)).counts?.developerTurns).toBe(1);
  expect((await app.resolve(large)).counts?.developerTurns).toBe(2);
  expect((await app.resolveToOpen(large)).counts?.developerTurns).toBe(2);
  await app.close();
});

test('a session is resolved by id, beginning, title or path', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(claude(root, 'one'), 'abc-1', ['Add tax', 'Done']);
  writeClaudeLog(claude(root, 'two'), 'abc-2', ['Add tips', 'Done']);
  const app = open(root);
  const id = async (argument: string) => (await app.resolve(argument)).head.id;
  expect(await id('claude-code:abc-1')).toBe('claude-code:abc-1');
  expect(await id('ABC-2')).toBe('claude-code:abc-2');
  expect(await id('TIPS')).toBe('claude-code:abc-2');
  expect(await id(one)).toBe('claude-code:abc-1');
  const several = await errorOf(app.resolve('abc'));
  expect(several).toMatchObject({ code: 2 });
  expect(several.message).toContain('claude-code:abc-2  Add tips');
  expect(await errorOf(app.resolve('zebra'))).toMatchObject({ code: 3 });
  expect(await errorOf(app.resolve(''))).toMatchObject({ code: 3 });
});

test('an exact id is read alone, a beginning from the whole library', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(claude(root, 'one'), 'abc-1', ['Add tax', 'Done']);
  await open(root).library();
  const late = writeClaudeLog(claude(root, 'two'), 'abc-12', ['Add tips', 'Done']);
  const app = open(root);
  expect((await app.resolve('ABC-1')).head.path).toBe(one);
  expect(indexedPaths(root)).toEqual([one]);
  expect((await app.resolve('abc-12')).head.path).toBe(late);
  expect((await errorOf(open(root).resolve('abc-'))).code).toBe(2);
});

test('an exact id is read as its log is now, and not found when its log is gone or filtered out', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(claude(root, 'one'), 'abc-1', ['Add tax', 'Done']);
  writeClaudeLog(claude(root, 'two'), 'abc-2', ['Add tips', 'Done']);
  await open(root).library();
  appendFileSync(one, '{"type":"custom-title","customTitle":"Gratuity"}\n');
  expect((await open(root).resolve('abc-1')).head.title).toBe('Gratuity');
  expect(await errorOf(open(root, { project: 'depot' }).resolve('abc-1'))).toMatchObject({ code: 3 });
  rmSync(one);
  expect(await errorOf(open(root).resolve('abc-1'))).toMatchObject({ code: 3 });
});

test('an error names what hides a session: a filter, a file that holds none, a folder', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'abc-1', ['Add tax', 'Done']);
  const app = open(root, { agent: 'codex', after: '2026' });
  expect((await errorOf(app.resolve('abc-1'))).message).toContain('--agent codex --after 2026');
  const empty = writeText(join(root, 'empty.jsonl'), '');
  expect((await errorOf(app.resolve(empty))).message).toContain(`from the file ${empty}`);
  expect((await errorOf(app.resolve(root))).nextStep).toContain(`--sessions ${root}`);
});

test('no argument is too odd to look for', async () => {
  const root = emptyFolder();
  writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  const app = open(root);
  for (const argument of ['x'.repeat(5000), 'a\0b', '/', "'; drop table session; --"])
    expect(await errorOf(app.resolve(argument))).toMatchObject({ code: 3 });
});

test('a log that has grown is counted anew alone, with the pushback in what was added, and one that is gone is null', async () => {
  const root = emptyFolder();
  const path = claude(root, 'one');
  writeClaudeLog(path, 'one', ['Add tax', 'Done']);
  writeClaudeLog(claude(root, 'two'), 'two', ['Add tips', 'Done']);
  const app = open(root);
  await eventsOf(app);
  writeClaudeLog(path, 'one', ['Add tax', 'Done', 'No, that is wrong. I said only tax, revert it!', 'Sorry']);
  const { signal } = new AbortController();
  const counted = await app.recount(path, signal);
  expect(counted?.head.id).toBe('claude-code:one');
  expect(counted?.counts?.pushbacks.map(({ turn }) => turn)).toEqual([3]);
  rmSync(path);
  expect(await app.recount(path, signal)).toBeNull();
  expect((await app.library()).sessions.map(({ head }) => head.id)).toEqual(['claude-code:two']);
  await app.close();
});

test('a second load says which listed logs are gone', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done']);
  writeClaudeLog(claude(root, 'two'), 'two', ['Add tips', 'Done']);
  const app = open(root);
  await eventsOf(app);
  rmSync(one);
  await open(root).library();
  expect((await eventsOf(app)).filter(({ kind }) => kind === 'gone')).toEqual([
    { kind: 'gone', paths: [one] },
  ]);
});

test('turns and pushbacks of a session are read; a vanished log says so', async () => {
  const root = emptyFolder();
  const log = writeClaudeLog(claude(root, 'one'), 'one', ['Add tax', 'Done', 'Thanks', 'Welcome']);
  const app = open(root);
  const summary = await app.resolve('one');
  expect(app.turns(summary).map(({ speaker }) => speaker)).toEqual([
    'developer',
    'agent',
    'developer',
    'agent',
  ]);
  expect(await app.pushbacks(summary)).toEqual(summary.counts?.pushbacks);
  rmSync(log);
  expect(() => app.turns(summary)).toThrow(UserError);
});

test('a config names only what differs; a wrong one is refused by file and key', async () => {
  const root = emptyFolder();
  const config = (text: string) => open(root, { config: writeText(join(root, 'config.json'), text) });
  expect(
    await open(root, { engine: 'openai', model: 'mine', baseUrl: 'http://localhost:1/v1' }).config(),
  ).toMatchObject({
    engine: 'openai',
    openai: { model: 'mine', baseUrl: 'http://localhost:1/v1', apiKeyEnv: 'OPENAI_API_KEY' },
  });
  expect(await config('{"openai":{"model":"x"}}').config()).toMatchObject({
    engine: 'offline',
    openai: { model: 'x' },
  });
  for (const [text, key] of [
    ['{"openai":{"modle":"x"}}', 'modle'],
    ['{"openai":{"timeoutSeconds":-1}}', 'openai.timeoutSeconds'],
    ['{"threshold":7}', 'threshold'],
    ['{"engine":"magic"}', 'engine'],
    ['{', 'no JSON'],
    ['[]', 'whole file'],
  ] as const) {
    const error = await errorOf(config(text).library());
    expect(error.code).toBe(2);
    expect(error.message).toContain(key);
    expect(error.message).toContain(join(root, 'config.json'));
  }
  expect(await errorOf(open(root, { config: join(root, 'none.json') }).config())).toMatchObject({ code: 2 });
  expect(await errorOf(open(root, { engine: 'magic' }).config())).toMatchObject({ code: 2 });
});

test('a classification runs offline, is kept, and is counted by the next start', async () => {
  const root = emptyFolder();
  const app = open(root, { sessions: [samplesFolder] });
  const summary = await app.resolve('currency switch');
  expect(await app.planClassification(summary, 'offline')).toMatchObject({
    engine: 'offline',
    endpoint: null,
    cost: 0,
  });
  const { run, episodes } = await app.classify(summary, {
    engine: 'offline',
    signal: new AbortController().signal,
  });
  expect(run.outcome).toBe('done');
  expect((await open(root, { sessions: [samplesFolder] }).episodeCounts()).get(summary.head.id)).toBe(
    episodes.length,
  );
});

test('a query of which nothing is left finds nothing, and says what is wrong', async () => {
  const app = open(emptyFolder(), { sessions: [samplesFolder] });
  await app.library();
  const answer = await app.search(makeRequest('class:foo'));
  expect(answer).toMatchObject({ hits: [], total: 0, problems: [{ at: 0 }] });
  expect((await app.search(makeRequest('class:foo tax')))?.total).toBeGreaterThan(0);
});

test('the threshold of the config decides what counts as pushback', async () => {
  const root = emptyFolder();
  const pushbacks = async (text: string) => {
    const config = writeText(join(root, 'config.json'), text);
    const { sessions } = await open(root, { sessions: [samplesFolder], config }).library();
    return sessions.flatMap(({ counts }) => counts?.pushbacks ?? []);
  };
  const [usual, strict, lenient] = [
    await pushbacks('{}'),
    await pushbacks('{"threshold":0.9}'),
    await pushbacks('{"threshold":0.2}'),
  ];
  expect(strict.every(({ strength }) => strength >= 0.9)).toBe(true);
  expect(strict.length).toBeGreaterThan(0);
  expect(strict.length).toBeLessThan(usual.length);
  expect(lenient.length).toBeGreaterThan(usual.length);
});

test('a person’s word on a turn wins at the next start, in the library and in a classification', async () => {
  const root = emptyFolder();
  const start = () => open(root, { sessions: [samplesFolder] });
  const app = start();
  const { head } = await app.resolve('currency switch');
  const review = { decision: 'rejected', class: null, note: '', at: '2026-11-24T00:00:00Z' } as const;
  await app.reviewPushback(head.id, 3, review);
  const summary = await start().resolve('currency switch');
  expect(summary.counts?.pushbacks.map(({ turn }) => turn)).not.toContain(3);
  const listed = (await start().library()).sessions.find(session => session.head.id === head.id);
  expect(listed?.counts?.pushbacks).toEqual(summary.counts?.pushbacks);
  const { episodes } = await start().classify(
    { ...summary, counts: null },
    { engine: 'offline', signal: new AbortController().signal },
  );
  expect(episodes.flatMap(({ pushback }) => pushback)).not.toContain(3);
  const isHit = ({ session, turn }: { session: string; turn: number }) => session === head.id && turn === 3;
  const hitOf = async (pushbackOnly: boolean) =>
    (await app.search(makeRequest('tax code', { pushbackOnly })))?.hits.find(isHit);
  expect(await hitOf(true)).toBeUndefined();
  expect((await hitOf(false))?.pushback).toBeNull();
  await app.reviewPushback(head.id, 3, null);
  expect((await hitOf(true))?.pushback?.class).toBe('constraint_reminder');
  expect((await start().resolve('currency switch')).counts?.pushbacks.map(({ turn }) => turn)).toContain(3);
});

test('the remote engine is planned without a request, and refused without a key', async () => {
  const root = emptyFolder();
  const remote = (env: Record<string, string>) =>
    open(root, { sessions: [samplesFolder], engine: 'openai', env });
  const app = remote({ OPENAI_API_KEY: 'sk-test' });
  const plan = await app.planClassification(await app.resolve('currency switch'), 'openai');
  expect(plan).toMatchObject({ engine: 'openai', endpoint: 'https://api.openai.com/v1' });
  expect(plan.tokens).toBeGreaterThan(100);
  const keyless = remote({});
  expect(
    await errorOf(keyless.planClassification(await keyless.resolve('currency switch'), 'openai')),
  ).toMatchObject({
    code: 2,
  });
});
