import { type Pushback, pushbackClasses } from '../domain/pushback.ts';
import { createPushbackDetector } from '../pushback/detect-pushback.ts';
import { type Aligned, alignSessions } from './align-sessions.ts';
import { type BinaryScore, formatScore, formatShare, scoreBinary, scoreHeading } from './binary-score.ts';
import { isTuning, type LabelledRow, loadLabelledRows, toTurns, withoutMarks } from './pushback-rows.ts';

type Scored = { readonly name: string; readonly score: BinaryScore; readonly rows: number };
type Group = { readonly title: string; readonly lines: readonly Scored[]; readonly note: string };

/**
 * Scores the detector on the labelled developer turns: any pushback and each class, on repositories used for tuning and
 * on those held out, per source and agent, beside two naive baselines; once on the context that the annotators saw and
 * once on the sessions as our adapters read them. Throws when the labels are not there.
 */
export const evaluatePushback = (corpus: string): { table: string; json: unknown } => {
  const rows = loadLabelledRows(corpus);
  const judged = rows.map(row => ({ row, pushback: judgeRow(row) }));
  const aligned = alignSessions(corpus, rows);
  const groups = [...scoreAll(judged, 'labelled context'), ...scoreSplit(aligned, 'real sessions')];
  const alignment = {
    rows: rows.length,
    aligned: aligned.length,
    bySource: countBySource(rows, aligned),
  };
  const table = [
    ...groups.map(formatGroup),
    `real sessions: ${aligned.length} of ${rows.length} rows found again (${formatShare(aligned.length / rows.length)})`,
    ...alignment.bySource.map(({ source, found, of }) => `  ${source}: ${found} of ${of}`),
    'Rows that are a bare stop have no words to be found by; gemini and qwen have no adapter.',
  ].join('\n');
  const any = scoreAny('any', judged).score;
  const heldOut = scoreAny(
    'held out',
    judged.filter(({ row }) => !isTuning(row)),
  ).score;
  return { table, json: { rows: rows.length, any, heldOut, groups, alignment } };
};

const judgeRow = (row: LabelledRow): Pushback | null => {
  const detector = createPushbackDetector();
  return toTurns(row).reduce<Pushback | null>((_, turn) => detector.push(turn), null);
};

const scoreAll = (judged: readonly Aligned[], title: string): Group[] => {
  const held = judged.filter(({ row }) => !isTuning(row));
  return [
    ...scoreSplit(judged, title),
    group(`${title}, by source`, by(judged, sourceOf)),
    group(`${title}, by source, held out`, by(held, sourceOf)),
    group(
      `${title}, by agent`,
      by(judged, ({ row }) => row.agent),
    ),
  ];
};

/** All rows, then the tuning repositories, then the held-out ones, each with its baselines and classes. */
const scoreSplit = (judged: readonly Aligned[], title: string): Group[] =>
  [
    { name: 'all', part: judged },
    { name: 'tuning repositories', part: judged.filter(({ row }) => isTuning(row)) },
    { name: 'held-out repositories', part: judged.filter(({ row }) => !isTuning(row)) },
  ].map(({ name, part }) => {
    const repositories = new Set(part.map(({ row }) => row.repo)).size;
    return group(
      `${title}, ${name} (${repositories})`,
      [
        scoreAny('any pushback', part),
        scoreAny('  baseline: always', part, () => true),
        scoreAny('  baseline: word list', part, ({ row }) => naiveWords.test(withoutMarks(row.user))),
        ...pushbackClasses.map(each => scoreClass(each, part)),
      ],
      classNote(part),
    );
  });

/** What a first guess would grep for. */
const naiveWords =
  /\b(?:no|not|n't|dont|doesnt|wrong|still|again|error|fail\w*|broken|bug|revert|undo|stop|why|instead|should|but)\b/i;

const scoreAny = (
  name: string,
  part: readonly Aligned[],
  isSaid = (item: Aligned): boolean => item.pushback !== null,
): Scored => ({
  name,
  score: scoreBinary(part, ({ row }) => row.primary !== 'none', isSaid),
  rows: part.length,
});

const scoreClass = (name: (typeof pushbackClasses)[number], part: readonly Aligned[]): Scored => ({
  name,
  score: scoreBinary(
    part,
    ({ row }) => row.primary === name,
    ({ pushback }) => pushback?.class === name,
  ),
  rows: part.length,
});

const classNote = (part: readonly Aligned[]): string => {
  const both = part.filter(({ row, pushback }) => row.primary !== 'none' && pushback !== null);
  const right = both.filter(({ row, pushback }) => row.primary === pushback?.class).length;
  return `class right where both say pushback: ${formatShare(right / Math.max(1, both.length))} of ${both.length}`;
};

const group = (title: string, lines: readonly Scored[], note = ''): Group => ({ title, lines, note });
const by = (judged: readonly Aligned[], key: (item: Aligned) => string): Scored[] =>
  [...Map.groupBy(judged, key)].map(([name, part]) => scoreAny(name, part));
const sourceOf = ({ row }: { readonly row: LabelledRow }): string => row.session.split('/')[0] ?? '';

const countBySource = (rows: readonly LabelledRow[], aligned: readonly Aligned[]) =>
  [...Map.groupBy(rows, row => sourceOf({ row }))].map(([source, labelled]) => ({
    source,
    found: aligned.filter(item => sourceOf(item) === source).length,
    of: labelled.length,
  }));

const formatGroup = ({ title, lines, note }: Group): string =>
  [scoreHeading(title), ...lines.map(line => formatScore(line.name, line.score, line.rows)), note, ''].join(
    '\n',
  );
