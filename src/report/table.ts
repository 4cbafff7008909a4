import type { Figure } from './figure.ts';

export type Column = {
  readonly key: string;
  readonly title: string;
  /** Does a reader see the interval and what the figure is taken from too? Rows for programs always have them. */
  readonly told: 'whole' | 'value';
};

export type TableRow = {
  /** The code of a label, or the name of the row itself. */
  readonly label: string;
  /** What people call it; empty where the label says it. */
  readonly name: string;
  /** By column key; a column without a figure is blank. */
  readonly figures: Readonly<Record<string, Figure>>;
};

/** One table of a report as every format draws it. `of` says what the shares are of, and by which rule. */
export type Table = {
  readonly id: string;
  readonly title: string;
  readonly of: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** `bars`: of the first column; `heat`: every cell by its value; `line`: the last column from row to row. */
  readonly chart: 'bars' | 'heat' | 'line' | 'none';
};

export type Section = {
  readonly id: string;
  readonly title: string;
  readonly tables: readonly Table[];
};

export const whole = (key: string, title: string): Column => ({ key, title, told: 'whole' });
export const value = (key: string, title: string): Column => ({ key, title, told: 'value' });
