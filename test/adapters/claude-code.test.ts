import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeCode } from '../../src/adapters/claude-code/index.ts';
import { toTarget, toToolKind } from '../../src/adapters/tool-kinds.ts';
import type { Block } from '../../src/domain/turn.ts';
import { samples } from '../helpers/samples.ts';

const own = '5e1c0a11-0000-4000-8000-000000000001';
const other = '5e1c0a11-0000-4000-8000-000000000002';
const refused =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file).";
const refusedSilently = `${refused} STOP what you are doing and wait for the user to tell you how to proceed.`;
const refusedWith = (words: string) => `${refused} To tell you how to proceed, the user said:\n${words}`;
const stop = '[Request interrupted by user]';

let count = 0;
const record = (type: string, more: object = {}) => {
  count += 1;
  return JSON.stringify({
    parentUuid: null,
    isSidechain: false,
    cwd: '/home/dev/box',
    sessionId: own,
    version: '2.1.31',
    type,
    uuid: `uuid-${count}`,
    timestamp: new Date(Date.UTC(2026, 4, 1, 8, 0, count % 60)).toISOString(),
    ...more,
  });
};
const user = (content: unknown, more: object = {}) =>
  record('user', { message: { role: 'user', content }, ...more });
const agent = (content: object[], more: object = {}, model = 'claude-sonnet-4-5') =>
  record('assistant', { message: { id: 'msg', role: 'assistant', model, content }, ...more });
const says = (text: string, more: object = {}) => agent([{ type: 'text', text }], more);
const uses = (id: string, name: string, input: object = {}, more: object = {}) =>
  agent([{ type: 'tool_use', id, name, input }], more);
const gives = (id: string, content: unknown, more: object = {}, isError = false) =>
  user([{ type: 'tool_result', tool_use_id: id, content, is_error: isError }], more);
const fails = (id: string, content: string) => gives(id, content, {}, true);
const queue = (operation: string, content?: string) =>
  JSON.stringify({
    type: 'queue-operation',
    operation,
    content,
    sessionId: own,
    timestamp: '2026-05-01T08:30:00.000Z',
  });
const attached = (prompt: unknown, commandMode = 'prompt') =>
  record('attachment', { attachment: { type: 'queued_command', prompt, commandMode } });

const read = (lines: readonly string[], path = `/logs/${own}.jsonl`) => {
  const scanner = claudeCode.scan(path);
  lines.forEach(scanner.push);
  const outline = scanner.outline();
  const turns = outline.spans.map(span => ({
    speaker: span.speaker,
    ...claudeCode.decode(
      span.speaker,
      span.pieces.map(piece => ({ ...piece, text: lines.slice(piece.from, piece.to).join('\n') })),
    ),
  }));
  return {
    outline,
    head: outline.head,
    turns,
    shown: turns.map(turn => [turn.speaker, ...turn.blocks.map(show)].join(' | ')),
  };
};
const show = (block: Block): string => {
  const side = block.sidechain ? '┆' : '';
  if (block.kind === 'tool') return `${side}${block.call.name} ${block.call.status}`;
  if (block.kind === 'note') return `${side}note ${block.label}: ${block.text}`;
  if (block.kind === 'rewind') return `rewind ${block.to}`;
  return 'text' in block ? `${side}${block.kind} ${block.text}` : `${side}${block.kind}`;
};
const callOf = (lines: readonly string[]) => {
  const block = read(lines)
    .turns.flatMap(turn => turn.blocks)
    .find(one => one.kind === 'tool');
  if (block?.kind !== 'tool') throw new Error('no tool call');
  return block.call;
};

const abandoned = (lines: readonly string[]) =>
  read(lines).outline.spans.flatMap(span => (span.abandoned ? [span.number] : []));

describe('going back', () => {
  const start = [
    user('Build the form', { uuid: 'ask' }),
    says('Which fields?', { uuid: 'question', parentUuid: 'ask' }),
  ];
  const branch = [
    user('Name only', { uuid: 'left', parentUuid: 'question' }),
    uses('w', 'Write', { file_path: 'form.ts' }, { parentUuid: 'left' }),
    gives('w', 'written'),
    says('Built.', { uuid: 'built', parentUuid: 'left' }),
  ];
  const instead = user('Name and mail', { uuid: 'kept', parentUuid: 'question' });

  test('to before an earlier prompt leaves that prompt and its answer behind, still there and marked', () => {
    const lines = [...start, ...branch, instead, says('Both.', { parentUuid: 'kept' })];
    expect(read(lines).shown.slice(2)).toEqual([
      'developer | text Name only',
      'agent | Write ok | text Built. | rewind 3',
      'developer | text Name and mail',
      'agent | text Both.',
    ]);
    expect(abandoned(lines)).toEqual([3, 4]);
    expect(read(lines).outline.prompts).toBe(3);
  });

  test('from further on leaves everything since behind, also where the new prompt follows on an older record', () => {
    const more = user('And a phone', { uuid: 'more', parentUuid: 'built' });
    expect(abandoned([...start, ...branch, more, instead])).toEqual([3, 4, 5, 6]);
    const toStart = user('Build a list', { parentUuid: 'ask' });
    expect(abandoned([...start, ...branch, more, toStart])).toEqual([3, 4, 5, 6]);
  });

  test('twice leaves two branches behind', () => {
    const third = user('Mail only', { parentUuid: 'question' });
    const lines = [...start, ...branch, instead, says('Both.', { parentUuid: 'kept' }), third];
    expect(abandoned(lines)).toEqual([3, 4, 5, 6]);
    expect(read(lines).shown.filter(turn => turn.includes('rewind'))).toHaveLength(2);
  });

  test('keeps the prompt that was merged with the one left behind', () => {
    const ask = user('Build the form', { uuid: 'ask' });
    const typed = user('with two columns', { uuid: 'typed', parentUuid: 'ask' });
    const lines = [ask, typed, user('with three columns', { parentUuid: 'ask' })];
    expect(read(lines).shown).toEqual([
      'developer | text Build the form | text with two columns',
      'agent | rewind 1',
      'developer | text with three columns',
    ]);
    expect(abandoned(lines)).toEqual([2]);
  });

  test('is not what parallel calls, late results and queued prompts look like', () => {
    const lines = [
      ...start,
      user('Go', { uuid: 'go', parentUuid: 'question' }),
      uses('a', 'Read', {}, { uuid: 'callA', parentUuid: 'go' }),
      uses('b', 'Read', {}, { uuid: 'callB', parentUuid: 'callA' }),
      gives('b', 'two', { uuid: 'resultB', parentUuid: 'callB' }),
      gives('a', 'one', { uuid: 'resultA', parentUuid: 'callA' }),
      attached('and the tests'),
      says('Read.', { uuid: 'read', parentUuid: 'resultB' }),
      user('Thanks', { parentUuid: 'resultA' }),
    ];
    expect(abandoned(lines)).toEqual([]);
  });
});

const spends = (id: string | undefined, usage: unknown, more: object = {}, model = 'claude-sonnet-4-5') =>
  record('assistant', {
    message: { id, role: 'assistant', model, content: [{ type: 'text', text: 'Done' }], usage },
    ...more,
  });
const usage = (input_tokens: unknown, cache_creation_input_tokens: unknown, output_tokens: unknown) => ({
  input_tokens,
  cache_creation_input_tokens,
  cache_read_input_tokens: 90_000,
  output_tokens,
});
const tokensOf = (lines: readonly string[]) => read(lines).turns.map(turn => turn.tokens);

describe('the tokens of a turn', () => {
  test('are the input that was not cached, what was written to the cache, and the output of its messages', () => {
    const lines = [
      user('Go'),
      spends('m1', usage(8, 600, 50)),
      spends('m2', usage(4, 300, 20)),
      user('On'),
      spends('m3', { input_tokens: 900, output_tokens: 60 }),
    ];
    expect(tokensOf(lines)).toEqual([null, 982, null, 960]);
  });

  test('count a message of several records once, by the last that tells, also with a result in between', () => {
    const lines = [
      user('Go'),
      spends('m1', usage(8, 600, 1)),
      uses('a', 'Bash', { command: 'ls' }),
      gives('a', 'a.ts'),
      spends('m2', usage(5, 0, 5)),
      spends('m1', usage(8, 600, 50)),
      spends('m1', undefined),
    ];
    expect(tokensOf(lines)).toEqual([null, 668]);
  });

  test('of messages without an id are counted one by one', () => {
    expect(
      tokensOf([user('Go'), spends(undefined, usage(1, 0, 2)), spends(undefined, usage(1, 0, 2))]),
    ).toEqual([null, 6]);
  });

  test('are not known where the log has no usage, and what the program says has none', () => {
    const zeros = spends('m1', usage(0, 0, 0), { isApiErrorMessage: true }, '<synthetic>');
    expect(tokensOf([user('Go'), says('Done'), user('On'), zeros])).toEqual([null, null, null, null]);
  });

  test.each([
    'many',
    null,
    [],
    { output_tokens: 5 },
    usage(-1, 0, 5),
    usage(1.5, 0, 5),
    usage('7', 0, 5),
    usage(7, 'x', 5),
    usage(7, 0, 1e300),
  ])('pass over garbage: %j', bad => {
    expect(tokensOf([user('Go'), spends('m1', bad)])).toEqual([null, null]);
    expect(tokensOf([user('Go'), spends('m1', bad), spends('m2', usage(1, 2, 3))])).toEqual([null, 6]);
  });

  test('leave out a subagent inside the log, and are its own in its own log', () => {
    const side = spends('s1', usage(1, 2, 3), { isSidechain: true });
    expect(tokensOf([user('Go'), spends('m1', usage(10, 20, 30)), side])).toEqual([null, 60]);
    const order = user('Find it', { isSidechain: true, agentId: 'a1' });
    expect(tokensOf([order, side])).toEqual([6]);
  });
});

describe('what a person wrote', () => {
  test('a reply that spans many records is one turn, and a late result belongs to the turn of its call', () => {
    const { shown, outline } = read([
      user('Go'),
      uses('a', 'Bash', { command: 'npm test' }),
      queue('enqueue', 'also lint'),
      queue('remove'),
      gives('a', 'fine'),
      says('Done'),
    ]);
    expect(shown).toEqual([
      'developer | text Go',
      'agent | Bash ok',
      'developer | text also lint',
      'agent | text Done',
    ]);
    expect([outline.prompts, outline.toolCalls]).toEqual([2, 1]);
  });

  test.each([
    ['a meta record', { isMeta: true }, 'x'],
    ['a skill', {}, 'Base directory for this skill: /x'],
    ['a notification', {}, '<task-notification>done</task-notification>'],
    ['output of a local command', {}, '<local-command-stdout>ok</local-command-stdout>'],
    ['a record of another origin', { origin: { kind: 'hook' } }, 'x'],
    ['a record that the program submitted', { promptSource: 'system' }, 'x'],
    ['a reminder alone', {}, '<system-reminder>be brief</system-reminder>'],
  ])('%s is no prompt and is counted', (_name, more, text) => {
    const { outline } = read([user(text, more)]);
    expect([outline.prompts, outline.spans, outline.skipped]).toEqual([0, [], { 'injected user record': 1 }]);
  });

  test('what the program wraps around a prompt is no part of it', () => {
    const { shown } = read([
      user([
        { type: 'text', text: '<ide_opened_file>a.ts</ide_opened_file>' },
        { type: 'text', text: '<system-reminder>x</system-reminder>\nRename it' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } },
      ]),
    ]);
    expect(shown).toEqual(['developer | text Rename it | image']);
  });

  test('a plan that was handed over and a summary after compaction are notes', () => {
    const { shown, outline } = read([
      user('Implement the following plan: x', { planContent: 'x' }),
      record('system', {
        subtype: 'compact_boundary',
        content: 'Conversation compacted',
        compactMetadata: { preTokens: 12_000 },
      }),
      user('So far: y', { isCompactSummary: true }),
    ]);
    expect(shown).toEqual([
      'agent | note given to the agent: Implement the following plan: x | note compact boundary: Conversation compacted · 12,000 tokens | note summary of the conversation so far: So far: y',
    ]);
    expect(outline.prompts).toBe(0);
  });

  test('a command stands in the turn that has the floor and is no prompt', () => {
    const slash = user('<command-name>/model</command-name>\n<command-args>opus</command-args>');
    const shell = user('<bash-input>git pull</bash-input>');
    const local = record('system', {
      subtype: 'local_command',
      content: '<command-name>/exit</command-name>',
    });
    expect(read([user('Go'), slash, says('Done'), shell, local]).shown).toEqual([
      'developer | text Go | command /model opus',
      'agent | text Done | command ! git pull | command /exit',
    ]);
    expect(read([slash]).shown).toEqual(['agent | command /model opus']);
    expect(read([slash, shell]).outline.prompts).toBe(0);
  });

  test('a record that is repeated under its uuid is told once', () => {
    const line = user('Go');
    const { outline } = read([line, line]);
    expect([outline.prompts, outline.skipped]).toEqual([1, { 'repeated record': 1 }]);
  });
});

describe('prompts that waited', () => {
  test('a removed one is a prompt, a dequeued one comes again, one that was pulled back is none', () => {
    const { shown, outline } = read([
      user('Go'),
      queue('enqueue', 'first'),
      queue('dequeue'),
      user('first'),
      queue('enqueue', 'second'),
      queue('popAll', 'second'),
      queue('enqueue', '<task-notification>x</task-notification>'),
      queue('enqueue', 'third'),
      queue('remove'),
      queue('enqueue', '/clear'),
      queue('remove'),
      queue('enqueue', 'fourth'),
    ]);
    expect(shown).toEqual(['developer | text Go | text first | text third']);
    expect(outline.prompts).toBe(3);
    expect(outline.skipped).toEqual({
      'queue dequeue': 1,
      'queue popAll': 1,
      'queued notification': 1,
      'queued command': 1,
      'queued, never handed over': 1,
    });
  });

  test('the attachment of later builds is the prompt, and is not told twice', () => {
    const version = { version: '2.1.121' };
    const { shown, outline } = read([
      user('Go', version),
      queue('enqueue', 'also lint'),
      queue('remove'),
      says('On it', version),
      attached('also lint'),
      attached('<task-notification>', 'task-notification'),
      attached([{ type: 'text', text: 'and this' }]),
    ]);
    expect(shown).toEqual([
      'developer | text Go',
      'agent | text On it',
      'developer | text also lint | text and this',
    ]);
    expect(outline.prompts).toBe(3);
  });

  test('one whose attachment never comes is kept, at the next turn', () => {
    const version = { version: '2.1.121' };
    const { shown } = read([
      user('Go', version),
      queue('enqueue', 'also lint'),
      queue('remove'),
      says('Done', version),
      user('Thanks', version),
    ]);
    expect(shown).toEqual([
      'developer | text Go',
      'agent | text Done',
      'developer | text also lint | text Thanks',
    ]);
  });
});

describe('stops and refusals', () => {
  test('a stop ends the turn that it cut short', () => {
    expect(
      read([user('Go'), says('Well'), user([{ type: 'text', text: stop }]), user('Wait')]).shown,
    ).toEqual(['developer | text Go', 'agent | text Well | interruption', 'developer | text Wait']);
  });

  test('a stop before the first word is a turn of its own, and words in the same record are a prompt', () => {
    const both = [
      { type: 'text', text: stop },
      { type: 'text', text: 'Not there' },
    ];
    expect(read([user('Go'), user(both)]).shown).toEqual([
      'developer | text Go',
      'agent | interruption',
      'developer | text Not there',
    ]);
  });

  test('words that come with a refusal are a turn of the developer, and no prompt', () => {
    const { shown, outline } = read([
      user('Go'),
      uses('a', 'Bash'),
      fails('a', refusedWith('No new packages')),
      says('Right'),
    ]);
    expect(shown).toEqual([
      'developer | text Go',
      'agent | Bash rejected',
      'developer | text No new packages',
      'agent | text Right',
    ]);
    expect(outline.prompts).toBe(1);
  });

  test('a refusal without words makes no turn', () => {
    expect(read([user('Go'), uses('a', 'Edit'), fails('a', refusedSilently)]).shown).toEqual([
      'developer | text Go',
      'agent | Edit rejected',
    ]);
  });

  test('a file that quotes a refusal is no refusal, and an answered question stays output', () => {
    const quoted = read([user('Go'), uses('a', 'Read'), gives('a', refusedWith('Ha'))]);
    const answered = read([user('Go'), uses('a', 'AskUserQuestion'), gives('a', 'User has answered: yes')]);
    expect([quoted.shown.at(-1), quoted.turns.length]).toEqual(['agent | Read ok', 2]);
    expect([answered.shown.at(-1), answered.outline.prompts]).toEqual(['agent | AskUserQuestion ok', 1]);
  });
});

describe('what the agent did', () => {
  test('a failed command names its code, one that went well ended with 0, one in the background has none', () => {
    const bash = uses('a', 'Bash', { command: 'npm test' });
    const told = (answer: string) => {
      const { status, exitCode } = callOf([bash, answer]);
      return [status, exitCode];
    };
    expect(told(fails('a', 'Exit code 2\nboom'))).toEqual(['error', 2]);
    expect(told(gives('a', 'Exit code 3 is what the file says'))).toEqual(['ok', 0]);
    expect(told(gives('a', '', { toolUseResult: { backgroundTaskId: 'b1' } }))).toEqual(['ok', null]);
    expect(told(gives('a', '', { toolUseResult: { interrupted: true } }))).toEqual(['interrupted', null]);
    expect(told(fails('a', 'This command requires approval'))).toEqual(['error', null]);
    expect(callOf([bash])).toMatchObject({ status: 'unknown', output: null, target: 'npm test' });
  });

  test('edits come from Edit, MultiEdit, Write and NotebookEdit', () => {
    const swap = (from: string, to: string) => ({ old_string: from, new_string: to });
    expect(callOf([uses('a', 'Edit', { file_path: 'a.ts', ...swap('1', '2') })]).edits).toEqual([
      { path: 'a.ts', before: '1', after: '2' },
    ]);
    expect(
      callOf([uses('a', 'MultiEdit', { file_path: 'a.ts', edits: [swap('1', '2'), swap('3', '')] })]).edits,
    ).toEqual([
      { path: 'a.ts', before: '1', after: '2' },
      { path: 'a.ts', before: '3', after: '' },
    ]);
    const write = uses('a', 'Write', { file_path: 'b.ts', content: 'new' });
    expect(callOf([write]).edits).toEqual([{ path: 'b.ts', before: null, after: 'new' }]);
    expect(callOf([write, gives('a', 'ok', { toolUseResult: { originalFile: 'old' } })]).edits).toEqual([
      { path: 'b.ts', before: 'old', after: 'new' },
    ]);
    expect(
      callOf([uses('a', 'NotebookEdit', { notebook_path: 'c.ipynb', new_source: 'x' })]).edits,
    ).toHaveLength(1);
  });

  test('thinking is kept where the log has it, and dropped where only its signature is left', () => {
    const thinks = (thinking: string) => agent([{ type: 'thinking', thinking, signature: 'x' }]);
    expect(read([thinks('Hm'), thinks('')]).shown).toEqual(['agent | thinking Hm']);
  });

  test('errors of the API and words of the program are notes', () => {
    const failed = agent(
      [{ type: 'text', text: 'API Error: 529' }],
      { isApiErrorMessage: true },
      '<synthetic>',
    );
    const idle = agent([{ type: 'text', text: 'No response requested.' }], {}, '<synthetic>');
    const retry = record('system', {
      subtype: 'api_error',
      error: { message: 'overloaded' },
      retryAttempt: 1,
      maxRetries: 10,
    });
    const { shown, turns, head } = read([says('Well'), retry, failed, idle]);
    expect(shown).toEqual([
      'agent | text Well | note api error: overloaded · try 1 of 10 | note API error: API Error: 529 | note said by the program: No response requested.',
    ]);
    expect([turns[0]?.model, head.model]).toEqual(['claude-sonnet-4-5', 'claude-sonnet-4-5']);
  });

  test.each([
    ['Read', 'read'],
    ['NotebookEdit', 'edit'],
    ['MultiEdit', 'edit'],
    ['BashOutput', 'run'],
    ['KillShell', 'run'],
    ['WebSearch', 'search'],
    ['mcp__tracker__search_issues', 'search'],
    ['Agent', 'task'],
    ['TodoWrite', 'task'],
    ['AskUserQuestion', 'other'],
    ['constructor', 'other'],
  ])('%s is a tool of kind %s', (name, kind) => {
    expect(toToolKind(name)).toBe(kind);
  });

  test('a target is the first telling argument, whatever the input is', () => {
    expect(toTarget({ description: 'Run tests', command: 'npm test' })).toBe('npm test');
    expect(toTarget({ command: ['bash', '-lc', 'ls'] })).toBe('bash -lc ls');
    expect(toTarget({ skill: 'review' })).toBe('review');
    expect([toTarget({ path: [{}, 1] }), toTarget(null), toTarget(7), toTarget('ls')]).toEqual([
      '',
      '',
      '',
      'ls',
    ]);
  });
});

describe('subagents', () => {
  const side = { isSidechain: true, agentId: 'a1b2c3d4' };

  test('their own file is a session with a parent, and nobody prompted it', () => {
    const lines = [
      user('Find the callers', side),
      uses('t', 'Grep', { pattern: 'x' }, side),
      gives('t', 'a.ts', side),
      says('One caller', side),
    ];
    const { head, shown, outline } = read(lines, '/logs/agent-a1b2c3d4.jsonl');
    expect([head.id, head.parent, head.title]).toEqual([
      'claude-code:a1b2c3d4',
      `claude-code:${own}`,
      'Find the callers',
    ]);
    expect(shown).toEqual([
      'agent | note asked of the subagent: Find the callers | Grep ok | text One caller',
    ]);
    expect([outline.prompts, outline.toolCalls]).toEqual([0, 1]);
  });

  test('inside the log of their parent they are sidechain blocks of its turn, whose model is its own', () => {
    const haiku = agent([{ type: 'text', text: 'One caller' }], { isSidechain: true }, 'claude-haiku-4-5');
    const { shown, outline, head, turns } = read([
      user('Go'),
      uses('t', 'Task', { prompt: 'Find the callers' }),
      user('Find the callers', { isSidechain: true }),
      uses('g', 'Grep', { pattern: 'x' }, { isSidechain: true }),
      haiku,
      gives('t', 'One caller', { toolUseResult: { agentId: 'a1b2c3d4' } }),
    ]);
    expect(shown).toEqual([
      'developer | text Go',
      'agent | Task ok | ┆note asked of the subagent: Find the callers | ┆Grep unknown | ┆text One caller',
    ]);
    expect([outline.prompts, outline.toolCalls, head.parent]).toEqual([1, 1, null]);
    expect([head.model, turns[1]?.model]).toEqual(['claude-sonnet-4-5', 'claude-sonnet-4-5']);
  });

  test('a call names the subagent that it started', () => {
    expect(callOf([uses('t', 'Agent'), gives('t', 'x', { toolUseResult: { agentId: 'a9' } })]).subagent).toBe(
      'a9',
    );
  });
});

describe('the head', () => {
  const custom = JSON.stringify({ type: 'custom-title', customTitle: 'Custom', sessionId: own });
  const ai = JSON.stringify({ type: 'ai-title', aiTitle: 'By machine', sessionId: own });
  const titleOf = (...lines: string[]) => read(lines).head.title;

  test('titles rank custom, machine, summary, first prompt; the last of a kind wins', () => {
    const go = user('Go\n  on', { uuid: 'leaf' });
    const summary = JSON.stringify({ type: 'summary', summary: 'In short', leafUuid: 'leaf' });
    const foreign = JSON.stringify({ type: 'summary', summary: 'Elsewhere', leafUuid: 'not here' });
    expect(titleOf(custom, ai, summary, go)).toBe('Custom');
    expect(titleOf(custom, custom.replace('Custom', 'Later'))).toBe('Later');
    expect(titleOf(summary, ai, go)).toBe('By machine');
    expect(titleOf(summary, foreign, go)).toBe('In short');
    expect(titleOf(foreign, go)).toBe('Go on');
    expect(titleOf(user('x'.repeat(300)))).toHaveLength(120);
    expect(titleOf(says('Hello'))).toBe('(no prompt)');
  });

  test('a log with copied lines is the session that its file is named after', () => {
    const lines = [user('Old', { sessionId: other }), user('New')];
    expect(read(lines).head.id).toBe(`claude-code:${own}`);
    expect(read(lines, '/tmp/copy.jsonl').head.id).toBe(`claude-code:${other}`);
    expect(read([user('Go')]).head).toMatchObject({
      project: '/home/dev/box',
      modality: 'cli',
      parent: null,
    });
  });

  test('logs stand below the configured folders or the one at home, and below the other usual one', () => {
    const rootsFor = (env: Record<string, string>) => claudeCode.roots({ home: '/h', cwd: '/', env });
    expect(rootsFor({})).toEqual(['/h/.claude/projects', '/h/.config/claude/projects']);
    expect(rootsFor({ CLAUDE_CONFIG_DIR: '/a, /b' })).toEqual([
      '/a/projects',
      '/b/projects',
      '/h/.config/claude/projects',
    ]);
  });
});

describe('what cannot be read', () => {
  test('a torn line is a problem with its line, an unknown record is counted by its type', () => {
    const { outline } = read(
      [user('Go'), user('Torn').slice(0, 50), '[]', '', record('moon'), record('constructor')],
      'x',
    );
    expect(outline.problems.map(({ line }) => line)).toEqual([2, 3]);
    expect(outline.skipped).toEqual({ 'unknown:moon': 1, 'unknown:constructor': 1 });
    expect(outline.prompts).toBe(1);
  });

  test('a result without its call is counted, and noise is told by its head alone', () => {
    const progress = record('progress', { data: { type: 'bash_progress' } });
    const snapshot = '{"type":"file-history-snapshot","messageId":"torn';
    const { outline } = read([gives('nobody', 'x'), progress, snapshot]);
    expect(outline.skipped).toEqual({
      'result without its call': 1,
      progress: 1,
      'file-history-snapshot': 1,
    });
    expect(outline.problems).toEqual([]);
  });

  test('a prompt that talks of noise is no noise', () => {
    const talk = user('{"parentUuid":null,"isSidechain":false,"type":"progress"}');
    expect(read([talk]).outline.prompts).toBe(1);
  });

  test('a byte order mark in front of the log is passed over', () => {
    expect(read([`\uFEFF${user('Go')}`]).shown).toEqual(['developer | text Go']);
  });
});

const ownSamples = samples.filter(({ name }) => /^claude-code\/(?!.*\/agent-)/.test(name));

describe.each(ownSamples)('$name', ({ path, text }) => {
  const lines = text.split('\n');

  test('it reads whole, as long as a real session, and its times run forward', () => {
    const { outline, head, turns } = read(lines, path);
    expect([outline.problems, head.source, head.parent]).toEqual([[], 'claude-code', null]);
    expect(head.model).toMatch(/^claude-/);
    expect(turns.length).toBeGreaterThanOrEqual(14);
    const times = turns.flatMap(({ blocks }) => blocks.flatMap(({ at }) => at ?? []));
    expect(times).toEqual(times.toSorted());
    expect(Object.keys(outline.skipped).filter(kind => kind.startsWith('unknown'))).toEqual([]);
    const calls = turns.flatMap(({ blocks }) =>
      blocks.flatMap(block => (block.kind === 'tool' ? [block.call] : [])),
    );
    expect(calls.filter(call => call.status === 'unknown')).toEqual([]);
    expect(calls.filter(call => call.status === 'rejected')).toHaveLength(1);
    expect(calls.flatMap(call => call.edits).length).toBeGreaterThan(2);
  });

  test('a look half way changes nothing, and a turn keeps its number', () => {
    const whole = read(lines, path).outline;
    const scanner = claudeCode.scan(path);
    lines.forEach((line, index) => {
      scanner.push(line, index);
      const { spans } = scanner.outline();
      expect(spans.map(({ speaker, at }) => [speaker, at])).toEqual(
        whole.spans.slice(0, spans.length).map(({ speaker, at }) => [speaker, at]),
      );
    });
    expect(scanner.outline()).toEqual(whole);
  });
});

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');
const manifest = join(corpus, 'MANIFEST.json');
type Row = {
  readonly file: string;
  readonly bytes: number;
  readonly user_turns: number;
  readonly interruptions: number;
  readonly tool_rejections: number;
};

describe.skipIf(!existsSync(manifest))('real logs (skipped: no corpus)', () => {
  const parsed: Row[] = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : [];
  const rows = parsed.filter(({ file }) => /^(claude-code|long\/claude-code)\/.*\.jsonl$/.test(file));
  // Two rows describe another version of a file that is there once: its size tells which one.
  const present = rows.filter(row => statSync(join(corpus, row.file)).size === row.bytes);

  test('prompts, stops and refusals equal an independent count but for commands, which that count took for prompts', () => {
    expect(rows.length - present.length).toBe(2);
    const differing = present.flatMap(row => {
      const { outline, turns } = read(readFileSync(join(corpus, row.file), 'utf8').split('\n'), row.file);
      const blocks = turns.flatMap(turn => turn.blocks);
      const stops = blocks.filter(({ kind }) => kind === 'interruption').length;
      const refusals = blocks.filter(
        block => block.kind === 'tool' && block.call.status === 'rejected',
      ).length;
      expect([row.file, stops, refusals]).toEqual([row.file, row.interruptions, row.tool_rejections]);
      if (outline.prompts === row.user_turns) return [];
      const shell = blocks.filter(block => block.kind === 'command' && block.text.startsWith('! ')).length;
      const queued = outline.skipped['queued command'] ?? 0;
      return [{ file: row.file.slice(-42, -34), missing: row.user_turns - outline.prompts, shell, queued }];
    });
    expect(differing).toEqual([
      { file: '79e9becd', missing: 1, shell: 0, queued: 1 },
      { file: '1284c080', missing: 1, shell: 1, queued: 0 },
      { file: '1e0816ef', missing: 2, shell: 2, queued: 0 },
      { file: 'b82405ba', missing: 1, shell: 1, queued: 0 },
    ]);
  });
});
