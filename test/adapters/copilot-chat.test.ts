import { expect, test } from 'vitest';
import { copilotChat } from '../../src/adapters/copilot-chat/index.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const call = { name: 'run_in_terminal', arguments: '{"command":"make"}', id: 'toolu_1__vscode-5' };
const item = (isConfirmed: unknown) => ({
  kind: 'toolInvocationSerialized',
  toolCallId: 'toolu_1',
  isConfirmed,
});
const request = (text: string, more: object = {}) => ({
  message: { text },
  response: [],
  timestamp: 1784856800000,
  modelId: 'copilot/m',
  ...more,
});
const result = {
  metadata: { toolCallRounds: [{ response: 'I run it.', toolCalls: [call] }], toolCallResults: {} },
};

test('a log of changes tells what the document would', () => {
  const start = {
    kind: 0,
    v: { version: 3, responderUsername: 'x', sessionId: 's', requests: [request('one')] },
  };
  const { turns, outline } = readRecords(copilotChat, [
    start,
    { kind: 2, k: ['requests', 0, 'response'], v: [{ value: 'Let me ' }, { value: 'think' }] },
    { kind: 2, k: ['requests', 0, 'response'], i: 1, v: [{ value: 'see.' }] },
    { kind: 2, k: ['requests'], v: [request('two')] },
    { kind: 1, k: ['requests', 1, 'isCanceled'], v: true },
    { kind: 1, k: ['customTitle'], v: 'Two things' },
    { kind: 3, k: ['requests', 0, 'modelId'] },
  ]);
  expect(turns.map(turnText)).toEqual(['one', 'Let me see.', 'two', '']);
  expect(turns.map(isInterrupted)).toEqual([false, false, false, true]);
  expect(outline.head.title).toBe('Two things');
});

test('a tool that a person did not allow is refused', () => {
  const status = (isConfirmed: unknown) =>
    readRecords(copilotChat, [{ requests: request('go', { response: [item(isConfirmed)], result }) }])
      .turns.flatMap(turnToolCalls)
      .map(one => one.status)[0];
  expect([{ type: 0 }, { type: 5 }, false, { type: 4 }].map(status)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'unknown',
  ]);
});

test('without the model’s own words what a person saw is told, edits included', () => {
  const { turns } = readRecords(copilotChat, [
    {
      requests: request('go', {
        response: [
          { value: 'See ' },
          { kind: 'inlineReference', inlineReference: { path: '/x/a.ts' } },
          { kind: 'textEditGroup', uri: { path: '/x/a.ts' }, edits: [[{ text: 'new words' }]] },
        ],
      }),
    },
  ]);
  expect(turns[1] && turnText(turns[1])).toBe('See `a.ts`');
  expect(turns.flatMap(turnToolCalls)[0]?.edits).toEqual([
    { path: '/x/a.ts', before: null, after: 'new words' },
  ]);
});

test('a change can name no member of what objects are made of', () => {
  const start = { kind: 0, v: { responderUsername: 'x', sessionId: 's', requests: [request('one')] } };
  readRecords(copilotChat, [
    start,
    { kind: 1, k: ['requests', 0, '__proto__', 'polluted'], v: true },
    { kind: 1, k: ['requests', 0, 'response', 4_000_000_000], v: true },
  ]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
