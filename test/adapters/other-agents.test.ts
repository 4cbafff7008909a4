import { expect, test } from 'vitest';
import { amp } from '../../src/adapters/amp/index.ts';
import { atif } from '../../src/adapters/atif/index.ts';
import { crush } from '../../src/adapters/crush/index.ts';
import { goose } from '../../src/adapters/goose/index.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

test('Crush: a canceled reply is a stop, a denied call refused, and the folder is no part of an output', () => {
  const message = (role: string, parts: object[]) => ({
    kind: 'message',
    role,
    parts: JSON.stringify(parts),
    time: 1754062312,
  });
  const call = { id: 'c', name: 'bash', input: '{"command":"ls"}' };
  const { turns } = readRecords(crush, [
    message('user', [{ type: 'text', data: { text: 'go' } }]),
    message('assistant', [
      { type: 'tool_call', data: call },
      { type: 'finish', data: { reason: 'canceled' } },
    ]),
    message('tool', [{ type: 'tool_result', data: { tool_call_id: 'c', content: 'a\n\n<cwd>/x</cwd>' } }]),
  ]);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([{ output: 'a', status: 'ok', target: 'ls' }]);
  expect([turns[0]?.at, turns[1] && isInterrupted(turns[1])]).toEqual(['2025-08-01T15:31:52.000Z', true]);
});

test('Goose: an answer of a tool is no prompt, old and new calls read alike, what is hidden is a note', () => {
  const message = (role: string, content: object[], metadata = '{}') => ({
    kind: 'message',
    role,
    content: JSON.stringify(content),
    metadata,
    time: 1786000000,
  });
  const value = { name: 'developer__shell', arguments: { command: 'ls' } };
  for (const toolCall of [{ status: 'success', value }, { Ok: value }]) {
    const { turns, outline } = readRecords(goose, [
      message('user', [{ type: 'text', text: 'go' }]),
      message('assistant', [{ type: 'toolRequest', id: 'c', toolCall }]),
      message('user', [
        {
          type: 'toolResponse',
          id: 'c',
          toolResult: {
            status: 'success',
            value: { content: [{ type: 'text', text: 'The user has declined to run this tool.' }] },
          },
        },
      ]),
      message('user', [{ type: 'text', text: 'so far' }], '{"userVisible":false}'),
    ]);
    expect(outline.prompts).toBe(1);
    expect(turns.flatMap(turnToolCalls)).toMatchObject([{ kind: 'run', target: 'ls', status: 'rejected' }]);
    expect(turns[1]?.blocks.at(-1)).toMatchObject({ kind: 'note', text: 'so far' });
  }
});

test('Amp: what a person says while refusing a call is theirs', () => {
  const { turns, outline } = readRecords(amp, [
    { id: 'T-1' },
    { messages: { role: 'user', content: [{ type: 'text', text: 'go' }], meta: { sentAt: 1786000000000 } } },
    {
      messages: {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'c', name: 'Bash', input: { cmd: 'rm x' } }],
      },
    },
    {
      messages: {
        role: 'user',
        content: [{ type: 'tool_result', toolUseID: 'c', run: { status: 'rejected-by-user', reason: 'no' } }],
      },
    },
  ]);
  expect(turns.map(turnText)).toEqual(['go', '', 'no']);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([{ status: 'rejected', target: 'rm x' }]);
  expect(outline.prompts).toBe(1);
});

test('ATIF: a step has its results with it, whose end the format does not tell', () => {
  const { turns, outline } = readRecords(atif, [
    { agent: { name: 'codex', model_name: 'm' } },
    { steps: { step_id: 1, source: 'system', message: 'be good' } },
    { steps: { step_id: 2, source: 'user', message: [{ type: 'text', text: 'go' }] } },
    {
      steps: {
        step_id: 3,
        source: 'agent',
        message: 'I look',
        tool_calls: [{ tool_call_id: 'c', function_name: 'bash', arguments: { command: 'ls' } }],
        observation: { results: [{ source_call_id: 'c', content: 'a' }] },
        metrics: { prompt_tokens: 100, completion_tokens: 5, cached_tokens: 80 },
      },
    },
  ]);
  expect(turns.map(turnText)).toEqual(['go', 'I look']);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([{ output: 'a', status: 'unknown' }]);
  expect([outline.head.agent, turns[1]?.tokens]).toEqual(['codex', 25]);
});
