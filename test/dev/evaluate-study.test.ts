import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateStudy } from '../../src/dev/evaluate-study.ts';

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');
const hasTables = existsSync(resolve(corpus, '../reference/published-aggregates.json'));

test.skipIf(!hasTables)(
  'the tables of a report make every printed number of the study to its last digit (skipped where the corpus is not beside this checkout)',
  () => {
    const { table, json } = evaluateStudy(corpus);
    expect(json).toMatchObject({ missed: [] });
    expect(table).toContain('411 of 411 the same to the printed digit.');
  },
);
