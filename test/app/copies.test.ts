import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { LibraryJob } from '../../src/app/load-library.ts';
import { readLibrary } from '../../src/app/read-library.ts';
import { pickSession } from '../../src/app/resolve-session.ts';
import type { SessionSummary } from '../../src/domain/session-summary.ts';
import { openIndex } from '../../src/search/search-index.ts';
import { findAll } from '../helpers/fake-search.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const jobOf = (root: string, roots: readonly string[]): LibraryJob => ({
  roots,
  index: join(root, 'cache/index.sqlite'),
  program: 'one',
  glance: true,
  told: [],
});
const log = (root: string, name: string) => join(root, `logs/${name}.jsonl`);
const read = async (root: string, ...roots: string[]) =>
  (await readLibrary(jobOf(root, roots.length > 0 ? roots : [join(root, 'logs')]), {})).sessions;
const find = (root: string, text: string) => {
  const index = openIndex(jobOf(root, []).index, 'one');
  const { hits } = findAll(index, text, { limit: 9 });
  index.close();
  return hits.map(({ session, turn }) => `${session} ${turn}`).sort();
};
const idsOf = (sessions: readonly SessionSummary[]) => sessions.map(({ head }) => head.id).sort();

/** As an agent resumes a session in a new log: the old records with their own names, and a new id of the session. */
const resume = (root: string, from: string, to: string, says: readonly string[]): string => {
  const path = writeClaudeLog(log(root, to), from, says);
  const renamed = readFileSync(path, 'utf8')
    .replaceAll(`"sessionId":"${from}"`, `"sessionId":"${to}"`)
    .replaceAll(/"uuid":"\w+-(\d+)"/g, (old, at) =>
      Number(at) < begun.length ? old : `"uuid":"${to}-${at}"`,
    );
  return writeText(path, renamed);
};
const begun = ['Add tax to the cart', 'Done', 'No, leave tips alone', 'Sorry'];

test('a session that was resumed in a new log is one session, and the log it was copied from is named in it', async () => {
  const root = emptyFolder();
  writeClaudeLog(log(root, 'one'), 'one', begun);
  resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done']);
  for (const time of ['first', 'from the index']) {
    const sessions = await read(root);
    expect(idsOf(sessions), time).toEqual(['claude-code:two']);
    expect(sessions[0]?.lineage, time).toEqual({
      copies: [{ id: 'claude-code:one', path: log(root, 'one') }],
      beginsAs: null,
      isCopy: false,
    });
  }
  expect(find(root, 'tips')).toEqual(['claude-code:two 3']);
});

test('who asks for the log that was copied from, by its id, gets the session that holds it', async () => {
  const root = emptyFolder();
  writeClaudeLog(log(root, 'one'), 'one', begun);
  resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done']);
  const found = pickSession('one', await read(root), { place: null, narrowedBy: '' });
  expect(found.head.id).toBe('claude-code:two');
});

test('of two sessions that begin alike and go on apart both are listed, and what they share is found once', async () => {
  const root = emptyFolder();
  writeClaudeLog(log(root, 'one'), 'one', [...begun, 'Now the invoice', 'Done']);
  resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done', 'And the footer', 'Done']);
  const [two, one] = await read(root);
  expect([one?.head.id, one?.lineage]).toEqual(['claude-code:one', undefined]);
  expect([two?.head.id, two?.lineage?.beginsAs]).toEqual([
    'claude-code:two',
    { id: 'claude-code:one', path: log(root, 'one'), turns: 4 },
  ]);
  expect(['tips', 'invoice', 'receipt'].map(word => find(root, word))).toEqual([
    ['claude-code:one 3'],
    ['claude-code:one 5'],
    ['claude-code:two 5'],
  ]);
});

test('a copy whose original is gone is listed and found by itself', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', begun);
  const two = resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done']);
  await read(root);
  rmSync(two);
  const [left, ...others] = await read(root);
  expect([left?.head.path, left?.lineage, others]).toEqual([one, undefined, []]);
  expect(find(root, 'tips')).toEqual(['claude-code:one 3']);
});

test('a copy that goes on by itself is a session again', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', begun);
  resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done']);
  await read(root);
  const longer = readFileSync(
    writeClaudeLog(log(root, 'longer'), 'one', [...begun, 'Now the voucher', 'Done']),
  );
  rmSync(log(root, 'longer'));
  appendFileSync(one, longer.subarray(readFileSync(one).length));
  expect(idsOf(await read(root))).toEqual(['claude-code:one', 'claude-code:two']);
  expect(find(root, 'voucher')).toEqual(['claude-code:one 5']);
});

test('a copy that is looked at without its original stands by itself', async () => {
  const root = emptyFolder();
  const one = writeClaudeLog(log(root, 'one'), 'one', begun);
  resume(root, 'one', 'two', [...begun, 'Now the receipt', 'Done']);
  await read(root);
  expect((await read(root, one)).map(({ head, counts }) => [head.id, counts?.pushbacks.length])).toEqual([
    ['claude-code:one', 1],
  ]);
  expect(idsOf(await read(root))).toEqual(['claude-code:two']);
});

test('two sessions that begin with the same words are no copies', async () => {
  const root = emptyFolder();
  for (const id of ['one', 'two']) writeClaudeLog(log(root, id), id, begun);
  expect((await read(root)).map(({ lineage }) => lineage)).toEqual([undefined, undefined]);
});

const checkpoints = resolve(import.meta.dirname, '../../../shared/corpus/entire/entireio+git-sync/refs');
test.skipIf(!existsSync(checkpoints))(
  'recorded checkpoints, each a copy of its session so far, are one session each (needs the corpus)',
  async () => {
    const sessions = await read(emptyFolder(), checkpoints);
    const ids = idsOf(sessions);
    expect(ids).toEqual([...new Set(ids)]);
    expect(sessions.filter(({ lineage }) => lineage?.copies.length)).not.toEqual([]);
  },
);
