import { expect, test } from 'vitest';
import { projectName } from '../../src/domain/project-name.ts';

test.each([
  ['/home/ada/work/shop', 'shop'],
  ['/home/ada/work/shop/', 'shop'],
  ['C:\\Users\\ada\\shop', 'shop'],
  ['/home/ada/work/shop/.worktrees/4', 'shop/4'],
  ['/home/ada/work/shop/.claude/worktrees/tax', 'shop/tax'],
  ['/worktrees/4', '4'],
  ['shop', 'shop'],
  ['', ''],
])('the project at %j is called %j', (path, name) => {
  expect(projectName(path)).toBe(name);
});
