import { expect, test } from 'vitest';
import { antigravity } from '../../src/adapters/antigravity/index.ts';
import { droid } from '../../src/adapters/droid/index.ts';
import { kiro } from '../../src/adapters/kiro/index.ts';
import { vibe } from '../../src/adapters/vibe/index.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

test('Droid: reminders are no words of the developer, a task of another agent is no prompt', () => {
  const message = (text: string) => ({
    type: 'message',
    message: { role: 'user', content: [{ type: 'text', text }] },
  });
  const { turns, outline } = readRecords(droid, [
    { type: 'session_start', id: 'd', title: 'x', cwd: '/x' },
    message('<system-reminder>\nbe safe\n</system-reminder>\n\ngo on'),
    message('# Task Tool Invocation\nlook'),
  ]);
  expect(turns.map(turnText)).toEqual(['go on', '']);
  expect(outline.prompts).toBe(1);
});

test('Vibe: a command that a person ran is one, though it is marked as injected', () => {
  const user = (content: string, injected: boolean) => ({ role: 'user', content, injected, message_id: 'm' });
  const { turns, outline } = readRecords(vibe, [
    user('go', false),
    user('You are continuing a trajectory after a context compaction.', true),
    user(
      'Manual `!` command result from the user. Use this as context only.\n\nCommand: `ls -l`\n\nExit code: 0',
      true,
    ),
  ]);
  expect(turns.flatMap(({ blocks }) => blocks)).toMatchObject([
    { kind: 'text' },
    { kind: 'note', label: 'conversation compacted' },
    { kind: 'command', text: '! ls -l' },
  ]);
  expect(outline.prompts).toBe(1);
});

test('Vibe: arguments are a text of JSON, and the words of a result tell how it ended', () => {
  const { turns } = readRecords(vibe, [
    { role: 'user', content: 'go', injected: false },
    {
      role: 'assistant',
      injected: false,
      tool_calls: [{ id: 'c', function: { name: 'bash', arguments: '{"command":"make"}' } }],
    },
    { role: 'tool', tool_call_id: 'c', content: 'command: make\nstdout: \nstderr: no\nreturncode: 2' },
  ]);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([
    { target: 'make', status: 'error', exitCode: 2 },
  ]);
});

test('Kiro: a shell’s exit status and streams make one result', () => {
  const shell = { exit_status: 'exit status: 1', stdout: 'a', stderr: 'b' };
  const { turns } = readRecords(kiro, [
    { kind: 'Prompt', data: { content: [{ kind: 'text', data: 'go' }], meta: { timestamp: 1780621816 } } },
    {
      kind: 'AssistantMessage',
      data: {
        content: [{ kind: 'toolUse', data: { toolUseId: 't', name: 'shell', input: { command: 'x' } } }],
      },
    },
    {
      kind: 'ToolResults',
      data: {
        content: [
          {
            kind: 'toolResult',
            data: { toolUseId: 't', status: 'success', content: [{ kind: 'json', data: shell }] },
          },
        ],
      },
    },
  ]);
  expect(turns[0]?.at).toBe('2026-06-05T01:10:16.000Z');
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([
    { output: 'a\nb', status: 'error', exitCode: 1 },
  ]);
});

test('Antigravity: the steps after one with calls answer these in their order', () => {
  const step = (step_index: number, source: string, type: string, more: object) => ({
    step_index,
    source,
    type,
    ...more,
  });
  const { turns } = readRecords(antigravity, [
    step(0, 'USER_EXPLICIT', 'USER_INPUT', { content: '<USER_REQUEST>\ngo\n</USER_REQUEST>' }),
    step(1, 'MODEL', 'PLANNER_RESPONSE', {
      tool_calls: [
        { name: 'run_command', args: { CommandLine: '"make"', Cwd: '"/x"' } },
        { name: 'view_file', args: { AbsolutePath: '"/x/a"' } },
      ],
    }),
    step(2, 'MODEL', 'RUN_COMMAND', { content: 'Created At: t\nThe command failed with exit code: 2\n' }),
    step(3, 'MODEL', 'VIEW_FILE', { content: 'words of a' }),
  ]);
  expect(turns.map(turnText)).toEqual(['go', '']);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([
    { target: 'make', status: 'error', exitCode: 2 },
    { target: '/x/a', status: 'ok', output: 'words of a' },
  ]);
});

test('Kiro: what a person says instead of yes refuses the call, and a stop is none of their words', () => {
  const cancelled = (prompt: string, id: string) => ({
    user: {
      content: {
        CancelledToolUses: {
          prompt,
          tool_use_results: [{ tool_use_id: id, content: [{ Text: 'cancelled' }], status: 'Error' }],
        },
      },
    },
    assistant: { Response: { content: 'Well.' } },
  });
  const call = (id: string) => ({ ToolUse: { tool_uses: [{ id, name: 'fs_write', args: { path: '/a' } }] } });
  // A pair, as builds of 2025 wrote it.
  const asked = [{ content: { Prompt: { prompt: 'go' } } }, call('a')];
  const again = { user: { content: { Prompt: { prompt: 'again' } } }, assistant: call('b') };
  const { turns, outline } = readRecords(
    kiro,
    [
      asked,
      cancelled('not there', 'a'),
      again,
      cancelled('The user interrupted the tool execution.', 'b'),
    ].map(history => ({ history })),
  );
  const kinds = turns.flatMap(({ blocks }) => blocks.map(block => block.kind));
  expect(turns.map(turnText)).toEqual(['go', '', 'not there', 'Well.', 'again', 'Well.']);
  expect(turns.flatMap(turnToolCalls).map(({ status }) => status)).toEqual(['rejected', 'interrupted']);
  expect(kinds.filter(kind => kind === 'interruption')).toHaveLength(1);
  expect(outline.prompts).toBe(3);
});
