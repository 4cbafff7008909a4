import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSessionLogs } from '../../src/app/find-sessions.ts';
import { findSubagent } from '../../src/app/find-subagent.ts';
import { type LibraryJob, loadLibrary } from '../../src/app/load-library.ts';
import { openLog } from '../../src/app/open-session.ts';
import { readLibrary } from '../../src/app/read-library.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const copyOf = (sample: string): string => {
  const root = emptyFolder();
  cpSync(join(samplesFolder, sample), join(root, 'logs'), { recursive: true });
  return root;
};
const jobOf = (root: string, glance = false): LibraryJob => ({
  roots: [join(root, 'logs')],
  index: join(root, 'cache/index.sqlite'),
  program: 'test',
  glance,
  told: [],
});

test('each session of a database is listed as one of its own, a subagent under its parent', async () => {
  const root = copyOf('opencode/login-limit');
  const { sessions, problems } = await readLibrary(jobOf(root), {});
  expect(problems).toEqual([]);
  expect(sessions.map(({ head }) => [head.id, head.title])).toEqual([
    ['opencode:ses_1a2b3c4d5loginlimit01', 'Rate limit for the login'],
  ]);
  const [session] = sessions;
  const child = session && findSubagent(session, 'ses_1a2b3c4d6subagent0001');
  expect(child?.head).toMatchObject({ parent: session?.head.id, title: 'Look for limiters' });
});

test('the second time its sessions come from the index', async () => {
  const root = copyOf('opencode/login-limit');
  const first = (await Array.fromAsync(loadLibrary(jobOf(root)))).flat();
  const again = (await Array.fromAsync(loadLibrary(jobOf(root)))).flat();
  // By its words, then with its counts.
  expect(first.filter(({ kind }) => kind === 'sessions')).toHaveLength(2);
  expect(again.find(({ kind }) => kind === 'progress')).toMatchObject({ done: 2, total: 2 });
});

test('the first look tells a session of a database with its title', async () => {
  const root = copyOf('cursor/price-label');
  const glance = (await Array.fromAsync(loadLibrary(jobOf(root, true))))
    .flat()
    .find(({ kind }) => kind === 'sessions');
  expect(glance?.kind === 'sessions' && glance.sessions[0]?.head.title).toBe('Price label on small screens');
});

test('a database of another program is passed over, a broken one is a problem', () => {
  const root = emptyFolder();
  writeText(join(root, 'a.db'), 'no database at all');
  writeText(join(root, 'b.db'), 'SQLite format 3\0 broken');
  const problems: Problem[] = [];
  expect(findSessionLogs([root], problems)).toEqual([]);
  expect(problems.map(({ path }) => path)).toEqual([join(root, 'b.db')]);
});

test('a session is opened by its path in the database', () => {
  const root = copyOf('cursor/price-label');
  const [log] = findSessionLogs([root], []);
  const session = openLog(log?.path ?? '');
  while (session.readOn());
  expect(session.turn(1)?.blocks[0]).toMatchObject({ kind: 'text' });
  session.close();
});
