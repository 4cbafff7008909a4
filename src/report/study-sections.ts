import {
  causeCodes,
  locusCodes,
  resolverCodes,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import type { JudgedSession } from './judged-session.ts';
import { type Parts, published, publishedCounts } from './published.ts';
import type { Section, Table } from './table.ts';
import { toPersistenceTable, toTransitionTable } from './tables/adjacent.ts';
import { denominatorOf, publishedDenominator, toContrastTable } from './tables/contrast.ts';
import { type Groups, toRateRatioTable, toRateTable } from './tables/rates.ts';
import { toCrossTable, toShareTable } from './tables/shares.ts';
import { toEpisodePairTable, toSessionPairTable } from './tables/together.ts';
import { toMonthTable, toRateTrendTable, toShareTrendTable } from './tables/trends.ts';
import { type Counts, type Tally, tallySessions } from './tally.ts';

/** Every table of the study over these sessions, beside what it printed. `sessions` are those that were classified. */
export const buildStudySections = (sessions: readonly JudgedSession[]): Section[] => {
  const groups: Groups<Tally> = {
    all: tallySessions(sessions),
    ide: tallySessions(sessions.filter(({ modality }) => modality === 'ide')),
    cli: tallySessions(sessions.filter(({ modality }) => modality === 'cli')),
  };
  const { all } = groups;
  return [
    section('rates', 'How often', [toRateTable(groups, sessions), toRateRatioTable(groups)]),
    section('symptoms', 'What went wrong', symptomTables(all)),
    section('causes', 'Why', causeTables(all)),
    section('outcomes', 'What it cost', outcomeTables(all)),
    section('resolutions', 'How it ended', resolutionTables(all)),
    section('modality', 'Editor against terminal', [toContrastTable(groups.ide, groups.cli)]),
    section('together', 'What comes together', [toEpisodePairTable(all), toSessionPairTable(all)]),
    section('time', 'Over time', [
      toPersistenceTable(sessions),
      toTransitionTable(sessions),
      toMonthTable(sessions),
      toRateTrendTable(sessions),
      toShareTrendTable(sessions),
    ]),
  ];
};

const section = (id: string, title: string, tables: readonly Table[]): Section => ({
  id,
  title,
  tables,
});

const symptomTables = (tally: Tally): Table[] => [
  toShareTable(
    { id: 'symptoms', title: 'Symptoms', of: 'episodes; one may have several' },
    symptomCodes,
    { counts: tally.symptoms, n: tally.episodes },
    { counts: allOf(published.symptoms), n: publishedDenominator('symptoms').all },
  ),
  toShareTable(
    { id: 'symptoms-per-episode', title: 'Symptoms of an episode', of: 'episodes' },
    ['1', '2', '3', '4'],
    { counts: tally.symptomsPerEpisode, n: tally.episodes },
    { counts: published.symptomsPerEpisode, n: publishedDenominator('symptoms').all },
    many => (many === '1' ? 'one label' : 'labels'),
  ),
];

const causeTables = (tally: Tally): Table[] => [
  toShareTable(
    { id: 'causes', title: 'Causes', of: 'episodes; one may have two' },
    causeCodes,
    { counts: tally.causes, n: tally.episodes },
    { counts: allOf(published.causes), n: publishedDenominator('causes').all },
  ),
  toShareTable(
    { id: 'causes-per-episode', title: 'Causes of an episode', of: 'episodes' },
    ['1', '2'],
    { counts: tally.causesPerEpisode, n: tally.episodes },
    { counts: published.causesPerEpisode, n: publishedDenominator('causes').all },
    many => (many === '1' ? 'one label' : 'labels'),
  ),
  ...bothOf(
    { id: 'tiers', title: 'How sure a cause is', of: 'labels of the cause; C7 has no evidence' },
    tally.tiers,
    published.tiers,
    {
      rows: causeCodes.filter(code => code !== 'C7'),
      columns: ['direct', 'contextual', 'speculative'],
      all: false,
    },
  ),
  ...bothOf(
    { id: 'symptom-cause', title: 'Symptom by cause', of: 'pairs of labels of the row' },
    tally.symptomCause,
    published.symptomCause,
    { rows: symptomCodes, columns: causeCodes, all: true },
  ),
];

const outcomeTables = (tally: Tally): Table[] => [
  axisTable('severity', 'Severity', 'episodes', severityCodes, tally),
  axisTable('locus', 'Where the damage is', 'episodes with damage', locusCodes, tally),
  ...bothOf(
    { id: 'severity-locus', title: 'Severity by place', of: 'episodes of the row' },
    tally.severityLocus,
    published.severityLocus,
    { rows: ['DS2', 'DS3'], columns: locusCodes, all: false },
  ),
  ...bothOf(
    { id: 'symptom-severity', title: 'Symptom by severity', of: 'episodes with the symptom' },
    tally.symptomSeverity,
    published.symptomSeverity,
    { rows: symptomCodes, columns: severityCodes, all: true },
  ),
];

const resolutionTables = (tally: Tally): Table[] => [
  axisTable('status', 'Resolution', 'episodes; unknown is the default without a sign', statusCodes, tally),
  axisTable('resolver', 'Who resolved it', 'resolved episodes', resolverCodes, tally),
  ...bothOf(
    { id: 'symptom-resolver', title: 'Symptom by resolver', of: 'resolved episodes with the symptom' },
    tally.symptomResolver,
    published.symptomResolver,
    { rows: symptomCodes, columns: resolverCodes, all: true },
  ),
];

type Axis = 'severity' | 'locus' | 'status' | 'resolver';
const axisTable = (axis: Axis, title: string, of: string, codes: readonly string[], tally: Tally): Table =>
  toShareTable(
    { id: axis, title, of },
    codes,
    { counts: tally[axis], n: denominatorOf(axis, tally) },
    { counts: allOf(published[axis]), n: publishedDenominator(axis).all },
  );

type CrossWords = Pick<Table, 'id' | 'title' | 'of'>;
type CrossCounts = Readonly<Record<string, Counts>>;

/** The cross table of these sessions, and the study's under it. */
const bothOf = (
  words: CrossWords,
  here: CrossCounts,
  study: CrossCounts,
  options: Parameters<typeof toCrossTable>[2],
): Table[] => [
  toCrossTable(words, here, options),
  toCrossTable({ id: `${words.id}-study`, title: `${words.title}, the study`, of: words.of }, study, {
    ...options,
    least: 0,
  }),
];

const allOf = (axis: Readonly<Record<string, readonly number[]>>): Counts =>
  Object.fromEntries([...publishedCounts(axis)].map(([code, parts]: [string, Parts]) => [code, parts.all]));
