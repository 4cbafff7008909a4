import type { Adapter, Scanner } from '../adapters/adapter.ts';
import { byLine, type RecordCut } from '../domain/record-cut.ts';
import { readHead } from '../files/read-head.ts';
import { readText } from '../files/read-text.ts';

/** How the log at `path` falls into records. Throws as node:fs does when it cannot be read. */
export const cutOf = (adapter: Adapter, path: string, head?: string): RecordCut =>
  adapter.cut ? adapter.cut({ path, head: head ?? readHead(path) }) : byLine;

/** A scanner that has seen the files beside its log. One that cannot be read is as one that is not there. */
export const startScan = (adapter: Adapter, path: string): Scanner => {
  const scanner = adapter.scan(path);
  for (const companion of adapter.companions?.(path) ?? []) {
    const text = readCompanion(companion);
    if (text !== null) scanner.companion?.(companion, text);
  }
  return scanner;
};

const readCompanion = (path: string): string | null => {
  try {
    return readText(path);
  } catch {
    return null;
  }
};
