import { describe, expect, it } from 'vitest';
import { findClaims } from '../../../src/pushback/claims/find-claims.ts';

const checksIn = (text: string): string[] => findClaims(text).map(({ check }) => check);

describe('a sentence that says a check passed is a claim', () => {
  it.each([
    ['All tests pass.', ['tests']],
    ['All 42 tests are now passing ✅', ['tests']],
    ['Now that the tests pass, I will tidy up.', ['tests']],
    ['I verified that all tests pass.', ['tests']],
    ['I ran the suite and it passed.', ['tests']],
    ['Result: 31/31 passed', ['tests']],
    ['The build succeeds and all tests pass.', ['tests', 'build']],
    ['It compiles cleanly.', ['build']],
    ['Type check passes, no lint errors.', ['type check', 'lint']],
    ['There are 0 TypeScript errors.', ['type check']],
    ['ESLint is clean.', ['lint']],
    ['CI is green.', ['any']],
    ['所有测试都通过了。', ['tests']],
    ['Все тесты прошли успешно.', ['tests']],
    ['Alle Tests sind grün.', ['tests']],
  ])('%s', (text, checks) => {
    expect(checksIn(text)).toEqual(checks);
  });

  it('names its command when the command stands in it', () => {
    const text = 'Done. `cargo test` passes now.';
    expect(findClaims(text)).toEqual([
      {
        start: 6,
        end: text.length,
        sentence: '`cargo test` passes now.',
        check: 'tests',
        command: 'cargo test',
      },
    ]);
  });
});

describe('what is planned, asked, denied or partly so is no claim', () => {
  it.each([
    'Let me check that all tests pass.',
    'All tests should pass now.',
    'Do all tests pass?',
    'Once the tests pass, I will commit.',
    'Make sure the build is clean before you push.',
    'The tests do not pass yet.',
    'Only 3 tests pass.',
    '12 tests passed, 2 failed.',
    '- [ ] all tests pass',
    'The tests pass a path to the loader.',
    'Running the linter to confirm it is clean.',
    'All tests pass if the cache is cold.',
    '```\nAll tests pass\n```',
  ])('%s', text => {
    expect(checksIn(text)).toEqual([]);
  });
});
