import { stripVTControlCharacters } from 'node:util';

/** Signs that say something, in words; what else is drawn is dropped. The order matters: sparklines are dots and blocks. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/[·▁-█]{2,}/g, ''],
  [/^\s*[▌│] (\d+) (?=developer|agent)/, 'turn $1, '],
  [/^\s*▌ (\d+) /, 'prompt $1: '],
  [/❯ ?/g, '(selected) '],
  [/↯ ?/g, 'pushback '],
  [/◆ ?(?=\d* ?(?:episode|review))/g, ''],
  [/◆ ?(?=\d+(?:\s|$))/g, 'episodes '],
  [/◆ ?/g, 'episode '],
  [/⚑ ?/g, 'marked '],
  [/∴ ?/g, 'thinking: '],
  [/┆ ?/g, 'subagent: '],
  [/⏎/g, 'enter'],
  [/(?<=\d)→(?=\d)/g, ' to '],
  [/ [·›] /g, ', '],
  [/(?<=\S) [│┃] (?=\S)/g, ', '],
  [/[─-▟▰▱▶▸❚◇◈✓✗⊘◼⌘·]/g, ''],
];

/** A screen line as a screen reader should say it: no colour, bars, rules and padding, and signs in words. */
export const toSpoken = (line: string): string =>
  signs
    .reduce((text, [sign, words]) => text.replace(sign, words), stripVTControlCharacters(line))
    .replace(/\s+/g, ' ')
    .trim();
