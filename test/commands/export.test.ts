import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runCli } from '../helpers/run-cli.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const home = emptyFolder();
const session = 'b0ca5f7f';
const run = (...args: string[]) =>
  runCli(['export', ...args, '--sessions', join(root, 'sessions')], { home });

test('a session is exported redacted, and what was hidden is told beside it', () => {
  const { code, out, talk } = run(session, '--format', 'md');
  expect(code).toBe(0);
  expect(out).toMatch(/^# Currency switch/);
  expect(out).toContain('REDACTED:user:1');
  expect(talk).toBe('18 turns of 18; hidden: 1 user.\n');
});

test('a range of turns, as JSON', () => {
  const { out } = run(session, '--format', 'json', '--turns', '3-5');
  const { session: exported } = JSON.parse(out);
  expect(exported.turns.map(({ number }: { number: number }) => number)).toEqual([3, 4, 5]);
  expect(exported).toMatchObject({ of: 18, redacted: { user: 1 } });
});

test('to reveal takes a yes, which a script says beforehand', () => {
  const asked = run(session, '--format', 'html', '--reveal');
  expect(asked).toMatchObject({ code: 2, out: '' });
  expect(asked.talk).toContain('say --yes as well');
  expect(run('--format', 'study', '--reveal')).toMatchObject({ code: 2, out: '' });
  expect(run(session, '--format', 'csv', '--reveal', '--yes').talk).toContain('nothing is hidden');
});

test('wrong use says what is wanted', () => {
  expect(run('--format', 'html').talk).toContain('exports one session');
  expect(run(session, '--format', 'md', '--turns', '9-3').talk).toContain('wants a range of turns');
  expect(run(session, '--format', 'md', '--episode', 'M001')).toMatchObject({ code: 3, out: '' });
});
