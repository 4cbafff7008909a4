import { expect, test } from 'vitest';
import { cursor } from '../../src/adapters/cursor/index.ts';
import { isInterrupted, turnText, turnThinking } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const say = (role: string, text: string) => ({ role, message: { content: [{ type: 'text', text }] } });

test('the query is the prompt, and its stamp the time in UTC', () => {
  const stamp = '<timestamp>Thursday, Aug 6, 2026, 12:06 AM (UTC+5:30)</timestamp>';
  const { turns } = readRecords(cursor, [
    say('user', `${stamp}\n<user_info>\nOS: x\n</user_info>\n<user_query>\nfix it\n</user_query>`),
    say('user', '<user_info>\nOS: x\n</user_info>'),
    say('user', 'plain words'),
  ]);
  expect(turns.map(turnText)).toEqual(['fix it', '', 'plain words']);
  expect(turns.map(({ speaker, at }) => [speaker, at])).toEqual([
    ['developer', '2026-08-05T18:36:00.000Z'],
    ['agent', null],
    ['developer', null],
  ]);
});

test('what the transcript keeps back is not shown', () => {
  const { turns } = readRecords(cursor, [say('user', 'go'), say('assistant', '[REDACTED]')]);
  expect(turns[1] && [turnText(turns[1]), turnThinking(turns[1])]).toEqual(['', '']);
});

test('a turn that ended otherwise than well was stopped, or says how', () => {
  const ended = (status: string) =>
    readRecords(cursor, [say('user', 'go'), say('assistant', 'I do'), { type: 'turn_ended', status }])
      .turns[1];
  expect([ended('success'), ended('aborted')].map(turn => turn && isInterrupted(turn))).toEqual([
    false,
    true,
  ]);
  expect(ended('error')?.blocks.at(-1)).toMatchObject({ kind: 'note', text: 'error' });
});

test('a subagent belongs to the transcript in whose folder it lies', () => {
  const { outline } = readRecords(cursor, [say('user', 'count')], '/p/agent-transcripts/a/subagents/b.jsonl');
  expect(outline.head).toMatchObject({ id: 'cursor:b', parent: 'cursor:a' });
  expect(cursor.subagentPlaces('/p/agent-transcripts/a/a.jsonl', 'b')).toEqual({
    roots: ['/p/agent-transcripts/a/subagents'],
    ending: 'b.jsonl',
  });
});
