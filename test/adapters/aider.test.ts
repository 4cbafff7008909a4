import { expect, test } from 'vitest';
import { aider } from '../../src/adapters/aider/index.ts';
import { isInterrupted, type Turn, turnText, turnThinking, turnToolCalls } from '../../src/domain/turn.ts';

const read = (text: string) => {
  const lines = text.split('\n');
  const scanner = aider.scan('/home/dev/x/.aider.chat.history.md');
  lines.forEach(scanner.push);
  const outline = scanner.outline();
  const turns = outline.spans.map(({ number, speaker, at, pieces }): Turn => {
    const texts = pieces.map(piece => ({ ...piece, text: lines.slice(piece.from, piece.to).join('\n') }));
    return { number, speaker, at, endedAt: at, ...aider.decode(speaker, texts) };
  });
  return { turns, outline };
};
const start = '# aider chat started at 2026-02-14 10:05:11\n\n> Model: m with diff edit format  \n\n';

test('lines of a prompt are one prompt, what the program sends itself is none', () => {
  const { turns, outline } = read(
    `${start}#### one  \n#### two  \n\nYes.\n\n#### # Fix any errors below, if possible.  \n\n#### /drop a.ts  \n`,
  );
  expect(turns.filter(({ speaker }) => speaker === 'developer').map(turnText)).toEqual(['one\ntwo', '']);
  expect(turns.at(-1)?.blocks).toMatchObject([{ kind: 'command', text: '/drop a.ts' }]);
  expect(outline.prompts).toBe(1);
  expect(outline.head).toMatchObject({ id: 'aider:20260214100511', model: 'm', project: '/home/dev/x' });
});

test('a heading inside a fence is no prompt, and a fence that was never closed ends with the reply', () => {
  const { turns } = read(
    `${start}#### go  \n\n\`\`\`md\n#### a heading\n> a quote\n\`\`\`\n\n#### again  \n\n\`\`\`js\nlet x\n> Tokens: 1k sent, 2 received.  \n\n#### third  \n`,
  );
  expect(turns.filter(({ speaker }) => speaker === 'developer').map(turnText)).toEqual([
    'go',
    'again',
    'third',
  ]);
});

test('a block of a reply is an edit of the file named above it, an empty side is nothing', () => {
  const { turns } = read(
    `${start}#### go  \n\na.ts\n\`\`\`ts\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE\n\`\`\`\n`,
  );
  expect(turns.flatMap(turnToolCalls)).toMatchObject([
    { kind: 'edit', target: 'a.ts', edits: [{ path: 'a.ts', before: 'x', after: 'y' }] },
  ]);
});

test('Ctrl-C is a stop, a question answered with no says so, thought is thinking', () => {
  const { turns } = read(
    `${start}#### go  \n\n<thinking-content-1>\nhm\n</thinking-content-1>\n\nI go\n\n> ^C again to exit  \n\n#### on  \n\n> Attempt to fix lint errors? (Y)es/(N)o [Yes]: n  \n`,
  );
  expect(turns.map(isInterrupted)).toEqual([false, false, true, false, false]);
  expect(turns[2] && [turnText(turns[2]), turnThinking(turns[2])]).toEqual(['I go', 'hm']);
  expect(turns.at(-1)?.blocks).toMatchObject([{ kind: 'note', label: 'answered with no' }]);
});
