import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAgreement } from '../../src/domain/agreement.ts';

const answers = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), {
  maxLength: 40,
});
const isNumber = (value: number | null): value is number => value !== null;

test('nothing judged gives n 0 and no figures', () => {
  expect(toAgreement([])).toEqual({ n: 0, accuracy: null, kappa: null });
});

test('kappa of a textbook table: 20 + 15 of 50 agree, chance gives half', () => {
  const pairs = (count: number, one: string, other: string) =>
    Array.from({ length: count }, () => [one, other] as const);
  const { n, accuracy, kappa } = toAgreement([
    ...pairs(20, 'yes', 'yes'),
    ...pairs(5, 'yes', 'no'),
    ...pairs(10, 'no', 'yes'),
    ...pairs(15, 'no', 'no'),
  ]);
  expect([n, accuracy, kappa]).toEqual([50, 0.7, expect.closeTo(0.4)]);
});

test('kappa is between -1 and 1 and never above accuracy; judges and labels may be swapped', () => {
  fc.assert(
    fc.property(answers, pairs => {
      const { accuracy, kappa } = toAgreement(pairs);
      if (isNumber(kappa) && isNumber(accuracy)) {
        expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(kappa).toBeLessThanOrEqual(accuracy + 1e-9);
      }
      const swapped = toAgreement(pairs.map(([one, other]) => [other, one]));
      expect(swapped.kappa ?? 9).toBeCloseTo(kappa ?? 9);
      const renamed = toAgreement(pairs.map(([one, other]) => [`x${one}`, `x${other}`]));
      expect(renamed.kappa ?? 9).toBeCloseTo(kappa ?? 9);
    }),
  );
});

test('full agreement is kappa 1, and none at all where both always gave one answer', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b'), { minLength: 1 }), said => {
      const { accuracy, kappa } = toAgreement(said.map(answer => [answer, answer]));
      expect(accuracy).toBe(1);
      if (new Set(said).size === 1) expect(kappa).toBeNull();
      else expect(kappa).toBeCloseTo(1);
    }),
  );
});
