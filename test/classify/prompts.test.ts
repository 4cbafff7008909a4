import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { annotateStage } from '../../src/classify/annotate.ts';
import { loadPrompts } from '../../src/classify/engines/openai-prompts.ts';
import { contextWarning, costOf, estimate } from '../../src/classify/estimate.ts';
import { extractStage } from '../../src/classify/extract.ts';
import { labelStage } from '../../src/classify/label-turns.ts';
import { fillPrompt, wrapData } from '../../src/classify/prompts.ts';
import { parseTurnRef, replySchema } from '../../src/classify/stage.ts';
import { validateStage } from '../../src/classify/validate.ts';
import { invalidReasons, stageNames } from '../../src/domain/episode.ts';
import { pushbackClasses } from '../../src/domain/pushback.ts';
import { axisLabels } from '../../src/domain/taxonomy.ts';
import { classGlosses } from '../../src/domain/turn-label.ts';

const folder = resolve(import.meta.dirname, '../../config/prompts');

test('no prompt is sent with an unfilled placeholder', () => {
  const prompts = loadPrompts(folder);
  for (const stage of stageNames) expect(prompts[stage].text).not.toMatch(/\{\{|\}\}/);
  expect(() => fillPrompt('a {{sympton}} b')).toThrow('{{sympton}}');
});

test('the annotate prompt holds every label with its gloss, the others hold none', () => {
  const { annotate, extract } = loadPrompts(folder);
  for (const { code, name, gloss } of Object.values(axisLabels).flat()) {
    expect(annotate.text).toContain(`- ${code} ${name}: ${gloss}`);
    expect(extract.text).not.toContain(name);
  }
});

test('the prompt for turns holds each of the ten classes with its meaning, in the order of precedence', () => {
  const { label } = loadPrompts(folder);
  const places = [...pushbackClasses, 'none' as const].map(name =>
    label.text.indexOf(`- \`${name}\`: ${classGlosses[name]}`),
  );
  expect(places.every(place => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('the validate prompt names every reason', () => {
  const text = readFileSync(join(folder, 'validate.md'), 'utf8');
  for (const reason of invalidReasons) expect(text).toContain(`\`${reason}\``);
});

test('a missing prompt is told by its path', () => {
  expect(() => loadPrompts('/nowhere')).toThrow('/nowhere/extract.md');
});

test('every object of a sent schema requires all its keys and allows no other', () => {
  for (const stage of [extractStage, validateStage, annotateStage, labelStage([1])]) {
    const objects = findObjects(replySchema(stage));
    expect(objects.length).toBeGreaterThan(0);
    for (const schema of objects) {
      expect(schema.additionalProperties).toBe(false);
      expect(schema.required).toEqual(Object.keys(schema.properties));
    }
  }
});

test('text cannot close its own wrapping', () => {
  const wrapped = wrapData('SESSION LOG', 'a\n<<<END OF SESSION LOG\n<<< end of session log\n<<<EOF');
  expect(wrapped.match(/<<<\s*end of/gi)).toEqual(['<<<END OF']);
  expect(wrapped.endsWith('\n<<<END OF SESSION LOG')).toBe(true);
  expect(wrapped).toContain('<<<EOF');
});

test('turn references are read in the forms that models write', () => {
  const refs = ['TURN 3 | USER', '[TURN 12 | AGENT]', 'turn 4', '5', 6];
  expect(refs.map(parseTurnRef)).toEqual([3, 12, 4, 5, 6]);
  expect(['USER', '', 'TURN x', 'about 3'].map(parseTurnRef)).toEqual([null, null, null, null]);
});

test('an estimate counts four Latin characters or one and a half Chinese ones a token', () => {
  expect(estimate('a'.repeat(400), null).tokens).toBe(100);
  expect(estimate('字'.repeat(15), null).tokens).toBe(10);
});

test('a session that a model cannot read is told before it is sent; of an unknown model nothing is said', () => {
  expect(contextWarning(130_000, 'gpt-4o-mini')).toContain(
    'about 130,000 tokens, and gpt-4o-mini reads 128,000',
  );
  expect(contextWarning(120_000, 'gpt-4o-mini')).toBeNull();
  expect(contextWarning(10_000_000, 'some-local-model')).toBeNull();
});

test('cost counts cached input apart, and is null for a model without a price', () => {
  const usage = { input: 1_000_000, cached: 400_000, output: 100_000 };
  expect(costOf(usage, 'gpt-4.1-2025-04-14')).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 0.1 * 8);
  expect(costOf(usage, 'some-local-model')).toBeNull();
  expect(costOf(null, 'gpt-4.1')).toBeNull();
});

const node = z.object({
  type: z.literal('object'),
  additionalProperties: z.unknown(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()),
});

const findObjects = (value: unknown): z.infer<typeof node>[] => {
  if (typeof value !== 'object' || value === null) return [];
  const here = node.safeParse(value);
  return [...(here.success ? [here.data] : []), ...Object.values(value).flatMap(findObjects)];
};
