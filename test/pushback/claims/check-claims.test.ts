import { describe, expect, it } from 'vitest';
import { type CheckedClaim, claimWords } from '../../../src/domain/claim.ts';
import type { ToolCall } from '../../../src/domain/tool-call.ts';
import type { Block, Turn } from '../../../src/domain/turn.ts';
import { turnText } from '../../../src/domain/turn.ts';
import { createClaimChecker } from '../../../src/pushback/claims/check-claims.ts';
import { makeTurn, textBlock, toolBlock } from '../../helpers/fake-session.ts';

const run = (target: string, more: Partial<ToolCall> = {}): Block =>
  toolBlock({ name: 'Bash', target, exitCode: 0, ...more });
const edit = (path: string): Block =>
  toolBlock({ name: 'Edit', kind: 'edit', target: path, edits: [{ path, before: 'a', after: 'b' }] });
const claimsOf = (...turns: Turn[]): readonly CheckedClaim[] => {
  const checker = createClaimChecker();
  for (const turn of turns) checker.push(turn);
  return checker.claims();
};
const wordsOf = (...blocks: Block[]): string[] =>
  claimsOf(makeTurn(1, 'developer', textBlock('go')), makeTurn(2, 'agent', ...blocks)).map(claimWords);

const said = textBlock('All tests pass.');

describe('a claim stands beside the last run of its check', () => {
  it('is verified by a run that passed with nothing changed since', () => {
    expect(wordsOf(edit('src/cart.ts'), run('npm test'), said)).toEqual([
      'says “All tests pass.”: verified by “npm test” in this turn (exit 0)',
    ]);
  });

  it('is stale when code was changed since, and names the files', () => {
    expect(
      wordsOf(run('npm test'), edit('src/cart.ts'), edit('src/tax.ts'), edit('src/cart.ts'), said),
    ).toEqual([
      'says “All tests pass.”: stale, “npm test” in this turn (exit 0) passed and then 2 files changed: cart.ts, tax.ts',
    ]);
  });

  it('is not stale by a change of a document', () => {
    expect(wordsOf(run('npm test'), edit('README.md'), said)[0]).toContain('verified');
  });

  it('is stale by a file that a shell command rewrites', () => {
    expect(wordsOf(run('npm test'), run("sed -i 's/a/b/' src/cart.ts"), said)[0]).toContain('stale');
  });

  it('tells a run that failed', () => {
    expect(wordsOf(run('npm test', { exitCode: 1, status: 'error' }), said)).toEqual([
      'says “All tests pass.”: the last run failed, “npm test” in this turn (exit 1)',
    ]);
  });

  it('believes the output where a pipe hides the exit code', () => {
    expect(
      wordsOf(run('npm test 2>&1 | tail -5', { output: 'Tests: 2 failed, 9 passed' }), said)[0],
    ).toContain('the last run failed');
    expect(wordsOf(run('npm test 2>&1 | tail -5', { output: '11 passed, 0 failed' }), said)[0]).toContain(
      'verified',
    );
    expect(wordsOf(run('npm test 2>&1 | tail -5', { output: 'see report.html' }), said)[0]).toContain(
      'not in the log',
    );
  });

  it('finds no run of another check, of one that was refused, or that a later turn made', () => {
    const none = ['says “All tests pass.”: no test ran before'];
    expect(wordsOf(run('npx eslint .'), said)).toEqual(none);
    expect(wordsOf(run('npm test', { status: 'rejected', exitCode: null }), said)).toEqual(none);
    expect(wordsOf(said, run('npm test'))).toEqual(none);
    expect(wordsOf(run('ls'), said, run('npm test'))).toEqual(none);
  });

  it('says nothing of claims in a log that shows no tool calls', () => {
    expect(wordsOf(said)).toEqual([]);
  });

  it('looks back over turns', () => {
    const [claim] = claimsOf(
      makeTurn(1, 'developer', textBlock('go')),
      makeTurn(2, 'agent', run('pytest -q')),
      makeTurn(3, 'developer', textBlock('and?')),
      makeTurn(4, 'agent', said),
    );
    expect(claim && claimWords(claim)).toBe(
      'says “All tests pass.”: verified by “pytest -q” in turn 2 (exit 0)',
    );
  });

  it('takes the command that the claim names before another of its kind', () => {
    const claim = textBlock('`go test ./cart` passes.');
    const failed = { exitCode: 1, status: 'error' } as const;
    expect(wordsOf(run('go test ./cart'), run('go test -race ./...', failed), claim)[0]).toContain(
      'verified by “go test ./cart”',
    );
  });

  it('holds “everything is green” against the weakest of the last runs', () => {
    const lint = run('npm run lint', { exitCode: 1, status: 'error' });
    expect(wordsOf(lint, run('npm test'), textBlock('All checks pass.'))[0]).toContain('the last run failed');
  });

  it('does not call a build failed because its tests are', () => {
    const test = run('go test ./...', { exitCode: 1, status: 'error' });
    expect(wordsOf(run('go build ./...'), test, textBlock('The build succeeds.'))[0]).toContain('verified');
  });

  it('gives the place of the sentence in the text of the turn', () => {
    const turn = makeTurn(
      2,
      'agent',
      textBlock('First.'),
      run('npm test'),
      textBlock('Done. All tests pass. Bye.'),
    );
    const [claim] = claimsOf(turn);
    expect(claim && turnText(turn).slice(claim.start, claim.end)).toBe('All tests pass.');
  });

  it('never lets control characters of a log through', () => {
    const words = wordsOf(run('npm test \u001b[31m'), textBlock('All tests pass\u001b]0;x\u0007.'));
    expect(words.join('')).not.toMatch(/[\u0000-\u001f]/);
  });
});
