/**
 * `npm run new:adapter -- NAME [LABEL]`: makes what a new source needs, so that what is left is to say what its records
 * mean: adapter, registration, sample folder with its README, and a test. `docs/adding-a-source.md` goes on from there.
 * Works in the current folder; makes nothing when anything of that name is there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [name = '', label = name] = process.argv.slice(2);
const constant = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const words: Readonly<Record<string, string>> = {
  name,
  label,
  constant,
  Type: constant.charAt(0).toUpperCase() + constant.slice(1),
};

/** A template beside this file, its `{{words}}` filled in. */
const fill = (template: string): string =>
  readFileSync(join(import.meta.dirname, 'new-adapter', `${template}.txt`), 'utf8').replace(
    /\{\{(\w+)\}\}/g,
    (_, word: string) => words[word] ?? '',
  );

/** What is made, and from which template. */
const files: Readonly<Record<string, string>> = {
  [`src/adapters/${name}/index.ts`]: 'index',
  [`src/adapters/${name}/session.ts`]: 'session',
  [`sessions/${name}/first/session.jsonl`]: 'sample',
  [`sessions/${name}/README.md`]: 'readme',
  [`test/adapters/${name}.test.ts`]: 'test',
};

/** Lines that are added before the first line that \`mark\` finds. */
const registrations: readonly { readonly path: string; readonly mark: RegExp; readonly line: string }[] = [
  {
    path: 'src/adapters/index.ts',
    mark: /^import \{ vibe \}/m,
    line: `import { ${constant} } from './${name}/index.ts';\n`,
  },
  { path: 'src/adapters/index.ts', mark: /^ {2}specstory,$/m, line: `  ${constant},\n` },
  { path: 'src/domain/session.ts', mark: /^ {2}\| '[\w-]+';$/m, line: `  | '${name}'\n` },
  { path: 'src/adapters/shown-signs.ts', mark: /^ {2}vibe: /m, line: `  '${name}': [],\n` },
];

const refusal = (): string | null => {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) return 'Name the source in lower case: new-agent.';
  if (!/^[\w .,()-]+$/.test(label)) return 'A label is letters, digits and blanks.';
  const there = Object.keys(files).find(path => existsSync(path));
  return there ? `${there} is there already.` : null;
};

const problem = refusal();
if (problem !== null) {
  console.error(problem);
  process.exitCode = 2;
} else {
  for (const [path, template] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fill(template));
    console.log(`made ${path}`);
  }
  for (const { path, mark, line } of registrations) {
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(mark, found => line + found),
    );
    console.log(`registered in ${path}`);
  }
  console.log('Run `npm run format`, then read docs/adding-a-source.md.');
}
