import { axisWords } from '../../../domain/axis-words.ts';
import type { SideBySide } from '../../../domain/compare-runs.ts';
import type { Axis } from '../../../domain/edit-annotation.ts';
import type { Episode, Run } from '../../../domain/episode.ts';
import { judgeName } from '../../../domain/judges.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { Bindings } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { episodeMark, style } from '../../theme.ts';
import { paragraph } from './paragraph.ts';

/** The newest run beside each other judge's: what both found, where their labels differ, and what only one found. */
export const toCompareLines = (
  compared: readonly SideBySide[],
  width: number,
  keys: Bindings<unknown>,
): string[] =>
  compared.length === 0
    ? paragraph(nameKeys('Only one run: {classify} classifies again, with another engine too.', keys), width)
    : compared.flatMap(one => [...sideLines(one, width), '']);

const sideLines = ({ left, right, comparison }: SideBySide, width: number): string[] => [
  style('bold', `${runName(left)} and ${runName(right)}`),
  ...comparison.pairs.flatMap(({ left: one, right: other, differs }) => [
    ...paragraph(`${style('episode', `${episodeMark} both`)} ${naming(one)} = ${naming(other)}`, width),
    ...differs.flatMap(axis => differenceLines(axis, [left, one], [right, other], width)),
  ]),
  ...comparison.onlyLeft.flatMap(episode => onlyLines(left, episode, width)),
  ...comparison.onlyRight.flatMap(episode => onlyLines(right, episode, width)),
];

type Side = readonly [run: Run, episode: Episode];

const differenceLines = (axis: Axis, left: Side, right: Side, width: number): string[] => {
  const words = ([run, { annotation }]: Side) =>
    `${style('dim', `${judgeName(run)}:`)} ${sanitise(axisWords(axis, annotation))}`;
  return paragraph(`  ${style('bold', axis.padEnd(10))} ${words(left)} · ${words(right)}`, width);
};

const onlyLines = (run: Run, episode: Episode, width: number): string[] =>
  paragraph(`${style('mark', `only ${oneLine(judgeName(run), 40)}`)} ${naming(episode)}`, width);

const naming = ({ id, name }: Episode): string => `${id} ${oneLine(name, 120)}`;

const runName = (run: Run): string =>
  `${oneLine(judgeName(run), 60)} of ${run.startedAt.slice(0, 16).replace('T', ' ')}`;
