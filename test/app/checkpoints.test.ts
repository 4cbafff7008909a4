import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findRoots } from '../../src/app/find-roots.ts';
import { findSessionLogs } from '../../src/app/find-sessions.ts';
import { turnsOf } from '../../src/app/open-session.ts';
import { readLibrary } from '../../src/app/read-library.ts';
import { turnText } from '../../src/domain/turn.ts';
import { emptyFolder, writeClaudeLog } from '../helpers/write-log.ts';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: folder, env: { PATH: process.env.PATH } });

/** Puts files under a ref, as Entire does: no branch of the person's is touched and nothing is checked out. */
const commit = (repository: string, ref: string, files: Readonly<Record<string, string>>): void => {
  const changes = Object.entries(files).map(
    ([name, text]) => `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  const input = `commit ${ref}\ncommitter a <a@b.c> 0 +0000\ndata 0\n${changes.join('')}`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository, input });
};
const newRepository = (...args: string[]): string => {
  const folder = emptyFolder();
  git(folder, 'init', '-q', ...args);
  return folder;
};
const transcript = (session: string, says: readonly string[]): string =>
  readFileSync(writeClaudeLog(join(emptyFolder(), 'x.jsonl'), session, says), 'utf8');
const metadata = (session: string): string =>
  JSON.stringify({ session_id: session, strategy: 'manual-commit' });
const checkpoint = (folder: string, session: string, says: readonly string[]) => ({
  [`${folder}/full.jsonl`]: transcript(session, says),
  [`${folder}/metadata.json`]: metadata(session),
});
const read = async (...roots: string[]) =>
  (
    await readLibrary(
      { roots, index: join(emptyFolder(), 'index.sqlite'), program: 'one', glance: true, told: [] },
      {},
    )
  ).sessions;
const idsOf = async (...roots: string[]) => (await read(...roots)).map(({ head }) => head.id).sort();
const says = ['Add tax', 'Done', 'No, tips too', 'Done'];

test('sessions are found in every generation of checkpoints, in branches and in refs', async () => {
  const repository = newRepository();
  commit(repository, 'refs/heads/entire/sessions', checkpoint('ab/0123456789', 'first', says));
  commit(repository, 'refs/heads/entire/checkpoints/v1', checkpoint('cd/0123456789/0', 'second', says));
  commit(repository, 'refs/entire/checkpoints/v2/main', {
    'ef/0123456789/0/metadata.json': metadata('third'),
  });
  commit(repository, 'refs/entire/checkpoints/v2/full/current', {
    'ef/0123456789/0/raw_transcript': transcript('third', says),
  });
  commit(
    repository,
    'refs/entire/checkpoints/XG/01KX3C7BMTWA91N5D9E0V15CXG',
    checkpoint('0', 'fourth', says),
  );
  commit(repository, 'refs/heads/entire/0123456-abcdef', {
    'src/cart.ts': 'let tax = 1',
    ...checkpoint('.entire/metadata/fifth', 'fifth', says),
  });
  commit(
    repository,
    'refs/remotes/origin/entire/checkpoints/v1',
    checkpoint('aa/0123456789/2', 'sixth', says),
  );
  commit(repository, 'refs/heads/mine', checkpoint('ab/0123456789', 'no-checkpoint', says));
  const found = ['fifth', 'first', 'fourth', 'second', 'sixth', 'third'].map(id => `claude-code:${id}`);
  expect(await idsOf(repository)).toEqual(found);
  git(repository, 'pack-refs', '--all');
  expect(await idsOf(repository)).toEqual(found);
});

test('a session that many checkpoints hold is one session, as the last of them has it, with its words', async () => {
  const repository = newRepository();
  for (const [count, name] of [2, 4, 3].entries())
    commit(
      repository,
      `refs/entire/checkpoints/X${count}/01KX3C7BMTWA91N5D9E0V15CXG`,
      checkpoint('0', 'one', says.slice(0, name)),
    );
  const [session, ...others] = await read(repository);
  expect(others).toEqual([]);
  expect(session && turnsOf(session).map(turnText)).toEqual(says);
});

test('a transcript that was cut into pieces is read as one', async () => {
  const repository = newRepository();
  const text = transcript('one', says);
  commit(repository, 'refs/heads/entire/checkpoints/v1', {
    'ab/0123456789/0/full.jsonl': text.slice(0, 300),
    'ab/0123456789/0/full.jsonl.001': text.slice(300, 500),
    'ab/0123456789/0/full.jsonl.002': text.slice(500),
    'ab/0123456789/0/metadata.json': metadata('one'),
  });
  expect((await read(repository)).flatMap(turnsOf).map(turnText)).toEqual(says);
});

test('a bare repository and a worktree of another are read too', async () => {
  const bare = newRepository('--bare');
  commit(bare, 'refs/heads/entire/checkpoints/v1', checkpoint('cd/0123456789/0', 'one', says));
  expect(await idsOf(bare)).toEqual(['claude-code:one']);
  const worktree = join(emptyFolder(), 'tree');
  commit(bare, 'refs/heads/main', { 'cart.ts': 'let tax = 1' });
  git(bare, 'worktree', 'add', '-q', worktree, 'main');
  const { roots } = findRoots([worktree], { home: '/', cwd: '/', env: {} });
  expect(await idsOf(...roots)).toEqual(['claude-code:one']);
});

test('who is inside a repository with checkpoints finds them without naming it', () => {
  const repository = newRepository();
  commit(repository, 'refs/heads/entire/checkpoints/v1', checkpoint('cd/0123456789/0', 'one', says));
  mkdirSync(join(repository, 'src'));
  const places = { home: emptyFolder(), cwd: join(repository, 'src'), env: {} };
  const { roots, samplesReason } = findRoots([], places);
  expect([roots.at(-1), samplesReason]).toEqual([join(repository, '.git'), null]);
  expect(findRoots([], { ...places, cwd: newRepository() }).samplesReason).not.toBeNull();
});

test('a session of a repository is opened again by its path, and is gone when its object is', async () => {
  const repository = newRepository();
  commit(repository, 'refs/heads/entire/checkpoints/v1', checkpoint('cd/0123456789/0', 'one', says));
  const [session] = await read(repository);
  expect(await idsOf(session?.head.path ?? '')).toEqual(['claude-code:one']);
  rmSync(join(repository, '.git/objects'), { recursive: true });
  mkdirSync(join(repository, '.git/objects'));
  expect(() => session && turnsOf(session)).toThrow('is gone');
  expect(findSessionLogs([repository], [])).toEqual([]);
});

test('a checkpoint with its secrets hidden is a copy of the agent’s own log, also when that went on', async () => {
  const home = emptyFolder();
  const own = writeClaudeLog(join(home, 'one.jsonl'), 'one', [...says, 'Now the receipt', 'Done']);
  const repository = newRepository();
  commit(repository, 'refs/heads/entire/checkpoints/v1', {
    'cd/0123456789/0/full.jsonl': transcript('one', says).replaceAll('tips', 'REDACTED'),
    'cd/0123456789/0/metadata.json': metadata('one'),
  });
  const sessions = await read(home, repository);
  expect(sessions.map(({ head }) => head.path)).toEqual([own]);
  expect(sessions[0]?.lineage?.copies).toHaveLength(1);
});

const recorded = resolve(import.meta.dirname, '../../../shared/corpus/entire/entireio+git-sync');
test.skipIf(!existsSync(recorded))(
  'recorded checkpoints read from refs as from files (needs the corpus)',
  async () => {
    const repository = newRepository();
    const refs = join(recorded, 'refs/entire/checkpoints');
    for (const shard of readdirSync(refs))
      for (const id of readdirSync(join(refs, shard))) {
        const files = readdirSync(join(refs, shard, id), { recursive: true, encoding: 'utf8' });
        const texts = files
          .filter(name => /\.\w+$/.test(name))
          .map(name => [name, readFileSync(join(refs, shard, id, name), 'utf8')] as const);
        commit(repository, `refs/entire/checkpoints/${shard}/${id}`, Object.fromEntries(texts));
      }
    const files = emptyFolder();
    cpSync(refs, files, { recursive: true, filter: path => !path.endsWith('transcript.jsonl') });
    const facts = async (root: string) =>
      (await read(root)).map(({ head, counts }) => [
        head.id,
        head.endedAt,
        counts?.developerTurns,
        counts?.toolCalls,
      ]);
    const found = await facts(repository);
    expect(found).toEqual(await facts(files));
    expect(found.length).toBeGreaterThan(2);
  },
);
