import { expect, test } from 'vitest';
import { toResumeCommand } from '../../src/app/resume-command.ts';
import { formatCommand } from '../../src/domain/command.ts';
import { makeHead } from '../helpers/fake-session.ts';

const shown = (more: Parameters<typeof makeHead>[0]) => {
  const command = toResumeCommand(makeHead(more));
  return command && formatCommand(command);
};

test('Claude Code and Codex go on in the folder of the project', () => {
  expect(shown({ id: 'claude-code:b0ca-1', project: '/home/dev/my shop' })).toBe(
    "cd '/home/dev/my shop' && claude --resume b0ca-1",
  );
  expect(shown({ id: 'codex:019a', source: 'codex', project: null })).toBe('codex resume 019a');
});

test('an export, a subagent and an id that would be an option cannot be resumed', () => {
  expect(shown({ id: 'specstory:x', source: 'specstory' })).toBeNull();
  expect(shown({ id: 'claude-code:a1', parent: 'claude-code:b' })).toBeNull();
  expect(shown({ id: 'claude-code:--dangerous' })).toBeNull();
  expect(shown({ id: 'claude-code:x; rm -rf' })).toBeNull();
});
