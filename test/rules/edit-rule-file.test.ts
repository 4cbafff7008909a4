import { expect, test } from 'vitest';
import { editRuleFile } from '../../src/rules/edit-rule-file.ts';

test.each([
  ['a new file', null, '- Never push.\n'],
  ['an empty one', '\n', '- Never push.\n'],
  ['a list goes on', '# Rules\n\n- Be kind.\n', '# Rules\n\n- Be kind.\n- Never push.\n'],
  ['prose ends first', 'Prices are in cents.', 'Prices are in cents.\n\n- Never push.\n'],
  ['line ends stay', '- Be kind.\r\n', '- Be kind.\r\n- Never push.\r\n'],
  ['what is there already', '- Never push.\n- Be kind.\n', '- Never push.\n- Be kind.\n'],
])('a line at the end: %s', (_, before, after) => {
  expect(editRuleFile('AGENTS.md', before, '- Never push.')).toEqual({ text: after });
});

const deny = (...rules: string[]) => JSON.stringify({ permissions: { deny: rules } });

test('a permission joins those that are there, in the file’s own indentation', () => {
  const before = '{\n\t"model": "opus",\n\t"permissions": {\n\t\t"deny": ["Read(.env)"]\n\t}\n}\n';
  expect(editRuleFile('.claude/settings.json', before, deny('Bash(git push:*)', 'Read(.env)'))).toEqual({
    text: '{\n\t"model": "opus",\n\t"permissions": {\n\t\t"deny": [\n\t\t\t"Read(.env)",\n\t\t\t"Bash(git push:*)"\n\t\t]\n\t}\n}\n',
  });
});

test.each([
  [
    'is set otherwise',
    '{ "permissions": { "defaultMode": "acceptEdits" } }',
    'it sets defaultMode to "acceptEdits" already',
  ],
  ['holds comments', '// mine\n{}', 'it is no plain JSON'],
  ['is a list', '[]', 'it is no JSON object'],
])('a file that %s is left to the person', (_, before, reason) => {
  const plan = JSON.stringify({ permissions: { defaultMode: 'plan' } });
  expect(editRuleFile('.claude/settings.json', before, plan)).toEqual({ reason });
});

test('a key of the prototype is a key like any other', () => {
  const edited = editRuleFile('x.json', '{}', '{"__proto__": {"a": 1}, "toString": [1]}');
  expect(edited).toMatchObject({ text: expect.stringContaining('"toString"') });
  expect(({} as { a?: number }).a).toBeUndefined();
});
