import { expect, test } from 'vitest';
import { gemini } from '../../src/adapters/gemini/index.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const start = { sessionId: 's-1', projectHash: 'f0', startTime: '2026-05-01T10:00:00.000Z', kind: 'main' };
const user = (id: string, text: string) => ({
  id,
  timestamp: '2026-05-01T10:00:01.000Z',
  type: 'user',
  content: text,
});
const reply = (id: string, text: string, more: object = {}) => ({
  id,
  timestamp: '2026-05-01T10:00:02.000Z',
  type: 'gemini',
  content: text,
  model: 'gemini-3-flash',
  ...more,
});
const call = (status: string, answer: object) => ({
  id: 'c-1',
  name: 'run_shell_command',
  args: { command: 'make' },
  status,
  result: [{ functionResponse: { id: 'c-1', name: 'run_shell_command', response: answer } }],
});
const read = (...records: readonly object[]) => readRecords(gemini, [start, ...records]);

test('a message that comes again takes the place of the first', () => {
  const { turns, outline } = read(
    user('1', 'build it'),
    reply('2', '', { toolCalls: [call('executing', {})] }),
    user('3', 'and test it'),
    reply('2', 'Built.', { toolCalls: [call('success', { output: 'ok' })] }),
  );
  expect(turns.map(turnText)).toEqual(['build it', 'Built.', 'and test it']);
  expect(outline.toolCalls).toBe(1);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([{ output: 'ok', status: 'ok', kind: 'run' }]);
});

test('what a rewind took back stays as abandoned, and no turn gets another number', () => {
  const { turns, outline } = read(
    user('1', 'one'),
    reply('2', 'first'),
    { $rewindTo: '1' },
    user('4', 'another'),
  );
  expect(turns.map(turnText)).toEqual(['one', 'first', 'another']);
  expect(turns[1]?.blocks.at(-1)).toMatchObject({ kind: 'rewind', to: 1 });
  expect(outline.spans.map(({ abandoned }) => abandoned ?? false)).toEqual([true, true, false]);
  expect(outline.prompts).toBe(2);
});

test('messages that are said again as a list add only what is new', () => {
  const { turns, outline } = read(user('1', 'one'), reply('2', 'first'), {
    $set: {
      messages: [user('9', '<state_snapshot>so far</state_snapshot>'), user('1', 'one'), user('8', 'two')],
    },
  });
  expect(turns.map(turnText)).toEqual(['one', 'first', 'two']);
  expect(turns[1]?.blocks.at(-1)).toMatchObject({
    kind: 'note',
    label: 'summary of the conversation so far',
  });
  expect(outline.skipped).toEqual({ 'message said again': 1 });
});

test.each([
  ['[Operation Cancelled] Reason: User did not allow tool call', 'rejected'],
  ['[Operation Cancelled] Reason: User cancelled the operation.', 'interrupted'],
])('a cancelled call says whether it was refused or stopped: %s', (error, status) => {
  const { turns } = read(user('1', 'build'), reply('2', '', { toolCalls: [call('cancelled', { error })] }));
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([{ status }]);
});

test('a command that ended with a code failed, whatever its status says', () => {
  const output = 'Command: make\nOutput: no\nExit Code: 2\nSignal: 0';
  const { turns } = read(user('1', 'build'), reply('2', '', { toolCalls: [call('success', { output })] }));
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([{ status: 'error', exitCode: 2 }]);
});

test('a cancelled request is a stop', () => {
  const { turns } = read(user('1', 'build'), { ...user('2', 'Request cancelled.'), type: 'info' });
  expect(turns.map(isInterrupted)).toEqual([false, true]);
});

test('tokens leave out what came from the cache', () => {
  const tokens = { input: 900, output: 50, cached: 700, thoughts: 20, tool: 0, total: 970 };
  expect(read(user('1', 'a'), reply('2', 'b', { tokens })).turns[1]?.tokens).toBe(270);
  expect(read(user('1', 'a'), reply('2', 'b', { tokens: { input: 'x' } })).turns[1]?.tokens).toBeNull();
});

test('a subagent belongs to the session whose folder it lies in, and no person wrote in it', () => {
  const path = '/home/dev/.gemini/tmp/shop/chats/s-0/s-1.jsonl';
  const { turns, outline } = readRecords(gemini, [{ ...start, kind: 'subagent' }, user('1', 'look')], path);
  expect(outline.head).toMatchObject({ id: 'gemini:s-1', parent: 'gemini:s-0' });
  expect([outline.prompts, turns.map(({ speaker }) => speaker)]).toEqual([0, ['agent']]);
});

test('kinds that are not known are counted by name', () => {
  const { outline } = read({ ...user('1', 'x'), type: 'banner' }, { mood: 'good' });
  expect(outline.skipped).toEqual({ 'message of banner': 1, 'member mood': 1 });
});
