import { cpSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSessionLogs } from '../../src/app/find-sessions.ts';
import { findSubagent } from '../../src/app/find-subagent.ts';
import { loadTurns, openLog } from '../../src/app/open-session.ts';
import { readLibrary } from '../../src/app/read-library.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { samplesFolder } from '../helpers/samples.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

const copyOfTree = (): string => {
  const root = emptyFolder();
  cpSync(join(samplesFolder, 'opencode/pantry-scan'), join(root, 'logs'), { recursive: true });
  return root;
};
const write = (root: string, path: string, value: object) =>
  writeText(join(root, path), JSON.stringify(value));
const read = (path: string) => {
  const session = openLog(path);
  return { turns: loadTurns(session), outline: session.outline() };
};

test('a session in many files is listed once, its subagent under it, and its parts are no logs', async () => {
  const root = copyOfTree();
  const job = { roots: [join(root, 'logs')], index: join(root, 'index.sqlite'), program: 't', glance: false };
  const { sessions, problems } = await readLibrary({ ...job, told: [] }, {});
  expect(problems).toEqual([]);
  expect(sessions.map(({ head }) => head.title)).toEqual(['Milk scanned twice by a shaking camera']);
  const [session] = sessions;
  expect(session && findSubagent(session, 'ses_6b1ef93c1ffeWn4bHs9Yk3RtUa')?.head).toMatchObject({
    parent: session?.head.id,
    title: 'Find the clock (@general subagent)',
  });
});

test('a new part makes its session new, as old as its own file may be', () => {
  const root = copyOfTree();
  const storage = join(root, 'logs/storage');
  const later = new Date('2031-01-01T00:00:00Z');
  const [, log] = readdirSync(join(storage, 'session/3f9d27c1a8')).sort();
  const messages = join(storage, 'message', (log ?? '').replace('.json', ''));
  const last = readdirSync(messages).sort().at(-1) ?? '';
  utimesSync(join(storage, 'part', last.replace('.json', '')), later, later);
  const [newest] = findSessionLogs([join(root, 'logs')], []);
  expect([newest?.path.endsWith(log ?? '?'), newest?.modifiedAt]).toEqual([true, later.toISOString()]);
});

test('the tree of 2025 keeps parts by session, and only replies name the folder', () => {
  const root = emptyFolder();
  const storage = 'project/home-noor-pantry/storage/session';
  const time = { created: 1752000000000, updated: 1752000009000 };
  const session = write(root, `${storage}/info/ses_1.json`, {
    id: 'ses_1',
    version: '0.2.0',
    title: 'Old',
    time,
  });
  write(root, `${storage}/message/ses_1/msg_1.json`, { id: 'msg_1', role: 'user', sessionID: 'ses_1', time });
  write(root, `${storage}/part/ses_1/msg_1/prt_1.json`, {
    id: 'prt_1',
    type: 'text',
    text: 'count the jars',
  });
  const reply = {
    id: 'msg_2',
    role: 'assistant',
    sessionID: 'ses_1',
    time,
    path: { cwd: '/home/noor/pantry' },
  };
  write(root, `${storage}/message/ses_1/msg_2.json`, { ...reply, modelID: 'm' });
  write(root, `${storage}/part/ses_1/msg_2/prt_2.json`, { id: 'prt_2', type: 'text', text: 'Nine.' });
  expect(findSessionLogs([root], []).map(({ path }) => path)).toEqual([session]);
  const { turns, outline } = read(session);
  expect(turns.map(turnText)).toEqual(['count the jars', 'Nine.']);
  expect(outline.head).toMatchObject({ project: '/home/noor/pantry', model: 'm', title: 'Old' });
});

test('a torn file costs itself, a lost folder its parts, and an id leads nowhere else', () => {
  const root = emptyFolder();
  const time = { created: 1752000000000 };
  const session = write(root, 'session/p/ses_1.json', { id: 'ses_1', projectID: 'p', title: 'T', time });
  write(root, 'message/ses_1/msg_1.json', { id: '../msg_1', role: 'user', time });
  write(root, 'part/msg_1/prt_1.json', { id: 'prt_1', type: 'text', text: 'never read' });
  writeText(join(root, 'message/ses_1/msg_2.json'), '{"id": "msg_2", "ro');
  write(root, 'message/ses_1/msg_3.json', { id: 'msg_3', role: 'user', time });
  write(root, 'part/msg_3/prt_3.json', { id: 'prt_3', type: 'text', text: 'read' });
  const { turns, outline } = read(session);
  expect(turns.map(turnText)).toEqual(['read']);
  expect(outline.skipped).toEqual({ 'message of user': 2, 'message that is torn': 1 });
});

test('what vanishes while a session is open reads as nothing', () => {
  const root = copyOfTree();
  const problems: Problem[] = [];
  const [log] = findSessionLogs([join(root, 'logs')], problems);
  const session = openLog(log?.path ?? '');
  while (session.readOn());
  rmSync(join(root, 'logs/storage/part'), { recursive: true });
  expect(session.turn(1)?.blocks).toEqual([]);
  expect(session.turn(2) && turnToolCalls(session.turn(2) ?? expect.fail())).toEqual([]);
  expect(problems).toEqual([]);
});
