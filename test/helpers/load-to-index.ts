// Loads a library into an index in a process of its own, and says so batch by batch: node load-to-index.ts LOGS INDEX
import { loadLibrary } from '../../src/app/load-library.ts';

const [logs = '', index = ''] = process.argv.slice(2);
for await (const events of loadLibrary({ roots: [logs], index, program: 'one', glance: false, told: [] }))
  process.stdout.write(`${events.map(({ kind }) => kind).join(' ')}\n`);
