import { expect, test } from 'vitest';
import { qwen } from '../../src/adapters/qwen/index.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const record = (type: string, parts: readonly object[], more: object = {}) => ({
  uuid: 'u',
  parentUuid: null,
  sessionId: 's',
  timestamp: '2026-06-15T14:40:22.832Z',
  type,
  cwd: '/home/dev/x',
  message: { role: 'user', parts },
  ...more,
});

test('what a hook adds to a prompt is no word of the developer', () => {
  const hook = { text: '<qwen:user-prompt-submit-context>\nbe brief\n</qwen:user-prompt-submit-context>' };
  const { turns } = readRecords(qwen, [record('user', [{ text: 'list the files' }, hook])]);
  expect(turns.map(turnText)).toEqual(['list the files']);
});

test('only what a person typed is a prompt', () => {
  const { outline, turns } = readRecords(qwen, [
    record('user', [{ text: 'go on' }]),
    record('user', [{ text: 'task 3 is done' }], { subtype: 'notification' }),
    record('user', [{ text: 'wait' }], { subtype: 'mid_turn_user_message' }),
    record('user', [{ text: 'tick' }], { provenance: 'cron' }),
    record('system', [], {
      subtype: 'slash_command',
      systemPayload: { phase: 'invocation', rawCommand: '/model' },
    }),
    record('system', [], {
      subtype: 'slash_command',
      systemPayload: { phase: 'result', rawCommand: '/model' },
    }),
  ]);
  expect(outline.prompts).toBe(2);
  expect(turns.map(({ blocks }) => blocks.map(({ kind }) => kind))).toEqual([
    ['text'],
    ['note'],
    ['text'],
    ['note'],
    ['command'],
  ]);
  expect(outline.skipped).toEqual({ 'system slash_command': 1 });
});

test('a result finds its call, thought is thinking, and cached tokens are left out', () => {
  const { turns } = readRecords(qwen, [
    record('user', [{ text: 'look' }]),
    record(
      'assistant',
      [{ text: 'hm', thought: true }, { functionCall: { id: 'c', name: 'read_file', args: { path: '/a' } } }],
      { usageMetadata: { promptTokenCount: 500, candidatesTokenCount: 20, cachedContentTokenCount: 400 } },
    ),
    record('tool_result', [{ functionResponse: { id: 'c', response: { error: 'no such file' } } }], {
      toolCallResult: { callId: 'c', status: 'error' },
    }),
  ]);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([
    { status: 'error', output: 'no such file', target: '/a' },
  ]);
  expect([turns[1]?.tokens, turns[1]?.blocks[0]?.kind]).toEqual([120, 'thinking']);
});
