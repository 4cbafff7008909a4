import type { Adapter } from '../../src/adapters/adapter.ts';
import type { Outline } from '../../src/domain/session.ts';
import type { Turn } from '../../src/domain/turn.ts';

/** Scans and decodes records as `app` does, without a file. */
export const readRecords = (
  adapter: Adapter,
  records: readonly object[],
  path = 'log.jsonl',
): { turns: Turn[]; outline: Outline } => {
  const texts = records.map(record => JSON.stringify(record));
  const scanner = adapter.scan(path);
  texts.forEach(scanner.push);
  const outline = scanner.outline();
  const turns = outline.spans.map(({ number, speaker, at, pieces }) => {
    const read = pieces.map(piece => ({ ...piece, text: texts.slice(piece.from, piece.to).join('\n') }));
    return { number, speaker, at, endedAt: at, ...adapter.decode(speaker, read) };
  });
  return { turns, outline };
};
