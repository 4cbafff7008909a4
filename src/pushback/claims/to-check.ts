import type { ToolCall } from '../../domain/tool-call.ts';
import { type Check, runsCheck, withoutQuotes } from '../ledger/commands.ts';

/** `unclear`: the log does not hold how it went. */
export type CheckOutcome = 'passed' | 'failed' | 'unclear';

/** Which checks the tool call runs; none when it was refused or stopped, for then nothing was checked. */
export const toChecks = (call: ToolCall): readonly Check[] => {
  if (call.status === 'rejected' || call.status === 'interrupted') return [];
  if (call.kind !== 'run')
    return toolChecks.flatMap(({ name, check }) => (name.test(call.name) ? [check] : []));
  const line = call.target.slice(0, mostChars);
  const named = checks.filter(check => runsCheck(line, check));
  return named.includes('tests') || !runsTestScript(line) ? named : ['tests', ...named];
};

const checks: readonly Check[] = ['tests', 'build', 'type check', 'lint'];
const mostChars = 2000;
/** Editors offer checks as tools of their own. */
const toolChecks: readonly { readonly name: RegExp; readonly check: Check }[] = [
  { name: /^(?:run_?tests?|test_?runner|execute_?tests?)$/i, check: 'tests' },
  { name: /^(?:get_?errors|read_?lints|get_?diagnostics|mcp__ide__getDiagnostics)$/i, check: 'lint' },
];

/** `python tests/run.py`, `./test.sh`: a script of the project's own, run and not read, moved or searched. */
const runsTestScript = (line: string): boolean =>
  withoutQuotes(line)
    .split(/&&|\|\||[;|\n]/)
    .some(part => runner.test(part) && testScript.test(part));
const runner =
  /^\s*(?:\w+=\S* )*(?:(?:python|ruby|perl|php)[\d.]*|node|deno|bun|tsx|npx|bash|sh|zsh|pwsh|powershell|poetry run|uv run|\.{0,2}[\\/])/i;
const testScript = /(?:^|[\s/\\_.-])(?:tests?|specs?|e2e)(?:[\s/\\_.-]|$)/i;

/**
 * How a check ended. The exit code decides where it is the check's own; behind a pipe, `;` or `||` it is another
 * command's, and the output's last words decide, then what is left of it.
 */
export const toOutcome = ({ target, output, status, exitCode }: ToolCall, check: Check): CheckOutcome => {
  if (exitCode !== null && !masks.test(withoutQuotes(target.slice(0, mostChars))))
    return exitCode === 0 ? 'passed' : 'failed';
  const end = (output ?? '').slice(-mostOutput);
  if (failure.test(end)) return 'failed';
  if (success.test(end)) return 'passed';
  if (status === 'error') return 'failed';
  const isSilent = exitCode === 0 && output?.trim() === '';
  return isSilent && check !== 'tests' ? 'passed' : 'unclear';
};

const mostOutput = 4000;
const masks = /\|(?!&)|;|(?:^|[^&])&\s*$/;
const failure =
  /\b[1-9]\d* (?:\w+ )?(?:failed|failing|failures?|errors?)\b|\b(?:Failures|Errors|Failed|failures|errors|failed): ?[1-9]|^\s*(?:FAIL(?:ED|URE)?|not ok|BUILD FAILED|Build FAILED)\b|error(?: TS\d+|\[E\d+\])|npm ERR!|^Traceback|^panic:|test result: FAILED|exit (?:code|status):? [1-9]/m;
const success =
  /\b[1-9]\d* (?:\w+ )?(?:pass(?:ed|ing)|tests? passed)\b|^\s*(?:PASS(?:ED)?|ok)\b|test result: ok|BUILD SUCCESS|Build succeeded|\b(?:0|no) (?:\w+ )?(?:errors?|failures?|issues|problems|failed)\b|All (?:checks|tests|matched files)\b.{0,30}(?:pass|Prettier)|Success: no issues|Compiled successfully|✓ built in|Finished `?\w+`? .*target/im;
