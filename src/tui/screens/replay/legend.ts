import stringWidth from 'string-width';
import type { Bindings } from '../../keys/bindings.ts';
import { style } from '../../theme.ts';
import type { Strip } from './strip.ts';
import { allSigns, drawSign, type Sign } from './turn-signs.ts';

/**
 * Names the signs that stand on the strips now, the most telling first, and no other. Where they do not fit `width`
 * the last ones give way to `more`.
 */
export const toLegend = (
  strips: readonly Pick<Strip, 'signs' | 'letters'>[],
  width: number,
  more: string,
): string => {
  const named = new Map<string, string>();
  const letters = strips.some(strip => strip.letters);
  for (const sign of strips.flatMap(({ signs }) => [...signs]).sort((a, b) => b.rank - a.rank)) {
    const words = meaning(sign, letters);
    if (!named.has(words)) named.set(words, `${drawSign(sign, letters)} ${words}`);
  }
  const cells = [...named.values(), `${style('selected', '┃')} here`];
  const whole = joined(cells);
  if (stringWidth(whole) <= width) return whole;
  const rest = style('dim', `… ${more}`);
  while (cells.length > 0 && stringWidth(joined([...cells, rest])) > width) cells.pop();
  return joined([...cells, rest]);
};

const joined = (cells: readonly string[]): string => cells.join(style('dim', ' · '));

const meaning = ({ means, short }: Sign, letters: boolean): string => (letters ? means : short);

/** The signs of the strip for the help of a replay, where no legend has room. */
export const stripHelp: Bindings<null> = Object.fromEntries([
  ...allSigns.map(({ text, letter, means }) => [
    `strip ${means}`,
    { keys: text === letter ? [text] : [text, letter], help: `on the strip: ${means}`, action: null },
  ]),
  ['strip here', { keys: ['┃'], help: 'on the strip: where you are', action: null }],
]);
