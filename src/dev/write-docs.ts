/**
 * `npm run docs`: writes the key tables of README and docs/keys.md from the bindings, and docs/schemas/ from the schemas of
 * what commands print. `--check` fails when one is old.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { outputNames, toPublished } from '../app/schemas/index.ts';
import { type Binding, keyLabel, toKeyLines } from '../tui/keys/bindings.ts';
import { usualKeys } from '../tui/keys/keymap.ts';

const readme = new URL('../../README.md', import.meta.url);
const keysPage = new URL('../../docs/keys.md', import.meta.url);
const [start, end] = ['<!-- keys -->', '<!-- /keys -->'];

const titles: Readonly<Record<keyof typeof usualKeys, string>> = {
  everywhere: 'Everywhere',
  browse: 'Sessions',
  replay: 'Replay',
  episodes: 'Episodes',
  queue: 'Review',
  report: 'Report',
  rules: 'Rules',
  search: 'Search',
  moments: 'Moments',
};
const screens = (
  ['everywhere', 'browse', 'replay', 'episodes', 'queue', 'report', 'rules', 'search', 'moments'] as const
).map(screen => ({
  screen,
  title: titles[screen],
  bindings: Object.entries<Binding<unknown>>(usualKeys[screen]),
  lines: toKeyLines(usualKeys[screen]),
}));

const labels = (keys: readonly string[]): string => keys.map(key => `\`${keyLabel(key)}\``).join(' ');

const readmeTables = screens
  .map(({ title, lines }) =>
    [
      `**${title}**`,
      '',
      '| key | does |',
      '|---|---|',
      ...lines.map(({ keys, help }) => `| ${keys.map(key => `\`${key}\``).join(' ')} | ${help} |`),
    ].join('\n'),
  )
  .join('\n\n');

const keysText = `# Keys, and how to have others

The config file (config/README.md says where it lies) can give an action other keys, by its screen and name:

\`\`\`json
{ "keys": { "replay": { "nextPushback": ["n"], "nextMatch": ["]"] }, "everywhere": { "palette": ["ctrl+k"] } } }
\`\`\`

A key is one character, \`ctrl+\` and a letter, or one of \`space up down left right enter escape tab shift+tab pageup pagedown
home end backspace delete\`. The list takes the place of the usual keys; an empty one leaves the action to the palette. What
cannot be (no such action, no such key, a key that already does something else on that screen) is told when the screen
opens and by \`pushback doctor\`, and the usual keys stay. \`ctrl+c\` and \`ctrl+z\` keep their meaning; menus, questions and
lines of text keep their keys.

${screens
  .map(({ screen, title, bindings }) =>
    [
      `## ${title}: \`${screen}\``,
      '',
      '| action | key | does |',
      '|---|---|---|',
      ...bindings.map(([name, { keys, help }]) => `| \`${name}\` | ${labels(keys)} | ${help} |`),
    ].join('\n'),
  )
  .join('\n\n')}
`;

const text = readFileSync(readme, 'utf8');
const readmeText = `${text.slice(0, text.indexOf(start) + start.length)}\n${readmeTables}\n${text.slice(text.indexOf(end))}`;

const schemaTexts = outputNames.map(
  name =>
    [
      new URL(`../../docs/schemas/${name}.json`, import.meta.url),
      `${JSON.stringify(toPublished(name), null, 2)}\n`,
    ] as const,
);

for (const [url, fresh] of [[readme, readmeText], [keysPage, keysText], ...schemaTexts] as const) {
  if (!process.argv.includes('--check')) writeFileSync(url, fresh);
  else if (!existsSync(url) || readFileSync(url, 'utf8') !== fresh) {
    console.error(`${url.pathname} is out of date: run \`npm run docs\`.`);
    process.exitCode = 1;
  }
}
