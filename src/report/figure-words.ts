import { formatCount } from '../domain/count-of.ts';
import type { Figure } from './figure.ts';
import type { Column } from './table.ts';

/** A figure as a person reads it: `38.3 %`, `< 0.001`, `few`. */
export const figureWords = (figure: Figure | undefined): string => {
  if (!figure) return '';
  const { unit, value, missing } = figure;
  if (value === null) return missing === 'unknown' ? 'unknown' : 'few';
  if (unit === 'count') return formatCount(value);
  if (unit === 'p') return value < 0.001 ? '< 0.001' : value.toFixed(3);
  return unit === 'share' ? percentWords(value) : numberWords(value);
};

/** The same with its interval, and what it was taken from. */
export const wholeFigureWords = (figure: Figure | undefined): string => {
  if (!figure) return '';
  const { unit, range, hits, n } = figure;
  const edge = (at: number) => (unit === 'share' ? (100 * at).toFixed(0) : numberWords(at));
  const interval = range ? ` (${edge(range[0])}–${edge(range[1])})` : '';
  const from = hits !== null && n !== null ? ` ${hits}/${n}` : n === null ? '' : ` n ${n}`;
  const value = figure.missing === 'too few' ? 'too few to tell' : figureWords(figure);
  return `${value}${interval}${from}`;
};

export const cellWords = ({ key, told }: Column, figures: Readonly<Record<string, Figure>>): string =>
  (told === 'whole' ? wholeFigureWords : figureWords)(figures[key]);

const percentWords = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** As many digits as say something. */
const numberWords = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 100) return formatCount(Math.round(value));
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
};
