import type { Bindings } from '../../keys/bindings.ts';
import { style } from '../../theme.ts';
import type { Strip } from './strip.ts';
import { allSigns, drawSign, type Sign } from './turn-signs.ts';

/** Names the signs that stand on the strips now, the most telling first, and no other. */
export const toLegend = (strips: readonly Pick<Strip, 'signs' | 'letters'>[]): string => {
  const named = new Map<string, string>();
  const letters = strips.some(strip => strip.letters);
  for (const sign of strips.flatMap(({ signs }) => [...signs]).sort((a, b) => b.rank - a.rank)) {
    const words = meaning(sign, letters);
    if (!named.has(words)) named.set(words, `${drawSign(sign, letters)} ${words}`);
  }
  return [...named.values(), `${style('selected', '┃')} here`].join(style('dim', ' · '));
};

const meaning = ({ means, short }: Sign, letters: boolean): string => (letters ? means : short);

/** The signs of the strip for the help of a replay, where no legend has room. */
export const stripHelp: Bindings<null> = Object.fromEntries([
  ...allSigns.map(({ text, letter, means }) => [
    `strip ${means}`,
    { keys: text === letter ? [text] : [text, letter], help: `on the strip: ${means}`, action: null },
  ]),
  ['strip here', { keys: ['┃'], help: 'on the strip: where you are', action: null }],
]);
