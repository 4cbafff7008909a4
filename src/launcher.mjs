#!/usr/bin/env node
// Plain JavaScript that any Node can read: it checks the version before anything newer is imported.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const beside = path => fileURLToPath(new URL(path, import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 16)) {
  const local = beside('../node_modules/.bin/node');
  if (existsSync(local) && !process.env.PUSHBACK_RELAUNCHED) {
    const env = { ...process.env, PUSHBACK_RELAUNCHED: '1' };
    const run = spawnSync(local, [beside('./launcher.mjs'), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env,
    });
    process.exit(run.status ?? 1);
  }
  console.error(
    `pushback needs Node.js 22.16 or newer (this is ${process.version}): install Node 24 from nodejs.org and run it again.`,
  );
  process.exit(2);
}

// Ink does not read NO_COLOR; chalk reads FORCE_COLOR when it is imported.
if (process.argv.includes('--no-color')) process.env.NO_COLOR = '1';
if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';
// node:sqlite still prints an experimental warning before Node 24.15; it would tear the screen.
const emitWarning = process.emitWarning;
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).includes('SQLite')) emitWarning.call(process, warning, ...rest);
};

if (existsSync(beside('../dist/cli.mjs'))) {
  const { enableCompileCache, flushCompileCache } = await import('node:module');
  enableCompileCache?.();
  // Node keeps it at a normal end only, and people close terminals; the next start is faster all the same.
  setTimeout(() => flushCompileCache?.(), 3000).unref();
  await import('../dist/cli.mjs');
} else {
  console.error('pushback is not built yet: run `npm ci` (or `npm run build`) first.');
  process.exit(2);
}
