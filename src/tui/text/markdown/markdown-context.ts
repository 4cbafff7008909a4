import type { Highlight } from '../code/highlight-spans.ts';

/** How a Markdown text is drawn. */
export type MarkdownContext = {
  readonly source: string;
  /** Columns that a line may take. */
  readonly width: number;
  /** `**`, backquotes and brackets stay: for words that must be read as they were typed, and where there is no colour. */
  readonly keepsMarks: boolean;
  /** Can text be a link? Else its address stands behind it. */
  readonly links: boolean;
  /** Null until the grammars are loaded. */
  readonly highlight: Highlight | null;
};
