import { type Check, runsCheck } from '../pushback/ledger/commands.ts';
import type { PastCall } from '../rules/backtest-guard.ts';
import { shellCommands } from '../rules/shell-commands.ts';

/** Counts how a project runs its checks. */
export type CheckCounter = {
  readonly push: (calls: readonly PastCall[]) => void;
  /** The most frequent command for a check; null where none was seen. */
  readonly most: (check: string) => string | null;
};

/** Commands come from logs: only those that plainly run a check and nothing else may be proposed to be run. */
export const createCheckCounter = (): CheckCounter => {
  const counts = new Map<string, number>();
  return {
    push: calls => {
      for (const { call } of calls) {
        if (call.kind !== 'run') continue;
        for (const words of shellCommands(call.target)) {
          const command = words.join(' ');
          if (plain.test(command)) counts.set(command, (counts.get(command) ?? 0) + 1);
        }
      }
    },
    most: check => {
      if (!isCheck(check)) return null;
      const runs = [...counts].filter(([command]) => runsCheck(command, check));
      return runs.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
    },
  };
};

const plain =
  /^(?:(?:npm|pnpm|yarn|bun)(?: run)? [a-z][\w:-]{0,30}|(?:npx|pnpm exec) (?:vitest run|jest|tsc --noEmit|eslint \.|biome check)|pytest|cargo (?:test|clippy|check|build)|go (?:test|vet|build) \.\/\.\.\.|make [a-z][\w-]{0,30}|mypy \.|ruff check(?: \.)?|dotnet (?:test|build)|mvn (?:test|verify)|(?:\.\/)?gradlew? (?:test|check|build)|mix test|swift test|tox)$/;

const isCheck = (check: string): check is Check =>
  check === 'tests' || check === 'lint' || check === 'type check' || check === 'build';
