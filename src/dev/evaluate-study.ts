import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JudgedSession } from '../report/judged-session.ts';
import { buildStudySections } from '../report/study-sections.ts';
import { loadStudySessions } from './published-episodes.ts';
import { type Check, checkStudy, holds, printedStudy } from './study-checks.ts';

/**
 * Are the tables of a report the study's? Every printed number that follows from published counts is computed anew by
 * those tables, from rows with these counts, and must be the same to the printed digit. The study's own label rows of the
 * corpus, a part of three repositories, then stand beside the whole. Throws without the printed tables.
 */
export const evaluateStudy = (corpus: string): { table: string; json: unknown } => {
  const path = join(corpus, '../reference/published-aggregates.json');
  if (!existsSync(path)) throw new Error(`No printed tables at ${path}`);
  const checks = checkStudy(printedStudy.parse(JSON.parse(readFileSync(path, 'utf8'))));
  const missed = checks.filter(one => !holds(one));
  const sample = loadStudySessions(corpus);
  const table = [
    ...[...Map.groupBy(checks, ({ table }) => table)].map(
      ([name, some]) =>
        `${name.padEnd(22)} ${String(some.filter(holds).length).padStart(4)} of ${some.length} printed numbers the same`,
    ),
    '',
    ...missed.map(
      one =>
        `  ${one.table} ${one.what}: printed ${one.printed}, here ${one.computed?.toFixed(one.digits) ?? '-'}`,
    ),
    `${checks.length - missed.length} of ${checks.length} the same to the printed digit.`,
    ...unchecked,
    '',
    `The study’s rows of ${sample.length} sessions of three repositories, beside the whole (share, 95 %):`,
    ...sampleLines(sample),
  ].join('\n');
  return { table, json: { checks: checks.map(toJson), missed, sample: buildStudySections(sample) } };
};

const unchecked = [
  'Not to be recomputed: trends (daily rows are not published), persistence (printed as three digits without counts;',
  '0.519 / 0.336 is 1.545 and 1.543 was printed, which fits the digits that were cut), transitions (a picture only).',
];

const toJson = (one: Check) => ({ ...one, same: holds(one) });

const sampleLines = (sample: readonly JudgedSession[]): string[] => {
  const tables = buildStudySections(sample).flatMap(section => section.tables);
  return ['symptoms', 'causes', 'severity', 'status'].flatMap(id => {
    const table = tables.find(one => one.id === id);
    return (table?.rows ?? []).map(({ label, name, figures: { here, study } }) => {
      const [low, high] = here?.range ?? [0, 1];
      const whole = study?.value ?? 0;
      const verdict =
        whole >= low && whole <= high ? '' : '  outside: these repositories differ from the whole';
      const share = `${percent(here?.value)} (${percent(low)} to ${percent(high)}) ${here?.hits}/${here?.n}`;
      return `  ${label.padEnd(4)}${name.padEnd(34)}${share.padEnd(36)} study ${percent(whole)}${verdict}`;
    });
  });
};

const percent = (share: number | null | undefined): string =>
  share == null ? '-' : `${(100 * share).toFixed(1)} %`;
