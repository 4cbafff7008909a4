import type { ThemeName } from '../app/config.ts';

/** What a part of the screen is, told by its look. Each look names inks, so that a theme is a list of inks. */
export const looks = {
  plain: {},
  dim: { ink: 'faint' },
  bold: { bold: true },
  accent: { ink: 'accent' },
  developer: { ink: 'developer', bold: true },
  agent: { ink: 'agent', bold: true },
  tool: { ink: 'tool' },
  pushback: { ink: 'pushback', bold: true },
  episode: { ink: 'episode' },
  /** What an episode quotes. */
  evidence: { underline: true },
  /** A rule that the developer states. */
  rule: { ink: 'accent', underline: true },
  /** Where the agent says that a check passed. */
  claim: { underline: true },
  error: { ink: 'error' },
  ok: { ink: 'ok' },
  selected: { inverse: true },
  match: { ink: 'paper', on: 'highlight' },
  mark: { ink: 'mark' },
  // Markdown.
  heading: { ink: 'accent', bold: true },
  strong: { bold: true },
  emphasis: { italic: true },
  strike: { strikethrough: true },
  code: { ink: 'mark' },
  link: { ink: 'agent', underline: true },
  // Code and what was changed in it.
  keyword: { ink: 'tool' },
  string: { ink: 'ok' },
  number: { ink: 'mark' },
  comment: { ink: 'faint' },
  name: { ink: 'agent' },
  type: { ink: 'accent' },
  added: { ink: 'ok' },
  removed: { ink: 'error' },
  addedWord: { ink: 'ok', inverse: true },
  removedWord: { ink: 'error', inverse: true },
} as const satisfies Readonly<Record<string, Look>>;

export type StyleName = keyof typeof looks;

export type Look = {
  readonly ink?: InkName;
  readonly on?: InkName;
  readonly bold?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly italic?: true;
  readonly strikethrough?: true;
};

export type InkName =
  | 'faint'
  | 'accent'
  | 'developer'
  | 'agent'
  | 'tool'
  | 'pushback'
  | 'episode'
  | 'error'
  | 'ok'
  | 'mark'
  | 'paper'
  | 'highlight';

/** A colour, one of the terminal's own colours or attributes by chalk's name, or nothing. */
export type Ink = `#${string}` | NamedInk | null;
export type NamedInk =
  | 'dim'
  | 'bold'
  | 'underline'
  | 'inverse'
  | 'black'
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'magentaBright'
  | 'bgYellow';

/** `background` is what the colours were chosen for; null where they are the terminal's own. */
export type Theme = {
  readonly background: `#${string}` | null;
  readonly inks: Readonly<Record<InkName, Ink>>;
};

export const themes: Readonly<Record<ThemeName, Theme>> = {
  terminal: {
    background: null,
    inks: {
      faint: 'dim',
      accent: 'cyan',
      developer: 'yellow',
      agent: 'blue',
      tool: 'magenta',
      pushback: 'red',
      episode: 'magentaBright',
      error: 'red',
      ok: 'green',
      mark: 'yellow',
      paper: 'black',
      highlight: 'bgYellow',
    },
  },
  dark: {
    background: '#1e1e1e',
    inks: {
      faint: '#9a9a9a',
      accent: '#56c8d8',
      developer: '#e5c07b',
      agent: '#7ab8ff',
      tool: '#d7a1f9',
      pushback: '#ff8080',
      episode: '#ff9de2',
      error: '#ff8f70',
      ok: '#98d982',
      mark: '#f0d060',
      paper: '#1e1e1e',
      highlight: '#f0d060',
    },
  },
  light: {
    background: '#ffffff',
    inks: {
      faint: '#5f5f5f',
      accent: '#00677a',
      developer: '#7a5200',
      agent: '#1f4fbf',
      tool: '#7b2fa0',
      pushback: '#b3001e',
      episode: '#a0207f',
      error: '#b02a00',
      ok: '#256b16',
      mark: '#755c00',
      paper: '#000000',
      highlight: '#ffe08a',
    },
  },
  'high-contrast': {
    background: '#000000',
    inks: {
      faint: '#d0d0d0',
      accent: '#00ffff',
      developer: '#ffff00',
      agent: '#a0c8ff',
      tool: '#ffb0ff',
      pushback: '#ff9090',
      episode: '#ffa0ff',
      error: '#ff9090',
      ok: '#80ff80',
      mark: '#ffff00',
      paper: '#000000',
      highlight: '#ffff00',
    },
  },
  // The colours of Okabe and Ito (2008), which people tell apart whatever colours they see; black and grey beside them.
  'colour-blind': {
    background: '#121212',
    inks: {
      faint: '#a6a6a6',
      accent: '#56b4e9',
      developer: '#f0e442',
      agent: '#56b4e9',
      tool: '#cc79a7',
      pushback: '#d55e00',
      episode: '#cc79a7',
      error: '#d55e00',
      ok: '#009e73',
      mark: '#e69f00',
      paper: '#000000',
      highlight: '#f0e442',
    },
  },
  monochrome: {
    background: null,
    inks: {
      faint: 'dim',
      accent: 'bold',
      developer: null,
      agent: null,
      tool: null,
      pushback: 'underline',
      episode: 'bold',
      error: 'bold',
      ok: null,
      mark: 'underline',
      paper: null,
      highlight: 'inverse',
    },
  },
};
