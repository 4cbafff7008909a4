import { expect, test } from 'vitest';
import cueConfig from '../../config/pushback-cues.json' with { type: 'json' };
import signConfig from '../../config/pushback-signs.json' with { type: 'json' };
import { turnText, turnThinking } from '../../src/domain/turn.ts';
import { mayFit, toGatedPattern, toGrams } from '../../src/pushback/gated-pattern.ts';
import { readSample, samples } from '../helpers/samples.ts';

const isOpen = (pattern: string, text: string): boolean => mayFit(toGatedPattern(pattern), toGrams(text));

test('a pattern is not tried on a text that lacks what it needs', () => {
  const pattern = '\\b(?:are )?(?:you|u) (?:sure|certain)\\b';
  expect(isOpen(pattern, 'Move the button to the left.')).toBe(false);
  expect(isOpen(pattern, 'you ensured it')).toBe(false);
  expect(isOpen(pattern, 'Are you\ncertain?')).toBe(true);
  expect(isOpen(pattern, 'Are YOU sure')).toBe(true);
});

test('what may be absent, may repeat or may be one of many characters is not needed', () => {
  expect(isOpen('colou?r', 'a color')).toBe(true);
  expect(isOpen('[wv]rong', 'wrong')).toBe(true);
  expect(isOpen('(?:very )*bad', 'bad')).toBe(true);
  expect(isOpen('(?:ha){2,}', 'hahaha')).toBe(true);
  expect(isOpen('fail(?!ing)(?:ed)?', 'fail')).toBe(true);
  expect(isOpen('still|\\d+ left', '3 left')).toBe(true);
  expect(isOpen('a(?:|b)c', 'ac')).toBe(true);
});

test('an edge of a word is needed where it is one, also next to letters beyond ASCII', () => {
  expect(isOpen('\\bno\\b', 'I know nothing')).toBe(false);
  expect(isOpen('\\bno\\b', 'Oh, no!')).toBe(true);
  expect(isOpen('\\bno\\b', '不no不')).toBe(true);
  expect(isOpen('не работа', 'Всё ещё Не работает')).toBe(true);
  expect(isOpen('不对', '这样不对')).toBe(true);
});

test('over all samples no cue and no sign finds what its gate would have passed over', () => {
  const patterns = [
    ...Object.values(cueConfig).flatMap(cues => cues.flatMap(cue => cue.patterns)),
    ...Object.values(signConfig).flatMap(signs => Object.values(signs)),
  ].map(toGatedPattern);
  const texts = samples
    .flatMap(({ name }) => readSample(name).turns)
    .flatMap(turn => [turnText(turn), turnThinking(turn)].map(text => text.slice(0, 600)));
  const tried = texts.flatMap(text => {
    const grams = toGrams(text);
    return patterns.map(gated => ({ may: mayFit(gated, grams), fits: gated.pattern.test(text) }));
  });
  expect(tried.filter(({ may, fits }) => fits && !may)).toEqual([]);
  expect(tried.filter(({ fits }) => fits).length).toBeGreaterThan(100);
  expect(tried.filter(({ may }) => may).length).toBeLessThan(tried.length / 4);
});
