/** `npm run docs`: writes the key tables of the README from the bindings. `--check` fails when they are out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type Bindings, keyLabel } from '../tui/keys/bindings.ts';
import { usualKeys } from '../tui/keys/keymap.ts';

const readme = new URL('../../README.md', import.meta.url);
const [start, end] = ['<!-- keys -->', '<!-- /keys -->'];

const table = (title: string, bindings: Bindings<unknown>): string =>
  [
    `**${title}**`,
    '',
    '| key | does |',
    '|---|---|',
    ...Object.values(bindings).map(
      ({ keys, help }) => `| ${keys.map(key => `\`${keyLabel(key)}\``).join(' ')} | ${help} |`,
    ),
  ].join('\n');

const text = readFileSync(readme, 'utf8');
const tables = [
  table('Everywhere', usualKeys.everywhere),
  table('Sessions', usualKeys.browse),
  table('Replay', usualKeys.replay),
  table('Episodes', usualKeys.episodes),
  table('Search', usualKeys.search),
].join('\n\n');
const fresh = `${text.slice(0, text.indexOf(start) + start.length)}\n${tables}\n${text.slice(text.indexOf(end))}`;

if (!process.argv.includes('--check')) writeFileSync(readme, fresh);
else if (fresh !== text) {
  console.error('The key tables of README.md are out of date: run `npm run docs`.');
  process.exitCode = 1;
}
