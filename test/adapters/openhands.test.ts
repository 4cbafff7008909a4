import { expect, test } from 'vitest';
import { openhands } from '../../src/adapters/openhands/index.ts';
import { turnText, turnThinking, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';
import { readSample } from '../helpers/samples.ts';

const at = '2026-03-09T16:04:11.217482';
const message = (source: string, text: string, more: object = {}) => ({
  timestamp: at,
  source,
  llm_message: { role: 'x', content: [{ type: 'text', text }], ...more },
  kind: 'MessageEvent',
});
const action = (tool_name: string, input: object | null, more: object = {}) => ({
  timestamp: at,
  source: 'agent',
  thought: [],
  action: input,
  tool_name,
  tool_call_id: 'c',
  tool_call: { name: tool_name, arguments: '{"command":"ls"}' },
  kind: 'ActionEvent',
  ...more,
});
const reject = (rejection_reason: string, rejection_source = 'user') => ({
  tool_call_id: 'c',
  rejection_reason,
  rejection_source,
  kind: 'UserRejectObservation',
});

test('an answer that is spread over events is paid for once, what came from the cache left out', () => {
  const { turns } = readSample('openhands/tram-delay');
  // Two answers of the model: 4340 and 4580 tokens of prompt, the second with 3900 from the cache; 71 and 72 written.
  expect(turns[1]?.tokens).toBe(4340 + 71 + (4580 - 3900 + 72) + (4820 - 3900 + 73));
  const record = (data: object, kind: string) => ({ kind, data: JSON.stringify(data) });
  const used = { response_id: 'r', prompt_tokens: 10, completion_tokens: 5, cache_read_tokens: 4 };
  const { turns: twice } = readRecords(openhands, [
    record({ id: 'i', stats: { usage_to_metrics: { a: { token_usages: [used] } } } }, 'state'),
    record(action('terminal', { command: 'a' }, { llm_response_id: 'r' }), 'event'),
    record(action('terminal', { command: 'b' }, { llm_response_id: 'r', tool_call_id: 'd' }), 'event'),
  ]);
  expect(twice.map(({ tokens }) => tokens)).toEqual([11]);
});

test('the words of a refusal are the developer’s, the program’s own sentence and a hook’s are not', () => {
  const { turns, outline } = readRecords(openhands, [
    message('user', 'go'),
    action('terminal', { command: 'rm -r x' }),
    reject('never delete here'),
    action('terminal', { command: 'ls' }, { tool_call_id: 'd' }),
    { ...reject('User rejected the action'), tool_call_id: 'd' },
    action('terminal', { command: 'cat y' }, { tool_call_id: 'e' }),
    { ...reject('Blocked by a hook', 'hook'), tool_call_id: 'e' },
  ]);
  expect(turns.map(turnText)).toEqual(['go', '', 'never delete here', '']);
  expect(turns.flatMap(turnToolCalls).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'error']);
  expect(outline.prompts).toBe(2);
});

test('what the loop asks by itself is no prompt, and thoughts in the words are thinking', () => {
  const { turns, outline } = readRecords(openhands, [
    message('user', 'go'),
    message('agent', '<think>slowly</think>\n\nDone.'),
    message('user', 'The task appears incomplete (iteration 1/3). Go on.'),
  ]);
  expect(outline.prompts).toBe(1);
  expect(turns.map(turnText)).toEqual(['go', 'Done.']);
  expect(turns[1] && turnThinking(turns[1])).toBe('slowly');
});

test('the last words of a task are words, and a call that could not be read shows what was asked', () => {
  const { turns } = readRecords(openhands, [
    message('user', 'go'),
    action('terminal', null),
    { tool_call_id: 'c', error: 'no such argument', kind: 'AgentErrorEvent' },
    action('finish', { message: 'All done.', kind: 'FinishAction' }, { tool_call_id: 'f' }),
  ]);
  expect(turns.map(turnText)).toEqual(['go', 'All done.']);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([{ target: 'ls', kind: 'run', status: 'error' }]);
});

test('one tool looks and edits: what it was asked tells which', () => {
  const { turns } = readRecords(openhands, [
    action('file_editor', { command: 'view', path: '/a' }),
    action('file_editor', { command: 'str_replace', path: '/a', old_str: 'x', new_str: 'y' }),
  ]);
  expect(turns.flatMap(turnToolCalls).map(({ kind, target, edits }) => [kind, target, edits])).toEqual([
    ['read', '/a', []],
    ['edit', '/a', [{ path: '/a', before: 'x', after: 'y' }]],
  ]);
});
