import { expect, test } from 'vitest';
import { cline } from '../../src/adapters/cline/index.ts';
import { searchReplaceEdits } from '../../src/adapters/search-replace.ts';
import { isInterrupted, turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const say = (kind: string, text: string, more: object = {}) => ({
  ts: 1786000000000,
  type: 'say',
  say: kind,
  text,
  ...more,
});
const ask = (kind: string, text: string) => ({ ts: 1786000001000, type: 'ask', ask: kind, text });

test('a task of Cline and one of Roo both begin with the prompt', () => {
  for (const first of ['task', 'text'])
    expect(readRecords(cline, [say(first, 'fix it'), say('text', 'I do')]).turns.map(turnText)).toEqual([
      'fix it',
      'I do',
    ]);
});

test('a command takes its output, and does not tell how it ended', () => {
  const { turns, outline } = readRecords(cline, [
    say('task', 'test'),
    ask('command', 'npm test'),
    say('command_output', '2 failed'),
    ask('command_output', ''),
  ]);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([
    { target: 'npm test', output: '2 failed', status: 'unknown' },
  ]);
  expect(outline.skipped).toEqual({ command_output: 1 });
});

test('a request that a person cancelled is a stop, and tells its tokens', () => {
  const request = {
    tokensIn: 10,
    tokensOut: 2,
    cacheWrites: 3,
    cacheReads: 900,
    cancelReason: 'user_cancelled',
  };
  const { turns } = readRecords(cline, [say('task', 'go'), say('api_req_started', JSON.stringify(request))]);
  expect([turns[1]?.tokens, turns[1] && isInterrupted(turns[1])]).toEqual([15, true]);
});

test.each([
  ['------- SEARCH\nold\n=======\nnew\n+++++++ REPLACE'],
  ['<<<<<<< SEARCH\n:start_line:2\n-------\nold\n=======\nnew\n>>>>>>> REPLACE'],
  ['<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE'],
])('an edit is read from its block: %j', text => {
  expect(searchReplaceEdits(text, 'a.ts')).toEqual([{ path: 'a.ts', before: 'old', after: 'new' }]);
});

test('messages that were not finished are passed over, and the files beside tell folder and model', () => {
  const path = '/u/globalStorage/rooveterinaryinc.roo-cline/tasks/7/ui_messages.json';
  const scanner = cline.scan(path);
  for (const companion of cline.companions?.(path) ?? [])
    scanner.companion?.(
      companion,
      companion.endsWith('history_item.json') ? '{"workspace":"/home/dev/x"}' : 'torn',
    );
  scanner.push(JSON.stringify(say('text', 'hello', { partial: true })), 0);
  const { head, skipped } = scanner.outline();
  expect(head).toMatchObject({ id: 'cline:7', agent: 'Roo Code', project: '/home/dev/x' });
  expect(skipped).toEqual({ 'message that was not finished': 1 });
});
