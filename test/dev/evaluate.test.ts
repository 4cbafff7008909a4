import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateLoad } from '../../src/dev/evaluate-load.ts';
import { evaluatePushback } from '../../src/dev/evaluate-pushback.ts';
import type { Measures } from '../../src/dev/measure.ts';

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

    test('on repositories that it was not fitted on, detection keeps its measured figures', () => {
      const { all } = evaluatePushback(corpus, true).json as { all: Measures };
      expect(all.f1).toBeGreaterThan(0.71);
      expect(all.precision).toBeGreaterThan(0.67);
      expect(all.averagePrecision).toBeGreaterThan(0.765);
      expect(all.calibrationError).toBeLessThan(0.05);
      expect(all.classAccuracy).toBeGreaterThan(0.63);
    }, 180_000);
  },
);
