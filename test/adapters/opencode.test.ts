import { expect, test } from 'vitest';
import { opencode } from '../../src/adapters/opencode/index.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const part = (role: string, data: object) => ({
  kind: 'part',
  role,
  time: 1786000000000,
  data: JSON.stringify(data),
});
const end = (data: object) => ({ kind: 'message', time: 1786000000000, data: JSON.stringify(data) });
const tool = (state: object, name = 'bash') =>
  readRecords(opencode, [
    part('user', { type: 'text', text: 'go' }),
    part('assistant', { type: 'tool', callID: 'c', tool: name, state }),
  ]).turns.flatMap(turnToolCalls)[0];

test('what the program puts beside a prompt is no word of the developer', () => {
  const { turns, outline } = readRecords(opencode, [
    part('user', { type: 'text', text: 'look' }),
    part('user', { type: 'text', text: 'Called the Read tool', synthetic: true }),
    part('user', { type: 'text', text: 'left out', ignored: true }),
  ]);
  expect(turns.map(turnText)).toEqual(['look', '']);
  expect(outline.prompts).toBe(1);
});

test('a call is refused, stopped or failed as its words and its exit say', () => {
  const input = { command: 'rm -rf test' };
  const refused = 'The user rejected permission to use this specific tool call.';
  expect(tool({ status: 'error', input, error: refused })?.status).toBe('rejected');
  expect(tool({ status: 'error', input, error: 'Tool execution aborted' })?.status).toBe('interrupted');
  expect(tool({ status: 'completed', input, output: 'x', metadata: { exit: 3 } })).toMatchObject({
    status: 'error',
    exitCode: 3,
  });
  expect(tool({ status: 'completed', input, output: 'x' }, 'invalid')?.status).toBe('error');
  expect(tool({ status: 'running', input })?.status).toBe('unknown');
});

test('a task names the session of its subagent', () => {
  const state = { status: 'completed', input: {}, output: '', metadata: { sessionId: 'ses_2' } };
  expect(tool(state, 'task')).toMatchObject({ subagent: 'ses_2', kind: 'task' });
});

test('a reply that was aborted ends in a stop, and its tokens leave out what was cached', () => {
  const { turns } = readRecords(opencode, [
    part('user', { type: 'text', text: 'go' }),
    part('assistant', { type: 'text', text: 'I go' }),
    end({
      role: 'assistant',
      modelID: 'm',
      error: { name: 'MessageAbortedError' },
      tokens: { input: 10, output: 5, reasoning: 2, cache: { read: 900, write: 3 } },
    }),
  ]);
  expect(turns.map(isInterrupted)).toEqual([false, true]);
  expect([turns[1]?.tokens, turns[1]?.blocks.at(-1)?.kind]).toEqual([20, 'interruption']);
});

test('a torn row is counted and costs itself', () => {
  const { outline } = readRecords(opencode, [{ kind: 'part', role: 'user', data: '{"type":"te' }]);
  expect(outline.skipped).toEqual({ 'part that is torn': 1 });
});
