import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addCause,
  nameOtherSymptom,
  removeCause,
  setNoCause,
  setOutcome,
  setResolver,
  toggleSymptom,
  toOwnAnnotation,
} from '../../src/domain/edit-annotation.ts';
import type { Annotation } from '../../src/domain/episode.ts';
import { checkAnnotation } from '../../src/domain/label-rules.ts';
import {
  causeCodes,
  evidenceTiers,
  locusCodes,
  resolverCodes,
  symptomCodes,
} from '../../src/domain/taxonomy.ts';
import { makeEpisode } from '../helpers/fake-session.ts';

const { annotation } = makeEpisode();
type Edit = (before: Annotation) => Annotation;
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...symptomCodes.filter(code => code !== 'S8')).map(
    (code): Edit =>
      before =>
        toggleSymptom(before, code),
  ),
  fc.string({ maxLength: 30 }).map(
    (words): Edit =>
      before => {
        const named = nameOtherSymptom(before, words);
        return 'annotation' in named ? named.annotation : before;
      },
  ),
  fc.constant<Edit>(before => {
    const named = nameOtherSymptom(before, 'answered in another language');
    return 'annotation' in named ? named.annotation : before;
  }),
  fc.constantFrom(...causeCodes).map(
    (code): Edit =>
      before =>
        removeCause(before, code),
  ),
  fc
    .tuple(fc.constantFrom(...causeCodes.filter(code => code !== 'C7')), fc.constantFrom(...evidenceTiers))
    .map(
      ([code, tier]): Edit =>
        before =>
          addCause(before, code, tier),
    ),
  fc.constant<Edit>(setNoCause),
  fc.tuple(fc.constantFrom('DS2' as const, 'DS3' as const), fc.constantFrom(...locusCodes)).map(
    ([severity, locus]): Edit =>
      before =>
        setOutcome(before, { severity, locus }),
  ),
  fc.constantFrom('DS0' as const, 'DS1' as const, 'DS4' as const).map(
    (severity): Edit =>
      before =>
        setOutcome(before, { severity, locus: null }),
  ),
  fc.constantFrom(...resolverCodes, null).map(
    (resolver): Edit =>
      before =>
        setResolver(before, resolver),
  ),
);

test('no chain of edits leads to labels that break a rule', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), edits => {
      const edited = edits.reduce((before, change) => change(before), annotation);
      expect(checkAnnotation(edited)).toEqual([]);
    }),
  );
});

test('the last symptom and the last cause stay, and a third cause does not come', () => {
  expect(toggleSymptom(annotation, 'S3')).toBe(annotation);
  expect(removeCause(annotation, 'C6')).toBe(annotation);
  const two = addCause(annotation, 'C1', 'contextual');
  expect(addCause(two, 'C2', 'direct')).toBe(two);
});

test('a symptom of one’s own takes three to eight words, and what is wrong with others is told', () => {
  expect(nameOtherSymptom(annotation, 'language')).toEqual({
    fault: 'symptom.other must have three to eight words',
  });
});

test('an axis that was left alone keeps the engine’s reasons, an edited one has none', () => {
  const own = toOwnAnnotation(setResolver(annotation, 'RV2'), annotation);
  expect(own?.symptom).toEqual(annotation.symptom);
  expect(own?.resolution).toEqual({ status: 'RS1', resolver: 'RV2', reasoning: '' });
  const surer = addCause(annotation, 'C6', 'contextual');
  expect(toOwnAnnotation(surer, annotation)?.cause).toEqual({ ...surer.cause, reasoning: '' });
  expect(toOwnAnnotation(toggleSymptom(toggleSymptom(annotation, 'S1'), 'S1'), annotation)).toBeNull();
});
