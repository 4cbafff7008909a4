import { expect, test } from 'vitest';
import { proveKills, provePair } from '../../src/dev/prove-store.ts';

test('15 processes killed while they save lose nothing that was told to be saved, and each lock is taken over', async () => {
  const { saved, lost, torn } = await proveKills(15);
  expect(saved).toBeGreaterThanOrEqual(15);
  expect({ lost, torn }).toEqual({ lost: [], torn: 0 });
});

test('two processes that save to one file at once lose nothing', async () => {
  const { saved, lost, torn } = await provePair(5);
  expect(saved).toBeGreaterThanOrEqual(4);
  expect({ lost, torn }).toEqual({ lost: [], torn: 0 });
});
