import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runCli } from '../helpers/run-cli.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const samples = ['--sessions', join(root, 'sessions')];
const home = emptyFolder();
const report = (...args: string[]) => runCli(['report', ...samples, ...args], { home });

test('report reads everything, classified or not, and says what would add more', () => {
  const { code, out, talk } = report();
  expect(code).toBe(0);
  expect(out).toContain('Pushback by class');
  expect(out).toMatch(/S3 Developer Constraint Violation +too few to tell 0\/0 +38\.3 %/);
  expect(talk).toMatch(/sessions never classified: `pushback classify` adds/);
});

test('what was classified is in the tables, by whom too', () => {
  const codex = join(root, 'sessions/codex');
  const store = emptyFolder();
  const places = ['--sessions', codex, '--store', store];
  expect(runCli(['classify', codex, ...places], { home }).code).toBe(0);
  const { report: made } = JSON.parse(runCli(['report', '--json', ...places], { home }).out);
  expect(made.classified).toBe(made.sessions);
  const tables = made.sections.flatMap(({ tables }: { tables: { id: string }[] }) => tables);
  const rowsOf = (id: string) => tables.find((table: { id: string }) => table.id === id).rows;
  expect(rowsOf('coverage').map(({ label }: { label: string }) => label)).toContain('classified by offline');
  expect(rowsOf('rates')[0].figures.here.value).toBeGreaterThan(0);
});

test('filters narrow it, and a report of nothing is exit code 3', () => {
  const { report: made } = JSON.parse(report('--agent', 'codex', '--json').out);
  expect(made.narrowedBy).toBe('--agent codex');
  expect(made.sessions).toBeLessThan(readdirSync(join(root, 'sessions/codex')).length + 8);
  const { code, out } = report('--agent', 'nobody', '--json');
  expect(code).toBe(3);
  expect(JSON.parse(out).error.message).toBe('No session fits --agent nobody');
});

test.each([
  ['md', '# Pushback report'],
  ['csv', 'section,table,row,name,column,unit,value,hits,n,low,high,missing'],
  ['html', '<!doctype html>'],
])('as %s it is a file of its own on stdout', (format, start) => {
  expect(report('--format', format).out.startsWith(start)).toBe(true);
});

test('a format that there is not is wrong use', () => {
  expect(report('--format', 'pdf')).toMatchObject({ code: 2, out: '' });
});
