import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from './random.ts';

export type LargeFormat = 'claude-code' | 'codex';

/** Makes the records of one exchange, number `at`, as one agent writes them. */
type Exchange = (at: number, words: (most: number) => string) => readonly object[];

const nouns = 'cart order invoice currency header worker queue report session parser'.split(' ');
const verbs = 'rename split test fix move cache document simplify guard measure'.split(' ');

const timeAt = (line: number): string => new Date(Date.UTC(2026, 9, 1) + line * 1500).toISOString();
const asked = (at: number, words: (most: number) => string): string =>
  at % 9 === 8 ? `No, I said ${words(80)}` : `Please ${words(200)}`;

const claudeCode: Exchange = (at, words) => {
  const record = (line: number, type: 'user' | 'assistant', content: unknown, more: object = {}) => ({
    parentUuid: at + line === 0 ? null : line === 0 ? `u${at - 1}-4` : `u${at}-${line - 1}`,
    isSidechain: false,
    ...{ type, message: { role: type, content, ...more }, uuid: `u${at}-${line}` },
    timestamp: timeAt(at * 5 + line),
    ...{ sessionId: 'large', cwd: '/home/dev/shop', version: '2.1.100' },
  });
  const call = { type: 'tool_use', id: `t${at}`, name: 'Bash', input: { command: 'npm test' } };
  return [
    record(0, 'user', asked(at, words)),
    record(1, 'assistant', [{ type: 'thinking', thinking: words(1500), signature: 'x'.repeat(400) }]),
    record(2, 'assistant', [call], { usage: { input_tokens: 900, output_tokens: 120 } }),
    record(3, 'user', [{ type: 'tool_result', tool_use_id: `t${at}`, content: words(24_000) }]),
    record(4, 'assistant', [{ type: 'text', text: words(1200) }]),
  ];
};

const codex: Exchange = (at, words) => {
  const record = (line: number, type: string, payload: object) => ({
    ...{ timestamp: timeAt(at * 6 + line), type, payload },
  });
  const meta = { id: 'large', timestamp: timeAt(0), cwd: '/home/dev/shop', cli_version: '0.120.0' };
  const args = JSON.stringify({ command: ['bash', '-lc', 'npm test'] });
  return [
    ...(at === 0 ? [record(0, 'session_meta', meta)] : []),
    record(1, 'event_msg', { type: 'user_message', message: asked(at, words) }),
    record(2, 'response_item', {
      ...{ type: 'reasoning', summary: [{ type: 'summary_text', text: words(1500) }] },
    }),
    record(3, 'response_item', { type: 'function_call', name: 'shell', arguments: args, call_id: `c${at}` }),
    record(4, 'response_item', { type: 'function_call_output', call_id: `c${at}`, output: words(24_000) }),
    record(5, 'response_item', {
      ...{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: words(1200) }] },
    }),
  ];
};

const exchanges: Readonly<Record<LargeFormat, Exchange>> = { 'claude-code': claudeCode, codex };

/** Writes an invented log of about so many bytes, the same each time; `from` and more: exchanges to add to one. */
export const writeLargeLog = (path: string, format: LargeFormat, bytes: number, from = 0): number => {
  const words = createWords();
  const file = openSync(path, from === 0 ? 'w' : 'a');
  let [written, at] = [0, from];
  for (; written < bytes; at += 1)
    for (const record of exchanges[format](at, words))
      written += writeSync(file, `${JSON.stringify(record)}\n`);
  closeSync(file);
  return at;
};

/** Texts of one to `most` characters, pieces of one long one. */
const createWords = () => {
  const random = seededRandom(11);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const text = Array.from({ length: 4000 }, () => `${pick(verbs)} the ${pick(nouns)}`).join('. ');
  return (most: number): string => {
    const start = Math.floor(random() * (text.length / 2));
    return text.slice(start, start + 1 + Math.floor(random() * most));
  };
};
