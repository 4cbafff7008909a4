import { expect, test } from 'vitest';
import { copilot } from '../../src/adapters/copilot/index.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const at = '2026-08-06T07:00:00.000Z';
const event = (type: string, data: object, more: object = {}) => ({ type, data, timestamp: at, ...more });
const ask = (content: string, more: object = {}) =>
  event('user.message', { content, attachments: [], ...more });
const push = { toolCallId: 'c1', name: 'bash', arguments: { command: 'git push' } };
const reply = event('assistant.message', { content: 'Pushing.', model: 'm', toolRequests: [push] });

test('a refusal stays one whatever the tool says of it, and its words are the developer’s', () => {
  const { turns, outline } = readRecords(copilot, [
    ask('fix it'),
    reply,
    event('permission.requested', { requestId: 'p', permissionRequest: { toolCallId: 'c1' } }),
    event('permission.completed', {
      requestId: 'p',
      result: { kind: 'denied-interactively-by-user', feedback: 'no pushing' },
    }),
    event('tool.execution_complete', { toolCallId: 'c1', success: false, error: { message: 'failed' } }),
  ]);
  expect(turns.map(turnText)).toEqual(['fix it', 'Pushing.', 'no pushing']);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([{ status: 'rejected', output: 'failed' }]);
  expect(outline.prompts).toBe(1);
});

test('a command that failed did, though its call succeeded', () => {
  const content = 'no such file\n<shellId: 0 completed with exit code 2>';
  const { turns } = readRecords(copilot, [
    ask('look'),
    reply,
    event('tool.execution_complete', { toolCallId: 'c1', success: true, result: { content } }),
  ]);
  expect(turns[1] && turnToolCalls(turns[1])).toMatchObject([{ status: 'error', exitCode: 2 }]);
});

test('what the program, a skill or a parent agent says is no prompt', () => {
  const { turns, outline } = readRecords(copilot, [
    ask('go'),
    reply,
    ask('', { isAutopilotContinuation: true }),
    ask('<skill-context name="x">be short</skill-context>', { source: 'skill-x' }),
    { ...ask('do the part'), agentId: 'c1' },
    { ...event('assistant.message', { content: 'part done', toolRequests: [] }), agentId: 'c1' },
    event('abort', { reason: 'user_initiated' }),
  ]);
  expect(outline.prompts).toBe(1);
  expect(turns.map(turnText)).toEqual(['go', 'Pushing.']);
  expect(turns[1]?.blocks.filter(({ sidechain }) => sidechain).map(({ kind }) => kind)).toEqual([
    'note',
    'text',
  ]);
  expect(turns[1]?.blocks.at(-1)?.kind).toBe('interruption');
});

test('a transcript of VS Code is one of an editor, in the folder that its workspace names', () => {
  const path = '/u/workspaceStorage/1/GitHub.copilot-chat/transcripts/s.jsonl';
  expect(copilot.companions?.(path)).toEqual(['/u/workspaceStorage/1/workspace.json']);
  const scanner = copilot.scan(path);
  scanner.companion?.('/u/workspaceStorage/1/workspace.json', '{"folder":"file:///c%3A/dev/my%20shop"}');
  expect(scanner.outline().head).toMatchObject({ modality: 'ide', project: 'c:/dev/my shop' });
});

test('a patch among the arguments tells its edits', () => {
  const input = '*** Begin Patch\n*** Update File: a.ts\n@@\n-x\n+y\n*** End Patch';
  const { turns } = readRecords(copilot, [
    ask('fix'),
    event('assistant.message', {
      content: '',
      toolRequests: [{ toolCallId: 'c', name: 'apply_patch', arguments: { input } }],
    }),
  ]);
  expect(turns[1] && turnToolCalls(turns[1])[0]?.edits).toEqual([{ path: 'a.ts', before: 'x', after: 'y' }]);
});
