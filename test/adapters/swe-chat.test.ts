import { expect, test } from 'vitest';
import { sweChat } from '../../src/adapters/swe-chat/index.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const row = (turn_type: string, more: object, session_id = 's') => ({
  session_id,
  turn_number: 1,
  turn_type,
  ...more,
});

test('rows of another session in the same file are counted, and are no words of this one', () => {
  const { turns, outline } = readRecords(sweChat, [
    row('user_prompt', { content: 'go', agent: 'Codex' }),
    row('user_prompt', { content: 'elsewhere' }, 't'),
    row('assistant_response', { content: 'Done.', timestamp: null }),
    row('file_snapshot', {}),
  ]);
  expect(turns.map(turnText)).toEqual(['go', 'Done.']);
  expect(outline.skipped).toEqual({ 'row of another session': 1, file_snapshot: 1 });
  expect(outline.head).toMatchObject({ id: 'swe-chat:s', agent: 'Codex', startedAt: null });
});

test('a summary of the program is no prompt, and how a call ended stays unknown where no row says it', () => {
  const { turns, outline } = readRecords(sweChat, [
    row('user_prompt', { content: 'This session is being continued from a previous conversation.' }),
    row('tool_use', { tool_call_id: 'c', tool_name: 'Bash', tool_input_json: null, command: 'ls' }),
    row('tool_result', { tool_call_id: 'c', content: 'a b' }),
  ]);
  expect(outline.prompts).toBe(0);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([
    { target: 'ls', kind: 'run', output: 'a b', status: 'unknown' },
  ]);
});
