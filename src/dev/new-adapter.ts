/**
 * `npm run new:adapter -- NAME [LABEL]`: makes what a new source needs, so that what is left is to say what its records
 * mean: adapter, registration, sample folder with its README, and a test. `docs/adding-a-source.md` goes on from there.
 * Works in the current folder; makes nothing when anything of that name is there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [name = '', label = name] = process.argv.slice(2);
const constant = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const typeName = constant.charAt(0).toUpperCase() + constant.slice(1);

const adapter = `// ${label}: where its logs lie, and which versions of it wrote them.
import type { Adapter } from '../adapter.ts';
import { decodeRecords } from '../decode-records.ts';
import { scan${typeName}, toParts } from './session.ts';

/** Reads sessions of ${label}. Say what its logs cannot show. */
export const ${constant}: Adapter = {
  source: '${name}',
  label: '${label}',
  roots: ({ home }) => [\`\${home}/.${name}/sessions\`],
  // By content, never by name: copies are renamed. No other adapter may claim it too.
  claims: ({ head }) => /^\\uFEFF?\\s*\\{"${name}"/.test(head),
  subagentPlaces: () => ({ roots: [], ending: '' }),
  scan: scan${typeName},
  decode: decodeRecords(toParts),
};
`;

const session = `import type { Scanner } from '../adapter.ts';
import { blocksAt, type Part } from '../decode-records.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toText } from '../read-record.ts';

/** Follows the records of a session. */
export const scan${typeName} = (path: string): Scanner =>
  followRecords(path, { source: '${name}', agent: '${label}', modality: 'cli', see });

/** Says what each record is: \`log.tell\` facts, \`log.add\` what was said, \`log.result\` what came of a call. */
const see = (record: JsonRecord, log: RecordLog): void => {
  log.noteTime(toText(record.at) || null);
  log.skip(\`record \${toText(record.type) || 'without a type'}\`);
};

/** What a record holds, by the name that \`see\` gave it. */
export const toParts = (record: JsonRecord, as: string): readonly Part[] =>
  blocksAt(toText(record.at) || null).note(as, '');
`;

const sample = `{"${name}":1,"session":"first","at":"2026-01-05T09:00:00.000Z"}
{"type":"prompt","text":"Replace these lines by a session of ten turns or more, written for this project","at":"2026-01-05T09:00:01.000Z"}
`;

const readme = `# ${label} samples

How a log lies on the disk, what a record is, and what the format has no word for.

| case | shows |
|---|---|
| first | nothing yet |

All was written for this project.
`;

const test = `import { expect, test } from 'vitest';
import { turnText } from '../../src/domain/turn.ts';
import { readSample } from '../helpers/samples.ts';

test('a session of ${label} says who wrote what', () => {
  const { turns } = readSample('${name}/first');
  expect(turns.map(turn => \`\${turn.speaker}: \${turnText(turn)}\`)).toEqual([]);
});
`;

const files: Readonly<Record<string, string>> = {
  [`src/adapters/${name}/index.ts`]: adapter,
  [`src/adapters/${name}/session.ts`]: session,
  [`sessions/${name}/first/session.jsonl`]: sample,
  [`sessions/${name}/README.md`]: readme,
  [`test/adapters/${name}.test.ts`]: test,
};

/** Lines that are added before the first line that \`mark\` finds. */
const registrations: readonly { readonly path: string; readonly mark: RegExp; readonly line: string }[] = [
  {
    path: 'src/adapters/index.ts',
    mark: /^import \{ vibe \}/m,
    line: `import { ${constant} } from './${name}/index.ts';\n`,
  },
  { path: 'src/adapters/index.ts', mark: /^ {2}specstory,$/m, line: `  ${constant},\n` },
  { path: 'src/domain/session.ts', mark: /^ {2}\| 'vibe';/m, line: `  | '${name}'\n` },
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
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
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
