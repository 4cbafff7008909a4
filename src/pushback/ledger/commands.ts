/** Commands that rules forbid or ask about, where a shell line begins one. */
const commands = {
  commit: /(?:^|[;&|\n(]\s*|\bthen )(?:\w+=\S+ )*git(?: -\w \S+)* commit\b(?!.*--dry-run)/,
  push: /(?:^|[;&|\n(]\s*)git(?: -\w \S+)* push\b/,
  merge: /(?:^|[;&|\n(]\s*)(?:git(?: -\w \S+)* merge\b(?!-)|gh pr merge\b)/,
  rebase: /(?:^|[;&|\n(]\s*)git(?: -\w \S+)* rebase\b/,
  deploy:
    /(?:^|[;&|\n(]\s*)(?:(?:npm|pnpm|yarn|bun)(?: run)? deploy|vercel\b|fly(?:ctl)? deploy|wrangler (?:deploy|publish)|firebase deploy|kubectl apply|terraform apply|make deploy|\.\/deploy)/,
  publish: /(?:^|[;&|\n(]\s*)(?:npm|pnpm|yarn|cargo|poetry|twine|gem) (?:publish|upload|push)\b/,
  'dev server':
    /(?:^|[;&|\n(]\s*)(?:(?:npm|pnpm|yarn|bun)(?: run)? (?:dev|start|serve)\b|next dev|vite(?:\s|$)|flask run|rails s(?:erver)?\b|uvicorn\b|python3? manage\.py runserver)/,
  tests:
    /\b(?:pytest|vitest|jest|mocha|rspec|phpunit|ctest|go test|cargo (?:test|nextest)|dotnet test|mvn (?:\S+ )*(?:test|verify)|gradlew? (?:\S+ )*test|mix test|swift test|deno test|bun test|node --test|tox|unittest|playwright test|cypress run|(?:npx|npm exec) (?:ava|tap)|(?:npm|pnpm|yarn|bun|make|just|task|mise)(?: run)?(?: -\S+)*(?: run)? (?:test|check|ci|verify|validate)[\w:.-]*)/,
} as const;
export type Command = keyof typeof commands;

const checks = {
  tests: commands.tests,
  lint: /\b(?:\w*lint\w*|biome|ruff|flake8|clippy|rubocop|prettier|gofmt|go vet|black|fmt)\b/,
  'type check': /\b(?:tsc|vue-tsc|type-?check\w*|check-types|mypy|pyright)\b/,
  build:
    /\b(?:build|tsc|compile|go (?:build|vet)|cargo check|make|xcodebuild|dotnet (?:build|test)|cargo test|go test)\b/,
} as const;
export type Check = keyof typeof checks;

/** Does the shell line run the command? What stands in quotes or in a here-document is text. */
export const runsCommand = (line: string, name: Command): boolean =>
  line !== '' && commands[name].test(withoutQuotes(line));

/** The commands and checks that a shell line runs, by name. */
export const commandsIn = (line: string): (Command | Check)[] => {
  const bare = withoutQuotes(line);
  return Object.entries({ ...commands, ...checks }).flatMap(([name, pattern]) =>
    pattern.test(bare) ? [name as Command | Check] : [],
  );
};

/** Does the shell line run such a check? */
export const runsCheck = (line: string, name: Check): boolean =>
  line !== '' && checks[name].test(withoutQuotes(line));

export const withoutQuotes = (line: string): string =>
  withoutHeredocs(line).replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '""');

export const withoutHeredocs = (line: string): string =>
  line.replace(/<<-?\s*['"]?(\w+)['"]?[\s\S]*?(?:\n\1\b|$)/g, ' ');
