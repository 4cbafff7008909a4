import chalk, { Chalk, type ChalkInstance } from 'chalk';
import type { ThemeName } from '../app/config.ts';
import type { PushbackClass } from '../domain/pushback.ts';
import { type Ink, type Look, looks, type StyleName, themes } from './themes.ts';

export type { StyleName };

/** Colour is never the only sign: a pushback also has this mark. */
export const pushbackMark = '↯';

/** An episode that was classified. */
export const episodeMark = '◆';

/** Where something began that was pushed back on later. */
export const onsetMark = '◇';

/** A rule of the developer's was broken. */
export const brokenMark = '✗';

/** The agent says that a check passed. */
export const claimMark = '◈';

/** A model's word on a turn, which counts nowhere as pushback. */
export const modelMark = '◎';

/** A turn that a person marked. */
export const flag = '⚑';

/** Eight heights, for strips and sparklines. */
export const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

type Painter = (text: string) => string;

const buildPainters = (name: ThemeName, base: ChalkInstance): Record<StyleName, Painter> => {
  const { inks } = themes[name];
  const paint = ({ ink, on, bold, underline, italic, strikethrough, inverse }: Look): Painter => {
    let painter = base;
    if (ink) painter = withInk(painter, inks[ink], 'hex');
    if (on) painter = withInk(painter, inks[on], 'bgHex');
    if (bold) painter = painter.bold;
    if (underline) painter = painter.underline;
    if (italic) painter = painter.italic;
    if (strikethrough) painter = painter.strikethrough;
    return inverse ? painter.inverse : painter;
  };
  const painters = Object.entries<Look>(looks).map(([style, look]) => [style, paint(look)]);
  return Object.fromEntries(painters);
};

const withInk = (painter: ChalkInstance, ink: Ink, as: 'hex' | 'bgHex'): ChalkInstance => {
  if (ink === null) return painter;
  return isColour(ink) ? painter[as](ink) : painter[ink];
};

const isColour = (ink: Ink): ink is `#${string}` => ink?.startsWith('#') === true;

/** The one thing here that changes while the program runs: every line of every screen is painted with it. */
let painters = buildPainters('terminal', chalk);

/**
 * Paints everything that is drawn from now on; what was drawn must be drawn anew. Themes of 24-bit colours need a
 * terminal of 256 colours at least, else the terminal's own 16 are used. Where a person wants no colour (NO_COLOR)
 * bold, underline and inverse are left.
 */
export const setTheme = (name: ThemeName): void => {
  if (process.env.NO_COLOR) painters = buildPainters('monochrome', new Chalk({ level: 1 }));
  else painters = buildPainters(chalk.level < 2 && themes[name].background ? 'terminal' : name, chalk);
};

/** Text as a ready ANSI string; plain where the terminal knows no styles. */
export const style = (name: StyleName, text: string): string => painters[name](text);

/** Is there no colour, so that nothing but characters can tell things apart? */
export const isColourless = (): boolean => chalk.level === 0;

/** A pushback class as people read it. */
export const className = (name: PushbackClass): string => name.replaceAll('_', ' ');
