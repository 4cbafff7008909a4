/**
 * `npm pack` ships one bundled program, so its manifest names no dependency: without this a global install
 * would bring 126 MB of Node and every library a second time. `strip` runs before the pack, `restore` after.
 */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const manifest = new URL('../../package.json', import.meta.url);
const kept = new URL('../../.package.json.kept', import.meta.url);
const left = ['dependencies', 'devDependencies', 'optionalDependencies', 'scripts', 'devEngines'];

if (process.argv[2] === 'strip') {
  if (!existsSync(kept)) copyFileSync(manifest, kept);
  const fields = Object.entries(JSON.parse(readFileSync(kept, 'utf8')));
  const slim = Object.fromEntries(fields.filter(([name]) => !left.includes(name)));
  writeFileSync(manifest, `${JSON.stringify(slim, null, 2)}\n`);
} else if (existsSync(kept)) {
  copyFileSync(kept, manifest);
  rmSync(kept);
}
