import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandRoots } from '../../src/files/expand-roots.ts';
import { emptyFolder, writeText } from '../helpers/write-log.ts';

test('a star stands for each folder there, a place without one for itself, there or not', () => {
  const root = emptyFolder();
  for (const name of ['b/chats', 'a/chats', 'c']) mkdirSync(join(root, name), { recursive: true });
  writeText(join(root, 'file'), 'x');
  expect(expandRoots([`${root}/*/chats`])).toEqual([`${root}/a/chats`, `${root}/b/chats`]);
  expect(expandRoots([`${root}/*/*`, `${root}/b/chats`])).toEqual([`${root}/a/chats`, `${root}/b/chats`]);
  expect(expandRoots([`${root}/none`, `${root}/none/*/chats`])).toEqual([`${root}/none`]);
});
