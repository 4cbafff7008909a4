import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { feedProgram, runInTerminal } from '../../src/files/run-program.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const command = (program: string, ...args: string[]) => ({ program, args, cwd: null });

test('a program gets the text on its input', async () => {
  const path = join(emptyFolder(), 'got');
  expect(await feedProgram(command('tee', path), 'café\n')).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('café\n');
});

test('a program that fails, is not there or reads nothing is told apart from one that took the text', async () => {
  expect(await feedProgram(command('false'), 'x')).toBe(false);
  expect(await feedProgram(command('no-such-program'), 'x')).toBe(false);
  expect(await feedProgram(command('true'), 'x'.repeat(1_000_000))).toBe(true);
});

test('a program or a folder that is not there says so', async () => {
  await expect(runInTerminal(command('no-such-program'))).rejects.toThrow(
    'no-such-program is not on the PATH.',
  );
  await expect(runInTerminal({ ...command('true'), cwd: '/no/such/folder' })).rejects.toThrow(
    '/no/such/folder',
  );
});

test('a program that ends badly is no trouble of ours', async () => {
  await expect(runInTerminal(command('false'))).resolves.toBeUndefined();
});
