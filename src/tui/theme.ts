import chalk from 'chalk';
import type { PushbackClass } from '../domain/pushback.ts';

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

/** Eight heights, for strips and sparklines. */
export const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

const styles = {
  plain: (text: string) => text,
  dim: chalk.dim,
  bold: chalk.bold,
  accent: chalk.cyan,
  developer: chalk.bold.yellow,
  agent: chalk.bold.blue,
  tool: chalk.magenta,
  pushback: chalk.bold.red,
  episode: chalk.magentaBright,
  /** What an episode quotes. */
  evidence: chalk.underline,
  /** A rule that the developer states. */
  rule: chalk.cyan.underline,
  /** Where the agent says that a check passed. */
  claim: chalk.underline,
  error: chalk.red,
  ok: chalk.green,
  selected: chalk.inverse,
  match: chalk.black.bgYellow,
  mark: chalk.yellow,
};
export type StyleName = keyof typeof styles;

/** Text as a ready ANSI string; plain where colour is off. */
export const style = (name: StyleName, text: string): string => styles[name](text);

/** A pushback class as people read it. */
export const className = (name: PushbackClass): string => name.replaceAll('_', ' ');
