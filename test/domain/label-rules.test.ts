import { expect, test } from 'vitest';
import type { Annotation, Candidate } from '../../src/domain/episode.ts';
import { checkAnnotation, checkCandidate, checkVerdict } from '../../src/domain/label-rules.ts';

const good: Annotation = {
  symptom: { labels: ['S3'], other: null, reasoning: '' },
  cause: { labels: [{ label: 'C6', tier: 'direct' }], reasoning: '' },
  outcome: { severity: 'DS1', locus: null, reasoning: '' },
  resolution: { status: 'RS2', resolver: null, reasoning: '' },
};
const candidate: Candidate = {
  id: 'M001',
  name: 'Lock File Touched',
  description: 'The agent changed it.',
  goal: 'instruction',
  confidence: 'high',
  evidence: [{ turn: 3, quote: 'I said not to', context: '' }],
};

test('an annotation that keeps the guide breaks no rule', () => {
  expect(checkAnnotation(good)).toEqual([]);
  const other: Annotation = {
    ...good,
    symptom: { labels: ['S8'], other: 'wrong answer language', reasoning: '' },
  };
  expect(checkAnnotation(other)).toEqual([]);
});

test.each<[string, Partial<Annotation>]>([
  ['symptom needs', { symptom: { labels: [], other: null, reasoning: '' } }],
  ['S8 excludes', { symptom: { labels: ['S8', 'S1'], other: 'wrong answer language', reasoning: '' } }],
  ['S8 needs', { symptom: { labels: ['S8'], other: null, reasoning: '' } }],
  ['three to eight', { symptom: { labels: ['S8'], other: 'language', reasoning: '' } }],
  ['is null unless', { symptom: { labels: ['S1'], other: 'wrong answer language', reasoning: '' } }],
  ['twice', { symptom: { labels: ['S1', 'S1'], other: null, reasoning: '' } }],
  ['cause needs', { cause: { labels: [], reasoning: '' } }],
  ['C7 takes no', { cause: { labels: [{ label: 'C7', tier: 'direct' }], reasoning: '' } }],
  ['need an evidence tier', { cause: { labels: [{ label: 'C1', tier: null }], reasoning: '' } }],
  ['DS2 and DS3 need', { outcome: { severity: 'DS3', locus: null, reasoning: '' } }],
  ['unless the severity', { outcome: { severity: 'DS1', locus: 'DL1', reasoning: '' } }],
  ['RS1 needs', { resolution: { status: 'RS1', resolver: null, reasoning: '' } }],
  ['unless the status', { resolution: { status: 'RS2', resolver: 'RV2', reasoning: '' } }],
])('a broken rule is told in words: %s', (words, broken) => {
  expect(checkAnnotation({ ...good, ...broken })).toEqual([expect.stringContaining(words)]);
});

test('C7 stands alone and two causes are the most', () => {
  const labels = [
    { label: 'C7', tier: null },
    { label: 'C1', tier: 'direct' },
    { label: 'C2', tier: 'direct' },
  ] as const;
  expect(checkAnnotation({ ...good, cause: { labels, reasoning: '' } })).toEqual([
    'cause takes two labels at most',
    'C7 excludes every other cause',
  ]);
});

test('a candidate needs words and a quote that names a turn', () => {
  expect(checkCandidate(candidate)).toEqual([]);
  expect(checkCandidate({ ...candidate, evidence: [] })).toHaveLength(1);
  const broken = { ...candidate, name: ' ', evidence: [{ turn: -1, quote: '', context: '' }] };
  expect(checkCandidate(broken)).toHaveLength(3);
});

test('a verdict has a reason if and only if it is invalid, and one that is known', () => {
  expect(checkVerdict({ label: 'valid', reason: null, note: '' })).toEqual([]);
  expect(checkVerdict({ label: 'invalid', reason: 'truncation', note: '' })).toEqual([]);
  expect(checkVerdict({ label: 'invalid', reason: 'custom:too_vague', note: '' })).toEqual([]);
  expect(checkVerdict({ label: 'invalid', reason: 'custom:Too Vague', note: '' })).toHaveLength(1);
});
