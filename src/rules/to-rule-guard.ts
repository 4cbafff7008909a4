import type { GuardAct, RuleGuard } from '../domain/proposed-rule.ts';
import type { RuleKind } from '../domain/standing-rule.ts';
import type { Worded } from './demand.ts';
import { lintRules } from './lint-rules.ts';

/**
 * The guard that would hold a demand; null where only words can: style, tone, and what no single call shows. `ran`: the
 * shell lines that this project was seen to run for a check, the most frequent first.
 */
export const toRuleGuard = (demand: Worded, ran: (check: string) => string | null): RuleGuard | null => {
  const { kind, acts } = demand;
  const lint = kind === 'ban' ? lintRules.find(({ about }) => about.test(demand.words)) : undefined;
  if (lint) return { kind: 'lint', adds: lint.adds, biome: lint.biome, eslint: lint.eslint };
  if (kind === null || acts === null) return commandGuard(demand);
  if (kind === 'always' || kind === 'order')
    return acts.check === null ? null : { kind: 'check', check: acts.check, command: ran(acts.check) };
  if (kind === 'only') return null;
  const act = actOf(kind);
  const named = acts.commands.flatMap(name => prefixesOf[name] ?? []);
  const prefixes = [...named, ...(acts.dependencies ? installs : [])];
  if (prefixes.length > 0) return { kind: 'command', act, prefixes };
  return fileGuard(acts.edits, act, demand) ?? commandGuard(demand);
};

const actOf = (kind: RuleKind | null): GuardAct => (kind === 'ask-first' ? 'ask' : 'deny');

const fileGuard = (
  edits: 'any' | 'tests' | 'new docs' | 'new files' | readonly string[] | null,
  act: GuardAct,
  { objects }: Worded,
): RuleGuard | null => {
  if (edits === null) return null;
  if (edits === 'any') return { kind: 'tool', act, tool: 'edit' };
  if (edits === 'tests') return { kind: 'path', act, does: 'edit', globs: testFiles };
  if (edits === 'new docs') return { kind: 'path', act, does: 'create', globs: documents };
  if (edits === 'new files') return { kind: 'path', act, does: 'create', globs: ['**'] };
  const named = objects.flatMap(toGlobs);
  const globs = named.length > 0 ? named : edits.flatMap(toAreaGlobs);
  return globs.length > 0 ? { kind: 'path', act, does: 'edit', globs } : null;
};

/** A file that a rule names lies anywhere in the project; a folder stands for all in it. */
const toGlobs = (object: string): string[] => {
  const place = object.replaceAll('\\', '/').replace(/^(?:@|\.\/|\/)+/, '');
  if (!/^[\w.@*/ -]+$/.test(place) || !/[/.]/.test(place) || place.includes('..')) return [];
  if (place.startsWith('*.')) return [`**/${place}`];
  return place.endsWith('/') || !/\.\w+$|^\./.test(place.slice(place.lastIndexOf('/') + 1))
    ? [`**/${place.replace(/\/$/, '')}/**`]
    : [`**/${place}`];
};

/** `tax/` for "the tax code": whatever lies in a folder of that name, or is a file of it. */
const toAreaGlobs = (place: string): string[] => {
  const area = /^([\w-]+)\/$/.exec(place)?.[1];
  return area === undefined ? toGlobs(place) : [`**/${area}/**`, `**/${area}.*`];
};

/** A ban on what it names in code marks, where that is a command. */
const commandGuard = ({ kind, objects, acts }: Worded): RuleGuard | null => {
  if (kind !== 'ban' && kind !== 'ask-first') return null;
  if (acts && acts.edits !== null) return null;
  const prefixes = objects.filter(object => isCommand.test(object));
  return prefixes.length > 0 ? { kind: 'command', act: actOf(kind), prefixes } : null;
};
const isCommand =
  /^(?:git|gh|npm|npx|pnpm|yarn|bun|node|deno|python3?|pip3?|uv|poetry|cargo|go|make|docker|docker-compose|kubectl|terraform|rm|mv|cp|curl|wget|sudo|chmod|sed|brew|apt|apt-get|psql|mysql|sqlite3|redis-cli|aws|gcloud|az|vercel|rails|rake|mvn|gradle|\.\/gradlew|dotnet|xcodebuild|pkill|kill|killall)(?: [\w./:@=-]+){0,4}$/;

/** What agents type for what a rule calls by one word. */
const prefixesOf: Readonly<Record<string, readonly string[]>> = {
  commit: ['git commit'],
  push: ['git push'],
  merge: ['git merge', 'gh pr merge'],
  rebase: ['git rebase'],
  deploy: [
    'npm run deploy',
    'vercel',
    'fly deploy',
    'wrangler deploy',
    'firebase deploy',
    'kubectl apply',
    'terraform apply',
    'make deploy',
  ],
  publish: [
    'npm publish',
    'pnpm publish',
    'yarn publish',
    'cargo publish',
    'poetry publish',
    'twine upload',
    'gem push',
  ],
  'dev server': [
    'npm run dev',
    'npm start',
    'pnpm dev',
    'yarn dev',
    'bun dev',
    'next dev',
    'vite',
    'flask run',
    'rails server',
    'uvicorn',
  ],
  tests: [
    'npm test',
    'npm run test',
    'pnpm test',
    'yarn test',
    'npx vitest',
    'npx jest',
    'pytest',
    'cargo test',
    'go test',
    'make test',
  ],
};
const installs = [
  'npm install',
  'npm i',
  'pnpm add',
  'yarn add',
  'bun add',
  'pip install',
  'pip3 install',
  'uv add',
  'poetry add',
  'cargo add',
  'go get',
  'gem install',
  'bundle add',
  'composer require',
];
const testFiles = [
  '**/test/**',
  '**/tests/**',
  '**/__tests__/**',
  '**/*.test.*',
  '**/*.spec.*',
  '**/*_test.*',
  '**/test_*',
];
const documents = ['**/*.md', '**/*.mdx', '**/*.rst', '**/*.adoc', '**/*.txt'];
