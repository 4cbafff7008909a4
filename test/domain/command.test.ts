import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCommand, splitCommand } from '../../src/domain/command.ts';

test('a shell reads back the words that were formatted for it', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', ' ', "'", '"', '$', '(', ')', '\\', '\n', ';', '-', '`', '*'),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), args => {
      const line = formatCommand({ program: 'printf', args: ['%s\\0', ...args], cwd: '/' });
      const out = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
      expect(out).toBe(args.length === 0 ? '\0' : args.map(text => `${text}\0`).join(''));
    }),
    { numRuns: 30 },
  );
});

test('a command line splits into words as a shell splits it, and runs nothing', () => {
  expect(splitCommand(`"/opt/My Editor/ed" -w --x='a b'  $(y)`)).toEqual([
    '/opt/My Editor/ed',
    '-w',
    '--x=a b',
    '$(y)',
  ]);
  expect(splitCommand('')).toEqual([]);
});
