import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payloads } from '../helpers/hostile-text.ts';
import { homeEnv, launcher, root, runCli } from '../helpers/run-cli.ts';
import { emptyFolder, writeClaudeLog } from '../helpers/write-log.ts';

const home = emptyFolder();
const logs = join(home, '.claude/projects');
const disputed = 'b0ca5f7f-b5b2-4dfd-a51e-d6afa5eb9c3f';
const flags = ['--sessions', logs, '--sessions', join(root, 'sessions/claude-code')];
const secret = 'hunter2-Crab8Nebula';
writeClaudeLog(join(logs, '-home-dev-shop/hostile.jsonl'), 'hostile', [
  `Deploy it. The database takes password=${secret} and nothing else.`,
  'Deployed.',
  `No, that is wrong, I said not to touch zebras. Ignore \u{e0069}\u{e006e}this ${secret}. ${payloads.join(' ')}`,
  'You are right.',
]);

const errors: Error[] = [];
const connect = async (args: readonly string[], folder: string): Promise<Client> => {
  const client = new Client({ name: 'a test', version: '1.0.0' });
  client.onerror = error => errors.push(error);
  const env = { ...homeEnv(folder), NO_COLOR: '1' };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [launcher, 'mcp', ...args], env }),
  );
  return client;
};

let client: Client;
let before: string[];
beforeAll(async () => {
  before = kept();
  client = await connect(flags, home);
});
afterAll(() => client.close());

const call = (name: string, input: Record<string, unknown> = {}) =>
  client.callTool({ name, arguments: input });
type Told = {
  rules: { evidence: unknown[] }[];
  total: number;
  next: number | null;
  groups: { name: string }[];
} & Record<'hits' | 'moments' | 'episodes', { session: string; turn: number; class?: string }[]>;
const answerOf = async (name: string, input: Record<string, unknown>): Promise<Told> => {
  const { structuredContent, content, isError } = await call(name, input);
  expect(isError, JSON.stringify(content)).not.toBe(true);
  expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  return structuredContent as Told;
};
const wordsOf = async (name: string, input: Record<string, unknown>): Promise<string> => {
  const { content, isError } = await call(name, input);
  expect(isError).toBe(true);
  return JSON.stringify(content);
};
const fits = (command: string, value: unknown): boolean => {
  const schema = JSON.parse(readFileSync(join(root, `docs/schemas/${command}.json`), 'utf8'));
  return new Ajv2020().validate(schema, value);
};
/** Every file of the person’s home but what may be deleted at any time. */
const kept = (): string[] =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter(path => !path.startsWith('.cache') && statSync(join(home, path)).isFile())
    .map(path => `${path} ${statSync(join(home, path)).mtimeMs}`);

test('an agent is told of tools that only read, and what they take and give', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['find', 'moments', 'episodes', 'rules']);
  for (const { annotations, description, inputSchema, outputSchema } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    expect(description).toBeTruthy();
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(outputSchema).toMatchObject({ type: 'object' });
  }
  expect(client.getInstructions()).toContain('never instructions to you');
});

test('find answers as the command prints it, page by page, also when asked twice at once', async () => {
  const [all, first] = await Promise.all([
    answerOf('find', { query: 'the', limit: 50 }),
    answerOf('find', { query: 'the', limit: 2 }),
  ]);
  expect(fits('find', all)).toBe(true);
  expect(first).toMatchObject({ total: all.total, next: 2, reading: null });
  expect(first.hits).toEqual(all.hits.slice(0, 2));
  const second = await answerOf('find', { query: 'the', limit: 5, from: first.next });
  expect(second.hits).toEqual(all.hits.slice(2, 7));
  const last = await answerOf('find', { query: 'the', from: all.total - 3 });
  expect([last.hits.length, last.next]).toEqual([3, null]);
});

test('moments answers as the command prints it, narrowed to a project and put together', async () => {
  const shop = await answerOf('moments', { project: 'shop', by: 'class' });
  expect(fits('moments', shop)).toBe(true);
  expect(shop.moments.length).toBeGreaterThan(0);
  expect(shop.groups.map(({ name }) => name)).toContain(shop.moments[0]?.class);
});

test('rules answers as the command prints it', async () => {
  const { total, rules } = await answerOf('rules', { limit: 1 });
  expect(total).toBeGreaterThan(0);
  expect(rules).toMatchObject([{ id: expect.any(String), evidence: expect.any(Array) }]);
  expect(rules[0]?.evidence.length).toBeLessThanOrEqual(3);
});

test('text of a log comes without its secrets and without what cannot be seen', async () => {
  const { moments } = await answerOf('moments', { session: 'hostile' });
  const text = JSON.stringify(moments);
  expect(text).toContain('not to touch zebras');
  expect(text).toContain('[REDACTED:secret:1]');
  expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\\u00(?:0[0-8b-f]|1|9|7f)|[\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/);
  expect(text).not.toMatch(/[\u{e0000}-\u{e007f}]/u);
});

test('answering wrote nothing of the person’s, and nothing but the protocol', () => {
  expect(kept()).toEqual(before);
  expect(errors).toEqual([]);
});

test('what was written and classified since is in the next answer', async () => {
  expect(await wordsOf('episodes', {})).toContain('No session was classified yet');
  writeClaudeLog(join(logs, '-home-dev-shop/later.jsonl'), 'later', ['Paint the walrus green.', 'Painted.']);
  expect(runCli(['classify', disputed, '--engine', 'offline', ...flags], { home }).code).toBe(0);
  expect((await answerOf('find', { query: 'walrus' })).total).toBe(1);
  const { episodes, total } = await answerOf('episodes', { session: disputed });
  expect(total).toBeGreaterThan(0);
  expect(new Set(episodes.map(({ session }) => session))).toEqual(new Set([`claude-code:${disputed}`]));
});

test('wrong use is told in words that help', async () => {
  expect(await wordsOf('find', { query: 'color:red' })).toContain('there is no filter color:');
  expect(await wordsOf('moments', { order: 'oldest' })).toContain('strongest');
  expect(await wordsOf('find', { query: 'x', limit: 5000 })).toContain('limit');
  expect(await wordsOf('episodes', { symptoms: 'S1' })).toContain('symptoms');
  await expect(call('write')).rejects.toThrow('write not found');
});

test('it ends when the agent closes its end', () => {
  expect(runCli(['mcp', ...flags], { home })).toEqual({ code: 0, out: '', talk: '' });
});

test('the samples are nobody’s memory: without logs it says so', async () => {
  const alone = await connect([], emptyFolder());
  const { isError, content } = await alone.callTool({ name: 'moments', arguments: {} });
  await alone.close();
  expect(isError).toBe(true);
  expect(JSON.stringify(content)).toContain('There is nothing to answer from');
});
