import type { BinaryScore } from './binary-score.ts';
import type { Bin, intervals, Measures } from './measure.ts';

export type Line = { readonly name: string; readonly measures: Measures };
export type ClassScore = BinaryScore & { readonly name: string };

export const formatGroup = (title: string, lines: readonly Line[]): string => {
  const namesClasses = !/baseline|without/.test(title);
  return [
    toLine(title, [
      'precision',
      'recall',
      'F1',
      'avg prec',
      'calib err',
      'class acc',
      'any named',
      'macro F1',
      'positive',
      'rows',
    ]),
    ...lines.map(({ name, measures }) =>
      toLine(name, [
        share(measures.precision),
        share(measures.recall),
        measures.f1.toFixed(3),
        measures.averagePrecision.toFixed(3),
        measures.calibrationError.toFixed(3),
        ...(namesClasses
          ? [share(measures.classAccuracy), share(measures.classNamed), measures.classMacroF1.toFixed(3)]
          : ['', '', '']),
        String(measures.positive),
        String(measures.rows),
      ]),
    ),
  ].join('\n');
};

export const formatIntervals = (spread: ReturnType<typeof intervals>): string =>
  [
    toLine('95 in 100, repositories drawn again', ['from', 'to']),
    ...figures.map(name =>
      toLine(
        name,
        spread[name].map(bound => bound.toFixed(3)),
      ),
    ),
  ].join('\n');

export const formatClasses = (classes: readonly ClassScore[]): string =>
  [
    toLine('class of true pushback', ['precision', 'recall', 'F1', 'n']),
    ...classes
      .toSorted((a, b) => b.n - a.n)
      .map(({ name, precision, recall, f1, n }) =>
        toLine(name, [share(precision), share(recall), f1.toFixed(3), String(n)]),
      ),
  ].join('\n');

/** Rows are the labels, columns what was said of them. */
export const formatConfusion = (pairs: readonly (readonly [label: string, said: string])[]): string => {
  const names = [...Map.groupBy(pairs, ([label]) => label)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name);
  const count = (label: string, said: string) =>
    String(pairs.filter(([a, b]) => a === label && b === said).length);
  return [
    toLine(
      'label, and the class said',
      names.map(name => name.slice(0, 10)),
    ),
    ...names.map(label =>
      toLine(
        label,
        names.map(said => count(label, said)),
      ),
    ),
  ].join('\n');
};

export const formatReliability = (bins: readonly Bin[]): string =>
  [
    toLine('chance, by tenths', ['said', 'true', 'rows']),
    ...bins.map(({ from, chance, share: truth, rows }) =>
      toLine(`from ${from.toFixed(1)}`, [share(chance), share(truth), String(rows)]),
    ),
  ].join('\n');

const figures = [
  'precision',
  'recall',
  'f1',
  'averagePrecision',
  'calibrationError',
  'classAccuracy',
] as const;

const toLine = (name: string, cells: readonly string[]): string =>
  name.slice(0, 38).padEnd(39) + cells.map(cell => cell.padStart(11)).join('');
const share = (value: number): string => `${(value * 100).toFixed(1)} %`;
