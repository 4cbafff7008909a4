import { describe, expect, test } from 'vitest';
import { toEditorCommand } from '../../src/app/editor-command.ts';

const path = "/home/dev/it's here/log $(x).jsonl";

describe('each editor is told the line in its own way', () => {
  test.each([
    ['vim', ['+7', path]],
    ['/usr/bin/nvim', ['+7', path]],
    ['nano', ['+7', path]],
    ['emacsclient -nw', ['-nw', '+7', path]],
    ['code --wait', ['--wait', '--goto', `${path}:7`]],
    ['hx', [`${path}:7`]],
    ['"/opt/Sublime Text/subl" -w', ['-w', `${path}:7`]],
    ['C:\\Tools\\Code.exe', ['--goto', `${path}:7`]],
    ['unheard-of', [path]],
  ])('%s', (editor, args) => {
    expect(toEditorCommand({ EDITOR: editor }, path, 7).args).toEqual(args);
  });
});

test('VISUAL comes before EDITOR, and an empty one is none', () => {
  expect(toEditorCommand({ VISUAL: 'hx', EDITOR: 'vim' }, path, 1).program).toBe('hx');
  expect(toEditorCommand({ VISUAL: ' ', EDITOR: 'vim' }, path, 1).program).toBe('vim');
});

test('without an editor it says what to set', () => {
  expect(() => toEditorCommand({}, path, 1)).toThrow(
    expect.objectContaining({ nextStep: expect.stringContaining('export EDITOR=vim') }),
  );
});
