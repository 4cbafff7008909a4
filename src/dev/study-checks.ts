import { z } from 'zod';
import type { Figure } from '../report/figure.ts';
import { compareShares } from '../report/intervals.ts';
import type { EpisodeLabels, JudgedSession } from '../report/judged-session.ts';
import { published } from '../report/published.ts';
import { buildStudySections } from '../report/study-sections.ts';
import type { Table } from '../report/table.ts';
import {
  expandCross,
  expandDamage,
  expandPairs,
  expandResolver,
  expandSessions,
  expandSeverity,
  expandTiers,
} from './expand-published.ts';

/** A printed number beside what our tables make of rows with the published counts. `computed` null: not told by us. */
export type Check = {
  readonly table: string;
  readonly what: string;
  readonly printed: number;
  readonly computed: number | null;
  readonly digits: number;
};

/** Same to the printed digit? */
export const holds = ({ printed, computed, digits }: Check): boolean =>
  computed !== null && computed.toFixed(digits) === printed.toFixed(digits);

const shares = z.record(z.string(), z.number());
const labelRow = z.object({
  code: z.string(),
  pct: z.number(),
  ide_pct: z.number(),
  cli_pct: z.number(),
  tiers: z.record(z.string(), z.object({ pct: z.number() })).optional(),
  derived: z.object({ chi2_df1: z.number() }).optional(),
});
const axis = z.object({ rows: z.array(labelRow) });
const crossed = z.object({ row_pct: z.record(z.string(), shares) });
const pairRow = z.looseObject({ a: z.string(), b: z.string(), count: z.number(), lift: z.number() });
const byModality = z.object({ IDE: z.number(), CLI: z.number() });

/** The printed tables, as far as they are read here. */
export const printedStudy = z.object({
  symptoms: axis,
  causes: axis,
  severity: axis,
  locus: axis,
  resolution: axis,
  resolver: axis,
  severity_x_locus: crossed,
  symptom_x_cause: crossed,
  symptom_x_severity: crossed,
  symptom_x_resolver: crossed,
  label_cardinality: z.object({
    symptoms_per_episode: z.record(z.string(), z.object({ pct: z.number() })),
    causes_per_episode: z.record(z.string(), z.object({ pct: z.number() })),
  }),
  cooccurrence_episode_symptoms: z.object({ rows: z.array(pairRow.extend({ jaccard: z.number() })) }),
  cooccurrence_session_symptoms: z.object({ rows: z.array(pairRow) }),
  rates: z.object({
    per_session: byModality,
    per_user_turn: byModality,
    sessions_with_any: z.record(z.string(), z.object({ share: z.number() })),
    episodes_per_affected_session: z.object({ mean: z.number() }),
    derived: z.object({ ide_over_cli_rate_ratio: z.number(), ratio_95ci_poisson: z.array(z.number()) }),
  }),
});
export type PrintedStudy = z.infer<typeof printedStudy>;

/** Every printed number that follows from published counts, recomputed by the tables of a report. */
export const checkStudy = (printed: PrintedStudy): Check[] => {
  const sessions = [...expandSessions('ide'), ...expandSessions('cli')];
  const whole = tablesOf(sessions);
  const of = (episodes: readonly EpisodeLabels[]) => tablesOf([toSession(episodes)]);
  const pairs = of(expandPairs());
  return [
    ...axes.flatMap(([id, key]) => checkAxis(whole, id, printed[key].rows)),
    ...checkTiers(of(expandTiers()), printed),
    ...checkCross(of(expandCross()), 'symptom-cause', printed.symptom_x_cause.row_pct),
    ...checkCross(of(expandSeverity()), 'symptom-severity', printed.symptom_x_severity.row_pct),
    ...checkCross(of(expandResolver()), 'symptom-resolver', printed.symptom_x_resolver.row_pct),
    ...checkCross(of(expandDamage()), 'severity-locus', printed.severity_x_locus.row_pct),
    ...checkManyLabels(pairs, 'symptoms-per-episode', printed.label_cardinality.symptoms_per_episode),
    ...checkManyLabels(whole, 'causes-per-episode', printed.label_cardinality.causes_per_episode),
    ...checkPairs(pairs, whole, printed),
    ...checkRates(whole, printed),
    ...checkTests(printed),
  ];
};

const axes = [
  ['symptoms', 'symptoms'],
  ['causes', 'causes'],
  ['severity', 'severity'],
  ['locus', 'locus'],
  ['status', 'resolution'],
  ['resolver', 'resolver'],
] as const;

type Tables = (id: string) => Table;
const tablesOf = (sessions: readonly JudgedSession[]): Tables => {
  const tables = new Map(
    buildStudySections(sessions).flatMap(({ tables }) => tables.map(table => [table.id, table] as const)),
  );
  return id => {
    const table = tables.get(id);
    if (!table) throw new Error(`A report has no table ${id}`);
    return table;
  };
};

const toSession = (episodes: readonly EpisodeLabels[]): JudgedSession => ({
  ...{ id: 'all', project: null, modality: 'ide', startedAt: null, developerTurns: null, agentTurns: null },
  episodes,
});

const figureOf = (table: Table, label: string, column: string): Figure | undefined =>
  table.rows.find(row => row.label === label)?.figures[column];

/** A share in percent as it was counted, also where a reader is not told it. */
const percentOf = (figure: Figure | undefined): number | null =>
  figure?.hits == null || !figure.n ? null : (100 * figure.hits) / figure.n;

const check = (
  table: string,
  what: string,
  digits: number,
  printed: number,
  computed: number | null | undefined,
): Check => ({ table, what, digits, printed, computed: computed ?? null });

const checkAxis = (tables: Tables, id: string, rows: PrintedStudy['symptoms']['rows']): Check[] =>
  rows.flatMap(({ code, pct, ide_pct, cli_pct }) => {
    const [table, contrast] = [tables(id), tables('ide-cli')];
    return [
      check(id, code, 2, pct, percentOf(figureOf(table, code, 'here'))),
      check(id, `${code}, shipped`, 2, pct, percentOf(figureOf(table, code, 'study'))),
      check(id, `${code} IDE`, 2, ide_pct, percentOf(figureOf(contrast, code, 'ide'))),
      check(id, `${code} CLI`, 2, cli_pct, percentOf(figureOf(contrast, code, 'cli'))),
    ];
  });

const checkTiers = (tables: Tables, { causes }: PrintedStudy): Check[] =>
  causes.rows
    .filter(({ code }) => code !== 'C7')
    .flatMap(({ code, tiers = {} }) =>
      Object.entries(tiers)
        .filter(([tier]) => tier !== 'not_applicable')
        .map(([tier, { pct }]) =>
          check('tiers', `${code} ${tier}`, 2, pct, percentOf(figureOf(tables('tiers'), code, tier))),
        ),
    );

/** The cells of a row, and the row's part of all where that was printed. */
const checkCross = (
  tables: Tables,
  id: string,
  rows: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Check[] => {
  const table = tables(id);
  const sums = table.rows.filter(row => row.label !== 'All').map(row => row.figures.n?.value ?? 0);
  const total = sums.reduce((sum, one) => sum + one, 0);
  return Object.entries(rows).flatMap(([row, cells]) =>
    Object.entries(cells).map(([column, printed]) => {
      const isPart = column.startsWith('share_of');
      const n = row === 'All' ? total : (figureOf(table, row, 'n')?.value ?? 0);
      const computed = isPart ? (100 * n) / total : percentOf(figureOf(table, row, column));
      return check(
        id,
        `${row} ${isPart ? 'of all' : column}`,
        isPart ? partDigits(id) : 2,
        printed,
        computed,
      );
    }),
  );
};
const partDigits = (id: string): number => (id === 'severity-locus' ? 1 : 2);

const checkManyLabels = (
  tables: Tables,
  id: string,
  printed: Readonly<Record<string, { pct: number }>>,
): Check[] =>
  Object.entries(printed).map(([many, { pct }]) =>
    check(id, many, 2, pct, percentOf(figureOf(tables(id), many, 'here'))),
  );

const checkPairs = (pairs: Tables, whole: Tables, printed: PrintedStudy): Check[] => [
  ...printed.cooccurrence_episode_symptoms.rows.flatMap(({ a, b, count, lift, jaccard }) => {
    const figure = (column: string) => figureOf(pairs('symptom-pairs'), `${a}+${b}`, column)?.value;
    return [
      check('symptom-pairs', `${a}+${b}`, 0, count, figure('count')),
      check('symptom-pairs', `${a}+${b} lift`, lift > 1 ? 3 : 4, lift, figure('lift')),
      check('symptom-pairs', `${a}+${b} Jaccard`, 4, jaccard, figure('jaccard')),
    ];
  }),
  ...printed.cooccurrence_session_symptoms.rows.flatMap(({ a, b, lift }) =>
    check('session-pairs', `${a}+${b} lift`, 2, lift, studyLift(whole, a, b)),
  ),
];

/** The sessions’ sets of symptoms are not known, so their lift is read where the report shows the study’s. */
const studyLift = (tables: Tables, a: string, b: string) =>
  figureOf(tables('session-pairs'), `${a}+${b}`, 'studyLift')?.value;

const checkRates = (tables: Tables, { rates }: PrintedStudy): Check[] => {
  const value = (row: string, column: string) => figureOf(tables('rates'), row, column)?.value;
  const per100 = 'episodes per 100 developer turns';
  const each = (['IDE', 'CLI'] as const).flatMap(name => {
    const column = name === 'IDE' ? 'ide' : 'cli';
    const shown = value(per100, column);
    return [
      check('rates', `a session ${name}`, 6, rates.per_session[name], value('episodes a session', column)),
      check('rates', `a turn ${name}`, 6, rates.per_user_turn[name], shown == null ? null : shown / 100),
    ];
  });
  const affected = Object.entries(rates.sessions_with_any).map(([name, { share }]) => {
    const column = name === 'Overall' ? 'here' : name.toLowerCase();
    return check('rates', `affected ${name}`, 4, share, value('sessions with an episode', column));
  });
  const ratio = figureOf(tables('rate-ratio'), 'IDE / CLI', 'here');
  const [low = 0, high = 0] = rates.derived.ratio_95ci_poisson;
  return [
    ...each,
    ...affected,
    check(
      'rates',
      'mean of affected sessions',
      6,
      rates.episodes_per_affected_session.mean,
      value('episodes an affected session, mean', 'here'),
    ),
    check('rate-ratio', 'IDE / CLI', 3, rates.derived.ide_over_cli_rate_ratio, ratio?.value),
    check('rate-ratio', 'low', 3, low, ratio?.range?.[0]),
    check('rate-ratio', 'high', 3, high, ratio?.range?.[1]),
  ];
};

/** Chi-square of the difference between editor and terminal, of the axes whose labels are shares of all episodes. */
const checkTests = (printed: PrintedStudy): Check[] => {
  const [n = 0, m = 0] = published.episodes;
  return (['symptoms', 'causes', 'severity', 'status'] as const).flatMap(axis => {
    const counts: Readonly<Record<string, readonly number[]>> = published[axis];
    return printed[axis === 'status' ? 'resolution' : axis].rows.flatMap(({ code, derived }) => {
      const [hits = 0, other = 0] = counts[code] ?? [];
      const { chiSquare } = compareShares(hits, n, other, m);
      return derived ? [check('chi-square', code, 2, derived.chi2_df1, chiSquare)] : [];
    });
  });
};
