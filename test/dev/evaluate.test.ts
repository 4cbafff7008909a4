import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateLoad } from '../../src/dev/evaluate-load.ts';
import { evaluatePushback } from '../../src/dev/evaluate-pushback.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');

describe.skipIf(!existsSync(corpus))(
  'on the real sessions of the corpus (skipped where it is absent)',
  () => {
    const { json } = evaluateLoad(corpus) as {
      json: { groups: Record<string, { expected: number | null; prompts: number }[]>; differing: unknown[] };
    };

    test.each(['specstory', 'codex'])('every %s file has the prompts that the manifest counts', source => {
      const rows = json.groups[source] ?? [];
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(row => row.expected !== null && row.expected !== row.prompts)).toEqual([]);
    });

    test('no more than the six known Claude Code files differ', () => {
      expect(json.differing.length).toBeLessThanOrEqual(6);
    });

    test('detection does not fall behind its first measured figures', () => {
      const { any } = evaluatePushback(corpus).json as { any: { precision: number; f1: number } };
      expect(any.precision).toBeGreaterThan(0.55);
      expect(any.f1).toBeGreaterThan(0.5);
    });
  },
);
