import { readFileSync } from 'node:fs';

/** What any reader of these files would take at least, in MB/s: their bytes alone, and their JSON parsed and thrown away. */
export type BareSpeed = { readonly read: number; readonly parse: number };

/** Reads and parses the files one by one, after whatever was measured before: what is on the disk is in memory by then. */
export const measureBareSpeed = (paths: readonly string[]): BareSpeed => {
  const time = { read: 0, parse: 0 };
  const bytes = { read: 0, parse: 0 };
  for (const path of paths) {
    const begun = performance.now();
    const content = readFileSync(path);
    time.read += performance.now() - begun;
    bytes.read += content.length;
    if (!/\.jsonl?$/.test(path)) continue;
    const parsing = performance.now();
    const text = content.toString('utf8');
    for (const record of path.endsWith('.json') ? [text] : text.split('\n')) parse(record);
    time.parse += performance.now() - parsing;
    bytes.parse += content.length;
  }
  return { read: bytes.read / 1e3 / time.read, parse: bytes.parse / 1e3 / time.parse };
};

const parse = (record: string): void => {
  try {
    JSON.parse(record);
  } catch {
    // Torn lines are part of real logs.
  }
};
