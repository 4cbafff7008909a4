import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codex } from '../../src/adapters/codex/index.ts';
import { parsePatch } from '../../src/adapters/codex/patch.ts';
import { byLine } from '../../src/domain/record-cut.ts';
import type { Block } from '../../src/domain/turn.ts';
import { firstRecords } from '../../src/files/open-log-records.ts';

const own = '019e1a40-3b10-7c41-8e02-6f1d2a3b4c5d';
const older = '019d1a40-3b10-7c41-8e02-6f1d2a3b4c5d';
const line = (type: string, payload: object, at = '2026-05-12T08:00:00.000Z') =>
  JSON.stringify({ timestamp: at, type, payload });
const meta = (more: object = {}) =>
  line('session_meta', { id: own, cwd: '/home/dev/box', source: 'cli', ...more });
const says = (role: string, text: string) =>
  line('response_item', { type: 'message', role, content: [{ type: 'input_text', text }] });
const event = (type: string, more: object = {}, at?: string) => line('event_msg', { type, ...more }, at);
const asks = (message: string) => [says('user', message), event('user_message', { message })];
const calls = (call_id: string, cmd: string) =>
  line('response_item', {
    type: 'function_call',
    name: 'exec_command',
    arguments: JSON.stringify({ cmd }),
    call_id,
  });
const returns = (call_id: string, output: unknown) =>
  line('response_item', { type: 'function_call_output', call_id, output });
const patches = (call_id: string, input: string) =>
  line('response_item', { type: 'custom_tool_call', name: 'apply_patch', call_id, input });

const read = (lines: readonly string[]) => {
  const scanner = codex.scan('/logs/rollout.jsonl');
  lines.forEach(scanner.push);
  const outline = scanner.outline();
  const turns = outline.spans.map(span => ({
    speaker: span.speaker,
    ...codex.decode(
      span.speaker,
      span.pieces.map(piece => ({ ...piece, text: lines.slice(piece.from, piece.to).join('\n') })),
    ),
  }));
  return { outline, turns, blocks: turns.flatMap(turn => turn.blocks) };
};
const show = (block: Block): string =>
  block.kind === 'tool'
    ? `tool ${block.call.status}`
    : 'text' in block
      ? `${block.kind} ${block.text}`
      : block.kind;
const statusOf = (output: unknown) => {
  const [block] = read([meta(), calls('c', 'npm test'), returns('c', output)]).blocks;
  return block?.kind === 'tool' ? [block.call.status, block.call.exitCode] : [];
};

const usage = (input_tokens: unknown, cached_input_tokens: unknown, output_tokens: unknown) => ({
  input_tokens,
  cached_input_tokens,
  output_tokens,
  reasoning_output_tokens: 2,
});
const counts = (total_tokens: number, last_token_usage: unknown) =>
  event('token_count', { info: { total_token_usage: { total_tokens }, last_token_usage } });
const tokensOf = (lines: readonly string[]) => read([meta(), ...lines]).turns.map(turn => turn.tokens);

describe('the tokens of a turn', () => {
  test('are the input that was not cached and the output of its calls', () => {
    const lines = [
      ...asks('Go'),
      calls('c', 'ls'),
      counts(1050, usage(1000, 900, 50)),
      returns('c', 'a.ts'),
      says('assistant', 'Done'),
      counts(2170, usage(1100, 1000, 20)),
      ...asks('On'),
      says('assistant', 'Yes'),
      counts(3480, usage(1300, 1100, 10)),
    ];
    expect(tokensOf(lines)).toEqual([null, 270, null, 210]);
  });

  test('count a call once that is told again when the limits change, also after the next prompt', () => {
    const one = counts(1050, usage(1000, 900, 50));
    const { turns, outline } = read([
      ...[meta(), ...asks('Go'), says('assistant', 'Done'), one, one, ...asks('On'), one],
      ...[says('assistant', 'Yes'), counts(2100, usage(1000, 900, 50))],
    ]);
    expect(turns.map(turn => turn.tokens)).toEqual([null, 150, null, 150]);
    expect(outline.skipped['repeated token_count']).toBe(2);
  });

  test('belong to the reply before them, whichever form of it the log has', () => {
    const one = counts(1050, usage(1000, 900, 50));
    const reply = event('agent_message', { message: 'Done' });
    expect(tokensOf([...asks('Go'), reply, one])).toEqual([null, 150]);
    expect(tokensOf([...asks('Go'), reply, one, says('assistant', 'Done'), ...asks('On')])).toEqual([
      null,
      150,
      null,
    ]);
  });

  test('without a reply are counted as passed over, and make no turn', () => {
    const { turns, outline } = read([meta(), ...asks('Go'), counts(1050, usage(1000, 900, 50))]);
    expect(turns.map(turn => turn.tokens)).toEqual([null]);
    expect(outline.skipped['token_count without its reply']).toBe(1);
  });

  test('are not known where the log has none', () => {
    const silent = event('token_count', { info: null, rate_limits: {} });
    expect(tokensOf([...asks('Go'), says('assistant', 'Done'), silent])).toEqual([null, null]);
  });

  test.each([
    'many',
    null,
    { output_tokens: 5 },
    usage(-1, 0, 5),
    usage(10, 11, 5),
    usage('7', 0, 5),
    usage(7, 'x', 5),
    usage(7, 0, 1e300),
  ])('pass over garbage: %j', bad => {
    const lines = [...asks('Go'), says('assistant', 'Done'), counts(10, bad)];
    expect(tokensOf(lines)).toEqual([null, null]);
    expect(tokensOf([...lines, counts(20, usage(4, 0, 6))])).toEqual([null, 10]);
  });
});

describe('what was said', () => {
  test('a prompt and a reply that the log writes twice are told once', () => {
    const { outline, blocks } = read([
      meta(),
      ...asks('Add a test'),
      event('agent_message', { message: 'Done.' }),
      says('assistant', 'Done.'),
    ]);
    expect(blocks.map(show)).toEqual(['text Add a test', 'text Done.']);
    expect(outline.prompts).toBe(1);
  });

  test('either form alone is enough, and the order of the two does not matter', () => {
    const items = [meta(), says('user', 'Add a test'), says('assistant', 'Done.')];
    const events = [
      meta(),
      event('user_message', { message: 'Add a test' }),
      event('agent_message', { message: 'Done.' }),
    ];
    const reversed = [meta(), says('user', 'Add a test'), says('assistant', 'Done.'), ...events.slice(1)];
    for (const lines of [items, events])
      expect(read(lines).blocks.map(show)).toEqual(['text Add a test', 'text Done.']);
    expect(read(reversed).outline.prompts).toBe(1);
  });

  test('two equal replies to two prompts are both kept', () => {
    const lines = [
      meta(),
      ...asks('One'),
      says('assistant', 'Done.'),
      ...asks('Two'),
      says('assistant', 'Done.'),
    ];
    expect(read(lines).blocks.map(show)).toEqual(['text One', 'text Done.', 'text Two', 'text Done.']);
  });

  test('what the harness wrote as a user is no prompt', () => {
    const starts = [
      '<environment_context>',
      '# AGENTS.md instructions for /x',
      '<subagent_notification>',
      '<skill>',
    ];
    const { outline, turns } = read([meta(), ...starts.map(start => says('user', `${start}\nwords`))]);
    expect([outline.prompts, turns.length, outline.skipped['injected user message']]).toEqual([0, 0, 4]);
  });

  test('of an editor’s prompt only the request is kept', () => {
    const wrapped = '# Files mentioned by the user:\n\n## a.ts\n\n## My request for Codex:\nRename it\n';
    expect(read([meta(), ...asks(wrapped)]).blocks.map(show)).toEqual(['text Rename it']);
  });

  test('a log of mid 2025 without envelopes is read', () => {
    const lines = [
      JSON.stringify({ id: own, timestamp: '2025-06-01T10:00:00Z', instructions: null }),
      JSON.stringify({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }),
      JSON.stringify({ record_type: 'state' }),
    ];
    expect(codex.claims({ path: 'x', head: lines.join('\n') })).toBe(true);
    expect(read(lines).outline).toMatchObject({ prompts: 1, head: { id: `codex:${own}`, title: 'Hello' } });
  });
});

describe('stops, rollbacks and copies', () => {
  const mark = says(
    'user',
    '<turn_aborted>\nThe user interrupted the previous turn on purpose.\n</turn_aborted>',
  );
  const abort = event('turn_aborted', { reason: 'interrupted' });

  test.each([[[abort, mark]], [[mark, abort]], [[mark]], [[abort]]])(
    'a stop is told once, at the end of its turn',
    stop => {
      const { turns } = read([meta(), ...asks('Go'), calls('c', 'ls'), ...stop, ...asks('Stop that')]);
      expect(turns.map(turn => turn.blocks.map(show))).toEqual([
        ['text Go'],
        ['tool unknown', 'interruption'],
        ['text Stop that'],
      ]);
    },
  );

  test('a stop for another reason is a note', () => {
    const { blocks } = read([meta(), ...asks('Go'), event('turn_aborted', { reason: 'replaced' })]);
    expect(blocks.map(show)).toEqual(['text Go', 'note replaced']);
  });

  test('a prompt that the agent sends again at once after a stop is told once, one that a person repeats is kept', () => {
    const again = (at: string) =>
      read([meta(), ...asks('Go'), abort, event('user_message', { message: 'Go' }, at)]).outline.prompts;
    expect([again('2026-05-12T08:00:00.200Z'), again('2026-05-12T08:00:09.000Z')]).toEqual([1, 2]);
  });

  test('a rollback leaves the last prompts and their answers behind, still there and marked', () => {
    const lines = [
      meta(),
      ...asks('Go'),
      says('assistant', 'Gone'),
      ...asks('Left'),
      says('assistant', 'Turned'),
      ...asks('Right'),
      event('thread_rolled_back', { num_turns: 2 }),
      ...asks('Straight'),
      says('assistant', 'Walked'),
      event('thread_rolled_back', { num_turns: 1 }),
    ];
    const { outline, blocks } = read(lines);
    expect(outline.spans.flatMap(span => (span.abandoned ? [span.number] : []))).toEqual([3, 4, 5, 6, 7, 8]);
    expect(blocks.flatMap(block => (block.kind === 'rewind' ? [block.to] : []))).toEqual([3, 7]);
    expect(outline.prompts).toBe(4);
  });

  test('a rollback of nothing known and a compaction are notes, and the replaced history is not shown', () => {
    const history = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'old words' }] }];
    const { blocks, outline } = read([
      meta(),
      line('compacted', { message: '', replacement_history: history }),
      event('thread_rolled_back', { num_turns: 2 }),
    ]);
    expect(blocks.map(show)).toEqual(['note ', 'note The developer took back the last 2 prompts.']);
    expect(outline.prompts).toBe(0);
  });

  test('history copied from another session is not counted, the session’s own is', () => {
    const { outline, blocks } = read([
      meta({ forked_from_id: older }),
      line('session_meta', { id: older, cwd: '/other' }),
      event('task_started', { turn_id: older }),
      ...asks('Copied'),
      event('task_started', { turn_id: own.replace('3b10', '3b20') }),
      ...asks('New'),
    ]);
    expect(blocks.map(show)).toEqual(['text New']);
    expect(outline).toMatchObject({ prompts: 1, head: { project: '/home/dev/box', parent: null } });
  });

  test('a subagent names its parent and has no prompts', () => {
    const source = { subagent: { thread_spawn: { parent_thread_id: older, depth: 1 } } };
    const { outline, turns } = read([meta({ source }), ...asks('Review this'), says('assistant', 'Fine.')]);
    expect(outline).toMatchObject({ prompts: 0, head: { parent: `codex:${older}`, title: 'Review this' } });
    expect(turns.map(turn => turn.speaker)).toEqual(['agent']);
  });
});

describe('tools', () => {
  test.each([
    ['Chunk ID: a\nWall time: 1 seconds\nProcess exited with code 2\nOutput:\nx', ['error', 2]],
    ['{"output":"x","metadata":{"exit_code":0}}', ['ok', 0]],
    ['Exit code: 1\nWall time: 0 seconds\nOutput:\nx', ['error', 1]],
    ['Wall time: 1 seconds\nProcess running with session ID 7\nOutput:\n', ['unknown', null]],
    ['exec command rejected by user', ['rejected', null]],
    ['This action was rejected due to unacceptable risk.', ['error', null]],
    ['aborted by user after 3.1s', ['interrupted', null]],
    [[{ type: 'input_text', text: 'seen' }], ['ok', null]],
    ['Chunk ID: a\nProcess exited with code 0\nOutput:\nProcess exited with code 9', ['ok', 0]],
  ])('%j', (output, expected) => {
    expect(statusOf(output)).toEqual(expected);
  });

  test('an output that comes after the next prompt belongs to the turn of its call', () => {
    const { turns } = read([meta(), ...asks('Go'), calls('c', 'ls'), ...asks('And?'), returns('c', 'a.ts')]);
    expect(turns.map(turn => turn.blocks.map(show))).toEqual([['text Go'], ['tool ok'], ['text And?']]);
  });

  test('a patch becomes one edit a hunk, also inside a shell command', () => {
    const patch =
      '*** Begin Patch\n*** Update File: a.ts\n@@\n keep\n-old\n+new\n@@\n-x\n*** Add File: b.ts\n+one\n+two\n*** Delete File: c.ts\n*** End Patch';
    expect(parsePatch(patch)).toEqual([
      { path: 'a.ts', before: 'keep\nold', after: 'keep\nnew' },
      { path: 'a.ts', before: 'x', after: '' },
      { path: 'b.ts', before: null, after: 'one\ntwo' },
      { path: 'c.ts', before: null, after: '' },
    ]);
    for (const call of [patches('c', patch), calls('c', `apply_patch <<'EOF'\n${patch}\nEOF`)]) {
      expect(read([meta(), call]).blocks).toMatchObject([
        { call: { kind: 'edit', target: 'a.ts, b.ts, c.ts', edits: { length: 4 } } },
      ]);
    }
  });

  test('a command that only prints a patch is no edit', () => {
    const { blocks } = read([
      meta(),
      calls('c', 'echo "*** Begin Patch\n*** Delete File: c.ts\n*** End Patch"'),
    ]);
    expect(blocks).toMatchObject([{ call: { kind: 'run', edits: [] } }]);
  });
});

test('half-way looks at the outline change nothing, and torn logs never throw and alternate', () => {
  const whole = [
    meta(),
    ...asks('Go'),
    event('agent_reasoning', { text: 'Hm' }),
    event('agent_message', { message: 'Yes' }),
    counts(1050, usage(1000, 900, 50)),
    says('assistant', 'Yes'),
    calls('c', 'ls'),
    counts(2100, usage(1000, 900, 50)),
    ...asks('Stop'),
    returns('c', 'a.ts'),
    event('turn_aborted', { reason: 'interrupted' }),
  ];
  const text = whole.join('\n');
  const looked = codex.scan('x');
  whole.forEach((one, index) => {
    looked.push(one, index);
    looked.outline();
  });
  expect(looked.outline().prompts).toBe(2);
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 6 }), (cut, at, noise) => {
      const torn = `${text.slice(0, at)}${noise}${text.slice(at)}`.slice(0, cut).split('\n');
      const { outline, turns } = read(torn);
      expect(turns.every(({ tokens }) => tokens === null || tokens >= 0)).toBe(true);
      outline.spans.forEach((span, index) => {
        expect(span.number).toBe(index + 1);
        expect(span.speaker).not.toBe(outline.spans[index - 1]?.speaker);
      });
    }),
    { numRuns: 200 },
  );
});

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');
const manifest = join(corpus, 'MANIFEST.json');
type Row = { file?: string; user_turns: number; interruptions: number };

test.skipIf(!existsSync(manifest))(
  'prompts and stops of real logs equal an independent count (skipped: no corpus)',
  () => {
    const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    const rows = (
      Array.isArray(parsed) ? parsed : Object.values(Object(parsed)).find(Array.isArray)
    ) as Row[];
    const logs = rows.filter(row => row.file?.startsWith('codex/'));
    expect(logs.length).toBeGreaterThan(0);
    for (const { file = '', user_turns, interruptions } of logs) {
      const { outline, blocks } = read(readFileSync(join(corpus, file), 'utf8').split('\n'));
      const stops = blocks.filter(block => block.kind === 'interruption').length;
      expect([file, outline.prompts, stops, outline.problems]).toEqual([file, user_turns, interruptions, []]);
    }
  },
);

test('the document of the first program falls into its session and its items', () => {
  const call = { type: 'function_call', call_id: 'c', name: 'shell', arguments: '{"command":["ls"]}' };
  const text = JSON.stringify(
    {
      session: { id: 's-1', timestamp: '2025-05-01T08:00:00.000Z', instructions: '' },
      items: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'list the files' }] },
        call,
        { type: 'function_call_output', call_id: 'c', output: '{"output":"a","metadata":{"exit_code":0}}' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'One file: a.' }] },
      ],
    },
    null,
    2,
  );
  const sample = { path: 'rollout-2025-05-01-s-1.json', head: text };
  expect(codex.claims(sample)).toBe(true);
  const records = firstRecords('x', text, codex.cut?.(sample) ?? byLine);
  const scanner = codex.scan('x');
  records.forEach(scanner.push);
  const { head, spans, prompts, problems, toolCalls } = scanner.outline();
  expect([head.id, head.startedAt, prompts, toolCalls, problems]).toEqual([
    'codex:s-1',
    '2025-05-01T08:00:00.000Z',
    1,
    1,
    [],
  ]);
  const [, reply] = spans.map(({ speaker, pieces }) =>
    codex.decode(
      speaker,
      pieces.map(piece => ({ ...piece, text: records.slice(piece.from, piece.to).join('\n') })),
    ),
  );
  expect(reply?.blocks).toMatchObject([
    { kind: 'tool', call: { output: 'a', target: 'ls', exitCode: 0 } },
    { kind: 'text', text: 'One file: a.' },
  ]);
});
