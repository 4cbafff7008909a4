import { expect, test } from 'vitest';
import { createMutator } from '../../src/dev/mutator.ts';
import { seededRandom } from '../../src/dev/random.ts';
import { samplesFolder } from '../helpers/samples.ts';

test('samples that were cut, flipped, spliced and shuffled at random read without a throw, a hang or a lost neighbour', () => {
  const mutator = createMutator(samplesFolder);
  const random = seededRandom(20261124);
  const failures = Array.from({ length: 3000 }, () => mutator.tryOne(random)).filter(one => one !== null);
  expect(mutator.samples).toBeGreaterThan(25);
  expect(failures).toEqual([]);
});
