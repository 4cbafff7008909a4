import { expect, test } from 'vitest';
import { pi } from '../../src/adapters/pi/index.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const start = {
  type: 'session',
  version: 3,
  id: 's',
  timestamp: '2026-04-01T08:00:00.000Z',
  cwd: '/home/dev/x',
};
const entry = (id: string, parentId: string | null, message: object) => ({
  type: 'message',
  id,
  parentId,
  timestamp: '2026-04-01T08:00:01.000Z',
  message,
});
const user = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });
const agent = (text: string, more: object = {}) => ({
  role: 'assistant',
  content: [{ type: 'text', text }],
  ...more,
});

test('an entry whose parent is an earlier one went back: what lies between is abandoned', () => {
  const { turns, outline } = readRecords(pi, [
    start,
    entry('1', null, user('one')),
    entry('2', '1', agent('first')),
    entry('3', '2', user('two')),
    entry('4', '3', agent('second')),
    entry('5', '2', user('another two')),
  ]);
  expect(turns.map(turnText)).toEqual(['one', 'first', 'two', 'second', 'another two']);
  expect(outline.spans.map(({ abandoned }) => abandoned ?? false)).toEqual([false, false, true, true, false]);
  expect(turns[3]?.blocks.at(-1)).toMatchObject({ kind: 'rewind', to: 3 });
});

test('an aborted reply was stopped, a failed one says why', () => {
  const { turns } = readRecords(pi, [
    start,
    entry('1', null, user('go')),
    entry('2', '1', agent('I go', { stopReason: 'aborted', errorMessage: 'Operation aborted' })),
    entry('3', '2', user('again')),
    entry('4', '3', agent('', { stopReason: 'error', errorMessage: 'overloaded' })),
  ]);
  expect(turns.map(isInterrupted)).toEqual([false, true, false, false]);
  expect(turns[3]?.blocks).toMatchObject([{ kind: 'note', text: 'overloaded' }]);
});

test('a failed command tells its code, and a typed one is the developer’s', () => {
  const call = { type: 'toolCall', id: 'c', name: 'bash', arguments: { command: 'make' } };
  const { turns, outline } = readRecords(pi, [
    start,
    entry('1', null, user('go')),
    entry('2', '1', {
      role: 'assistant',
      content: [call],
      usage: { input: 3, output: 4, cacheRead: 900, cacheWrite: 5 },
    }),
    entry('3', '2', {
      role: 'toolResult',
      toolCallId: 'c',
      isError: true,
      content: [{ type: 'text', text: 'no rule\n\nCommand exited with code 2' }],
    }),
    entry('4', '3', { role: 'bashExecution', command: 'ls', output: 'a', exitCode: 0 }),
    entry('5', '4', user('/compact now')),
  ]);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([
    { status: 'error', exitCode: 2, target: 'make' },
  ]);
  expect(turns[1]?.tokens).toBe(12);
  expect(turns[2]?.blocks.map(({ kind }) => kind)).toEqual(['command', 'note', 'command']);
  expect(outline.prompts).toBe(1);
});
