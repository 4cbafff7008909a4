import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { homeEnv, launcher, root, runCli } from '../helpers/run-cli.ts';
import { countListed } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog } from '../helpers/write-log.ts';

const indexIn = (home: string) => join(home, '.cache/pushback/index.sqlite');
const listed = (out: string): unknown[] => JSON.parse(out).sessions;

/** Enough to be read in several batches. */
const logs = 120;
const manyLogs = (): string => {
  const folder = emptyFolder();
  const says = Array.from({ length: 80 }, (_, at) => `Add tax ${at} ${'and what goes with it '.repeat(40)}`);
  for (let at = 0; at < logs; at += 1) writeClaudeLog(join(folder, `log-${at}.jsonl`), `log-${at}`, says);
  return folder;
};

test('a reading that is killed half way, beside another one, costs neither index nor answer', async () => {
  const home = emptyFolder();
  const folder = manyLogs();
  const start = () =>
    spawn(process.execPath, [launcher, 'list', '--json', '--sessions', folder], {
      cwd: root,
      env: homeEnv(home),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const killed = start();
  const other = start();
  let out = '';
  other.stdout.on('data', data => {
    out += data;
  });
  const ends = [killed, other].map(one => new Promise(done => one.on('close', (_, signal) => done(signal))));
  while (sessionsIn(indexIn(home)) === 0) await sleep(5);
  killed.kill('SIGKILL');
  expect(await Promise.all(ends)).toEqual(['SIGKILL', null]);
  expect(listed(out)).toHaveLength(logs);
  expect(listed(runCli(['list', '--json', '--sessions', folder], { home }).out)).toHaveLength(logs);
  expect(JSON.parse(runCli(['find', '"tax 7"', '--json', '--sessions', folder], { home }).out).total).toBe(
    logs,
  );
  expect(sessionsIn(indexIn(home))).toBe(logs);
});

test('a full disk costs the search of what is new, or is said with what to do, and is no bug', () => {
  const limited = (blocks: number, home: string) =>
    spawnSync(
      'bash',
      [
        '-c',
        `ulimit -f ${blocks}; exec "$@"`,
        'bash',
        process.execPath,
        launcher,
        'list',
        '--json',
        '--sessions',
        'sessions',
      ],
      { cwd: root, env: homeEnv(home), encoding: 'utf8' },
    );
  const home = emptyFolder();
  // An index without a session fits, the sessions do not.
  const tight = limited(400, home);
  expect(listed(tight.stdout)).toHaveLength(countListed());
  expect(JSON.parse(tight.stdout).problems).toMatchObject([{ path: indexIn(home) }]);
  expect(runCli(['find', 'tax', '--sessions', 'sessions'], { home }).code).toBe(0);
  const full = limited(8, emptyFolder());
  expect(full.status).toBe(2);
  expect(JSON.parse(full.stdout).error.nextStep).toContain('Free some space');
});

test('what may not be read is a problem by name, and the rest is listed', () => {
  const folder = emptyFolder();
  const home = emptyFolder();
  writeClaudeLog(join(folder, 'one.jsonl'), 'one', ['Add tax', 'Done']);
  const file = writeClaudeLog(join(folder, 'shut.jsonl'), 'two', ['Add tips', 'Done']);
  const notes = join(folder, 'shut.md');
  writeFileSync(notes, '# Notes');
  writeClaudeLog(join(folder, 'closed/three.jsonl'), 'three', ['Add fees', 'Done']);
  for (const path of [file, notes, join(folder, 'closed')]) chmodSync(path, 0);
  const env = homeEnv(home);
  // Root reads everything: the program then runs as nobody.
  const nobody = process.getuid?.() === 0 ? 65534 : undefined;
  if (nobody !== undefined)
    for (const path of [
      folder,
      home,
      ...readdirSync(home, { recursive: true, encoding: 'utf8' }).map(name => join(home, name)),
    ])
      chownSync(path, nobody, nobody);
  const ran = spawnSync(process.execPath, [launcher, 'list', '--json', '--sessions', folder], {
    cwd: root,
    env,
    encoding: 'utf8',
    ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  });
  chmodSync(join(folder, 'closed'), 0o700);
  const { sessions, problems } = JSON.parse(ran.stdout);
  expect(sessions).toHaveLength(1);
  expect(problems.map(({ path }: { path: string }) => path).sort()).toEqual([
    join(folder, 'closed'),
    file,
    notes,
  ]);
  for (const { what } of problems) expect(what).toContain('permission denied');
});

function sessionsIn(path: string): number {
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare('select count(*) as n from session').get()?.n);
  } catch {
    // Its tables are not made yet.
    return 0;
  } finally {
    database.close();
  }
}
