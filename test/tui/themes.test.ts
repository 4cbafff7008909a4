import { describe, expect, test } from 'vitest';
import { type Look, looks, type Theme, themes } from '../../src/tui/themes.ts';

/** Contrast of two colours by WCAG 2.2: 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const coloured = Object.entries(themes).filter(([, { background }]) => background !== null);

test('black on white has a contrast of 21, a grey on itself one of 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(contrast('#808080', '#808080')).toBe(1);
});

describe.each(coloured)('%s', (name, theme) => {
  const least = name === 'high-contrast' ? 7 : 4.5;
  test.each(Object.entries<Look>(looks))(`%s can be read: at least ${least} to 1`, (_, look) => {
    const pair = coloursOf(theme, look);
    if (pair) expect(contrast(...pair)).toBeGreaterThanOrEqual(least);
    else expect(look.ink).toBeUndefined();
  });
});

/** Text and what is behind it; undefined for text in the terminal's own colour. */
function coloursOf({ background, inks }: Theme, look: Look): [string, string] | undefined {
  if (!look.ink) return undefined;
  const behind = look.on ? inks[look.on] : background;
  return [inks[look.ink] ?? '', behind ?? ''];
}
