/** `node src/dev/fit-pushback.ts`: fits config/pushback-model.json on all labelled rows of the corpus. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toExamples } from './examples.ts';
import { fitDetector } from './fit-detector.ts';
import { loadLabelledGrounds } from './labelled-grounds.ts';
import { loadLabelledRows } from './pushback-rows.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const file = fileURLToPath(new URL('../../config/pushback-model.json', import.meta.url));

/** Four digits are more than the labels can tell, and keep the file small. */
const short = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;

const grounds = loadLabelledGrounds(corpus, loadLabelledRows(corpus));
const model = fitDetector(toExamples(grounds));
writeFileSync(file, `${JSON.stringify(model, short)}\n`);
console.log(`${grounds.length} rows, ${model.later.names.length} features`);
