/**
 * `node src/dev/mutate-logs.ts [COUNT] [SEED]`: cuts, flips and splices the shipped samples at random, COUNT times
 * (200,000 unless told), and says what threw or took longer than five seconds. The suite does the same a few thousand times.
 */
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';
import { createMutator } from './mutator.ts';
import { seededRandom } from './random.ts';

const [count = '200000', seed = '1'] = process.argv.slice(2);
const mutator = createMutator(join(packageRoot(), 'sessions'));
const random = seededRandom(Number(seed));
const started = performance.now();
const failures: string[] = [];
for (let tried = 1; tried <= Number(count); tried += 1) {
  const failure = mutator.tryOne(random);
  if (failure !== null) failures.push(failure);
  if (tried % 20_000 === 0) console.error(`${tried} tried, ${failures.length} failed`);
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${count} mutated logs of ${mutator.samples} samples read in ${seconds} s: ${failures.length} failed`,
);
for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`);
if (failures.length > 0) process.exitCode = 1;
