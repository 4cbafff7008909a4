import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../src/domain/query.ts';
import { openIndex, openIndexSomewhere } from '../../src/search/search-index.ts';
import type { IndexedSession } from '../../src/search/write-sessions.ts';
import { findAll, makeSaid } from '../helpers/fake-search.ts';
import { makeHead, makePushback } from '../helpers/fake-session.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const session = (
  name: string,
  says: readonly string[],
  more: { day?: string; agent?: string; project?: string; pushback?: number } = {},
): IndexedSession => {
  const at = `${more.day ?? '2026-11-01'}T09:00:00.000Z`;
  const head = makeHead({
    id: `claude-code:${name}`,
    path: `/logs/${name}.jsonl`,
    agent: more.agent ?? 'Claude Code',
    project: more.project ?? '/home/dev/shop',
    startedAt: at,
    endedAt: at,
  });
  const counts = {
    developerTurns: 1,
    agentTurns: 1,
    prompts: 1,
    toolCalls: 0,
    problems: 0,
    pushbacks: more.pushback ? [makePushback(more.pushback, { secondary: ['undo_request'] })] : [],
    doubtful: [],
    rules: [],
    origins: [],
    tokens: null,
    cost: null,
    claims: [],
  };
  return {
    inode: 1,
    summary: { head, bytes: 10, modifiedAt: at, counts },
    said: says.map((text, index) => makeSaid(index + 1, text, { at })),
    trace: '',
  };
};

const indexOf = (...sessions: IndexedSession[]) => {
  const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
  index.write(sessions, []);
  const find = (text: string, roots = ['/logs'], limit = 100) => findAll(index, text, { roots, limit });
  const places = (text: string, roots?: string[]) =>
    find(text, roots).hits.map(hit => `${hit.session.split(':')[1]} ${hit.turn}`);
  return { index, find, places };
};

const shop = () =>
  indexOf(
    session('a', ['Round the tax in user_id order', 'Done, café prices are taxed'], { day: '2026-11-01' }),
    session('b', ['No, undo the tax rounding', 'Undone'], {
      day: '2026-11-03',
      agent: 'Codex',
      project: '/home/dev/depot',
      pushback: 1,
    }),
    session('c', ['请修复登录页面的错误', 'ログインを直しました', 'c++ -> rust 100%'], { day: '2026-11-02' }),
  );

test('words must all stand in a turn, the last as a beginning; newest session first', () => {
  const { places } = shop();
  expect(places('tax')).toEqual(['b 1', 'a 1', 'a 2']);
  expect(places('TAX ro')).toEqual(['b 1', 'a 1']);
  expect(places('ta round')).toEqual([]);
  expect(places('tax -undo')).toEqual(['a 1', 'a 2']);
});

test('a phrase stands as it is written, across punctuation; accents do not count', () => {
  const { places } = shop();
  expect(places('"the tax"')).toEqual(['b 1', 'a 1']);
  expect(places('"no undo"')).toEqual(['b 1']);
  expect(places('"tax the"')).toEqual([]);
  expect(places('cafe')).toEqual(['a 2']);
});

test('what the word index cannot hold is found all the same: unspaced scripts, signs, names with underscores', () => {
  const { places } = shop();
  expect(places('登录')).toEqual(['c 1']);
  expect(places('直し')).toEqual(['c 2']);
  expect(places('->')).toEqual(['c 3']);
  expect(places('c++')).toEqual(['c 3']);
  expect(places('100%')).toEqual(['c 3']);
  expect(places('user_id')).toEqual(['a 1']);
  expect(places('user_x')).toEqual([]);
  expect(places('-登录 -tax in:developer')).toEqual(['c 3']);
});

test('filters narrow by agent, project, speaker, date and pushback', () => {
  const { places } = shop();
  expect(places('tax agent:codex')).toEqual(['b 1']);
  expect(places('tax project:shop')).toEqual(['a 1', 'a 2']);
  expect(places('tax in:agent')).toEqual(['a 2']);
  expect(places('tax after:2026-11-02')).toEqual(['b 1']);
  expect(places('tax before:2026-11-02')).toEqual(['a 1', 'a 2']);
  expect(places('has:pushback')).toEqual(['b 1']);
  expect(places('class:correction')).toEqual(['b 1']);
  expect(places('class:undo tax')).toEqual(['b 1']);
  expect(places('class:rejection')).toEqual([]);
});

test('only sessions under the roots of this library are searched', () => {
  const { places } = shop();
  expect(places('tax', ['/logs/a.jsonl'])).toEqual(['a 1', 'a 2']);
  expect(places('tax', ['/log', '/logs/a'])).toEqual([]);
  expect(places('tax', ['/'])).toHaveLength(3);
  expect(places('tax', ['/logs/'])).toHaveLength(3);
});

test('a hit says what matched and where, on one line without controls', () => {
  const { find } = indexOf(session('a', [`${'x '.repeat(60)}\n\u001b[31mCAFÉ\tor cafeteria`]));
  const [hit] = find('cafe').hits;
  expect(hit?.snippet).not.toMatch(/\p{Cc}/u);
  expect(hit?.snippet.startsWith('…')).toBe(true);
  expect(hit?.matches.map(({ start, end }) => hit.snippet.slice(start, end))).toEqual(['CAFÉ', 'cafe']);
});

test('total counts what the limit leaves out', () => {
  const { find } = shop();
  const { hits, total } = find('tax', ['/logs'], 2);
  expect({ hits: hits.length, total }).toEqual({ hits: 2, total: 3 });
  expect(find('tax in:developer', ['/logs'], 1).total).toBe(2);
  expect(find('tax project:shop', ['/logs'], 1).total).toBe(2);
  expect(find('in:developer', ['/logs'], 1).total).toBe(4);
});

test('a session written again replaces its old words, a gone one leaves', () => {
  const { index, places } = shop();
  index.write([session('a', ['Only discounts now'])], ['/logs/b.jsonl']);
  expect(places('tax')).toEqual([]);
  expect(places('discounts')).toEqual(['a 1']);
  expect(index.state()).toMatchObject({ sessions: 2, turns: 4 });
});

test('sessions that end in the same second keep apart', () => {
  const { index, places } = indexOf(
    session('a', ['one tax']),
    session('b', ['two tax']),
    session('c', ['no tax']),
  );
  index.write([session('b', ['two levy'])], []);
  expect(places('tax').sort()).toEqual(['a 1', 'c 1']);
});

test('an index of another program, a torn one and a foreign file are made anew', () => {
  const path = join(emptyFolder(), 'index.sqlite');
  const fill = (program: string) => {
    const index = openIndex(path, program);
    const before = index.state().sessions;
    index.write([session('a', ['tax'])], []);
    index.close();
    return before;
  };
  expect([fill('one'), fill('one'), fill('two')]).toEqual([0, 1, 0]);
  writeFileSync(path, 'this is no database, and long enough to look at'.repeat(50));
  expect(fill('two')).toBe(0);
  writeFileSync(path, '');
  expect(fill('two')).toBe(0);
});

test('damage inside the file is met by building anew, not by an error', () => {
  const path = join(emptyFolder(), 'index.sqlite');
  const says = Array.from({ length: 4000 }, (_, at) => `turn ${at} of tax ${'y'.repeat(200)}`);
  const filled = openIndex(path, 'one');
  filled.write([session('a', says)], []);
  filled.close();
  const bytes = statSync(path).size;
  // The turns stand in the middle; what opening looks at stays whole.
  const file = openSync(path, 'r+');
  writeSync(file, 'Z'.repeat(bytes / 4), Math.floor(bytes / 2));
  closeSync(file);
  const mended = openIndex(path, 'one');
  expect(mended.known(['/'])).toHaveLength(1);
  const tax = () => findAll(mended, 'tax', { limit: 1000 }).hits.length;
  expect(tax()).toBe(0);
  mended.write([session('b', ['tax'])], []);
  expect([tax(), mended.state().sessions]).toEqual([1, 1]);
});

test('processes that begin an index at the same moment all get their sessions into it', async () => {
  const path = join(emptyFolder(), 'cache/index.sqlite');
  const names = ['a', 'b', 'c', 'd'];
  const writer = join(import.meta.dirname, '../helpers/write-to-index.ts');
  const start = promisify(execFile);
  await Promise.all(names.map(name => start(process.execPath, [writer, path, name])));
  expect(openIndex(path, 'one').state()).toMatchObject({ sessions: 4, turns: 4 });
});

test('an index that another version has taken over is read and not spoilt by the first', () => {
  const path = join(emptyFolder(), 'index.sqlite');
  const first = openIndex(path, 'one');
  first.write([session('a', ['tax'])], []);
  const second = openIndex(path, 'two');
  expect(second.known(['/'])).toEqual([]);
  second.write([session('b', ['levy'])], []);
  expect(() => first.write([session('a', ['tax'])], [])).toThrow('another version of pushback');
  expect(first.known(['/']).map(({ path: at }) => at)).toEqual(['/logs/b.jsonl']);
  second.write([session('c', ['levy'])], []);
  expect(second.state().sessions).toBe(2);
});

test('an index of an older schema is emptied, whatever tables it has', () => {
  const path = join(emptyFolder(), 'index.sqlite');
  const old = new DatabaseSync(path);
  old.exec(`create table session(slot integer primary key); create view "odd ""name" as select 1;
    create virtual table turn_text using fts5(text); insert into turn_text values ('tax'); pragma user_version = 1`);
  old.close();
  const index = openIndex(path, 'one');
  index.write([session('a', ['tax'])], []);
  expect(index.state()).toMatchObject({ sessions: 1, turns: 1 });
});

test('a damaged index that another process has mended is taken as it is', () => {
  const path = join(emptyFolder(), 'index.sqlite');
  const says = Array.from({ length: 400 }, (_, at) => `turn ${at} about tax ${'y'.repeat(200)}`);
  const filled = openIndex(path, 'one');
  filled.write([session('a', says)], []);
  filled.close();
  const late = openIndex(path, 'one');
  writeFileSync(path, Buffer.alloc(60_000, 0x5a), { flag: 'r+' });
  const early = openIndex(path, 'one');
  early.write([session('b', ['tax'])], []);
  expect(findAll(late, 'tax', { limit: 10 }).hits.map(hit => hit.session)).toEqual(['claude-code:b']);
  expect(early.state().sessions).toBe(1);
});

test('where the place cannot be written the index is a temporary one', () => {
  const file = writeText(join(emptyFolder(), 'a-file'), 'x');
  const index = openIndexSomewhere(join(file, 'index.sqlite'), 'one');
  index.write([session('a', ['tax'])], []);
  expect(index.known(['/logs'])).toHaveLength(1);
  index.close();
  expect(existsSync(index.path)).toBe(false);
});

test('a word is found inside a longer name of code, and shown there', () => {
  const { find, places } = indexOf(
    session('a', ['Rename multiCurrency and HTMLParser', 'In parseHTMLText of useOAuth2Login']),
    session('b', [`A key: ${'aB'.repeat(400)}cur and recurrence`]),
  );
  expect(places('currency')).toEqual(['a 1']);
  expect(places('curr')).toEqual(['a 1']);
  expect(places('multicurrency')).toEqual(['a 1']);
  expect(places('html').sort()).toEqual(['a 1', 'a 2']);
  expect(places('parser')).toEqual(['a 1']);
  expect(places('login')).toEqual(['a 2']);
  expect(places('rename -currency')).toEqual([]);
  expect(places('"multi currency"')).toEqual([]);
  const [hit] = find('currency').hits;
  expect(hit?.matches.map(({ start, end }) => hit.snippet.slice(start, end))).toEqual(['Currency']);
});

test('the words inside a name lead to the place in a long turn where they stand', () => {
  const { find } = indexOf(session('a', [`${'recurrency of x. '.repeat(300)}\nSee multiCurrency`]));
  const [hit] = find('currency').hits;
  expect(hit?.snippet).toContain('multiCurrency');
});

test('a NUL in a turn hides nothing behind it', () => {
  const { places } = indexOf(session('a', ['before\0 user_id']));
  expect(places('user_id')).toEqual(['a 1']);
});

test('a whole log pasted as a query is cut, and says so', () => {
  const { places } = shop();
  expect(places('tax '.repeat(3000))).toEqual(['b 1', 'a 1']);
  expect(places('-> '.repeat(3000))).toEqual(['c 3']);
  expect(parseQuery('tax '.repeat(3000)).problems).toMatchObject([{ at: 1000 }]);
});

test('sessions are found by their whole id in any case, under the roots only, and no subagent', () => {
  const { index } = indexOf(session('One', ['x']), session('one-more', ['x']));
  const paths = (id: string, root = '/logs') => index.pathsOf([id, `claude-code:${id}`], [root]);
  expect(paths('one')).toEqual(['/logs/One.jsonl']);
  expect(paths('CLAUDE-CODE:ONE')).toEqual(['/logs/One.jsonl']);
  expect(paths('on')).toEqual([]);
  expect(paths('one', '/elsewhere')).toEqual([]);
  const sub = session('sub', []);
  index.write([{ ...sub, summary: { ...sub.summary, head: { ...sub.summary.head, parent: 'x' } } }], []);
  expect(paths('sub')).toEqual([]);
});

test('no query throws, and every match lies within its snippet', () => {
  const { find } = shop();
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[-"*()^+{}:%_\\' a-zNOTANDORNEAR]{0,30}$/),
  );
  fc.assert(
    fc.property(typed, text => {
      for (const { snippet, matches } of find(text).hits)
        for (const { start, end } of matches) expect(start < end && end <= snippet.length).toBe(true);
    }),
  );
});

test('what is read later of a session completes it, unless its log was read anew meanwhile', () => {
  const words = session('a', ['Round the tax', 'Done', 'No, undo it']);
  const early = { ...words, summary: { ...words.summary, counts: null } };
  const late = { ...session('a', [], { pushback: 3 }), said: [makeSaid(3, 'No, undo it'), makeSaid(5, '')] };
  const { index, places } = indexOf(early);
  expect(places('has:pushback')).toEqual([]);
  index.complete([late]);
  expect(places('has:pushback')).toEqual(['a 3']);
  expect(places('undo')).toEqual(['a 3']);
  expect(index.state().turns).toBe(4);
  expect(index.known(['/'])[0]?.summary.counts?.pushbacks).toHaveLength(1);
  const grown = { ...early, summary: { ...early.summary, bytes: 20 } };
  index.write([grown], []);
  index.complete([late]);
  expect(index.known(['/'])[0]?.summary).toMatchObject({ bytes: 20, counts: null });
  expect(places('has:pushback')).toEqual([]);
});
