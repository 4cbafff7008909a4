import { writeFileSync } from 'node:fs';
import { seededRandom } from './random.ts';

const subjects = 'cart order invoice currency header worker queue report session parser'.split(' ');
const deeds = 'rename split test fix move cache document simplify guard measure'.split(' ');

/** Writes an invented Claude Code log of `turns` turns, the same each time: prompts, prose, edits, failing tests. */
export const writeLongSession = (path: string, turns: number): void => {
  const random = seededRandom(7);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const sentence = () => `${pick(deeds)} the ${pick(subjects)} so that the ${pick(subjects)} stays small`;
  const prose = (length: number) => Array.from({ length }, sentence).join('. ');
  let line = 0;
  const record = (type: 'user' | 'assistant', content: readonly object[]) => {
    line += 1;
    return JSON.stringify({
      parentUuid: line === 1 ? null : `r${line - 1}`,
      uuid: `r${line}`,
      ...{ type, isSidechain: false, sessionId: 'bench', cwd: '/home/dev/shop', version: '2.1.100' },
      timestamp: new Date(Date.UTC(2026, 10, 1) + line * 4000).toISOString(),
      message: { role: type, content },
    });
  };
  const agentTurn = (turn: number): string[] => [
    record('assistant', [{ type: 'text', text: `${prose(6)}.\n\n- ${sentence()}\n- ${sentence()}` }]),
    record('assistant', [
      {
        ...{ type: 'tool_use', id: `t${turn}`, name: 'Edit' },
        input: { file_path: `src/${pick(subjects)}.ts`, old_string: prose(2), new_string: prose(3) },
      },
    ]),
    record('user', [{ type: 'tool_result', tool_use_id: `t${turn}`, content: 'The file has been updated.' }]),
    record('assistant', [{ type: 'tool_use', id: `b${turn}`, name: 'Bash', input: { command: 'npm test' } }]),
    record('user', [
      {
        ...{ type: 'tool_result', tool_use_id: `b${turn}`, is_error: turn % 5 === 0 },
        content: Array.from({ length: 12 }, sentence).join('\n'),
      },
    ]),
  ];
  const developerTurn = (turn: number): string[] => {
    const text = turn % 9 === 0 ? `No, I said ${sentence()}.` : `Please ${sentence()}.`;
    return [record('user', [{ type: 'text', text }])];
  };
  const records = Array.from({ length: turns }, (_, at) =>
    at % 2 === 0 ? developerTurn(at + 1) : agentTurn(at + 1),
  );
  writeFileSync(path, `${records.flat().join('\n')}\n`);
};
