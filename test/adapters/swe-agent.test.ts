import { expect, test } from 'vitest';
import { sweAgent } from '../../src/adapters/swe-agent/index.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { readRecords } from '../helpers/read-records.ts';

const said = (role: string, content: string, more: object = {}) => ({ history: { role, content, ...more } });
const asks = (thought: string, action: string) =>
  said('assistant', `${thought}\n\`\`\`\n${action}\n\`\`\``, { thought, action });

test('an older run asks by text: its own commands are tools, all else goes to the shell', () => {
  const { turns, outline } = readRecords(sweAgent, [
    said('system', 'SETTING'),
    said('user', 'a demonstration', { is_demo: true }),
    said('user', 'mend it'),
    asks('I open it.', 'open tide.py'),
    said('user', '[File: /sea/tide.py (3 lines total)]\n1:x = 1\n(Open file: /sea/tide.py)'),
    asks('', 'edit 1:1\nx = 2\nend_of_edit'),
    said('user', 'File updated.'),
    asks('', 'python tide.py | head -3'),
    said('user', '2'),
    { info: { exit_status: 'submitted' } },
  ]);
  expect(turns.map(turnText)).toEqual(['mend it', 'I open it.']);
  expect(turns.flatMap(turnToolCalls)).toMatchObject([
    { name: 'open', kind: 'read', target: 'tide.py', status: 'unknown' },
    { name: 'edit', target: '/sea/tide.py', edits: [{ path: '/sea/tide.py', before: null, after: 'x = 2' }] },
    { name: 'bash', kind: 'run', target: 'python tide.py | head -3', output: '2' },
  ]);
  expect(turns[1]?.blocks.at(-1)).toMatchObject({ kind: 'note', text: 'submitted' });
  expect(outline.skipped).toEqual({ 'entry of system': 1, demonstration: 1 });
});

test('the document around a run tells folder and model', () => {
  const { outline } = readRecords(sweAgent, [
    { trajectory: { action: 'ls', state: '{"open_file":"n/a","working_dir":"/sea"}' } },
    { replay_config: '{"agent":{"model":{"name":"m"}}}' },
  ]);
  expect(outline.head).toMatchObject({ project: '/sea', model: 'm', modality: 'cli' });
});
