import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTheme, writeTheme } from '../../src/store/kept-theme.ts';
import { emptyFolder } from '../helpers/write-log.ts';

test('the theme that was chosen last is kept, in a folder that is made at need', () => {
  const dir = join(emptyFolder(), 'new');
  expect(readTheme(dir)).toBeNull();
  writeTheme(dir, 'dark');
  writeTheme(dir, 'light');
  expect(readTheme(dir)).toBe('light');
});

test('a torn file, or one of another shape, keeps none', () => {
  const dir = emptyFolder();
  for (const text of ['{"theme":"da', '{"theme":4}', 'null', '[]']) {
    writeFileSync(join(dir, 'screen.json'), text);
    expect(readTheme(dir)).toBeNull();
  }
});
