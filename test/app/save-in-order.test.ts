import { expect, test } from 'vitest';
import { saveInOrder } from '../../src/app/save-in-order.ts';

test('what is handed over first is saved first, a failure stops none after it, and leaving waits for all', async () => {
  const saves = saveInOrder();
  const saved: string[] = [];
  const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
  const first = saves.keep(async () => {
    await slow;
    saved.push('first');
  });
  const failing = saves.keep(async () => {
    throw new Error('the disk is full');
  });
  const told = expect(failing).rejects.toThrow('the disk is full');
  void saves.keep(async () => saved.push('last'));
  const left = saves.settled();
  expect(saved).toEqual([]);
  finish();
  await Promise.all([first, told, left]);
  expect(saved).toEqual(['first', 'last']);
});
