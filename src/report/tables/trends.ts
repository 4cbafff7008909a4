import { type Symptom, symptomCodes } from '../../domain/taxonomy.ts';
import { type Figure, toChance, toCount, toNumber, toPrinted, toShare } from '../figure.ts';
import { rateRange, trendOf } from '../intervals.ts';
import type { JudgedSession } from '../judged-session.ts';
import { published } from '../published.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import { sumOf } from '../tally.ts';

/** Fewer days with data make no trend. */
const leastDays = 30;
/** Days of a month, to tell a slope in words that people use. */
const month = 30.44;

/** Month by month, oldest first. */
export const toMonthTable = (sessions: readonly JudgedSession[]): Table => ({
  id: 'months',
  title: 'Month by month',
  of: 'classified sessions by the month of their start (UTC)',
  columns: [
    value('sessions', 'sessions'),
    value('episodes', 'episodes'),
    whole('affected', 'with an episode'),
    whole('rate', 'per 100 developer turns'),
  ],
  chart: 'line',
  rows: groupsBy(sessions, 7).map(([label, some]) => {
    const episodes = sumOf(some, one => one.episodes.length);
    const turns = sumOf(some, one => one.developerTurns ?? 0);
    const rate = (100 * episodes) / turns;
    return {
      label,
      name: '',
      figures: {
        sessions: toCount(some.length),
        episodes: toCount(episodes),
        affected: toShare(some.filter(one => one.episodes.length > 0).length, some.length),
        rate: toNumber(rate, turns, rateRange(rate, episodes)),
      },
    };
  }),
});

/** Do episodes a developer turn become fewer? Days without a developer turn are left out. */
export const toRateTrendTable = (sessions: readonly JudgedSession[]): Table => {
  const days = toDays(sessions).filter(({ turns }) => turns > 0);
  const study: Readonly<Record<string, Printed>> = published.rateTrend;
  const rowOf = (label: 'all' | Symptom): TableRow =>
    toTrendRow(
      label,
      days.map(day => [day.at, (100 * countOn(day, label)) / day.turns]),
      toPrinted(100 * month * (study[label]?.slope ?? 0)),
    );
  return {
    ...trendTable('rate-trend', 'Episodes per 100 developer turns, change a month'),
    rows: ['all' as const, ...symptomCodes].map(rowOf),
  };
};

/** Does a symptom's part of all symptom labels change? */
export const toShareTrendTable = (sessions: readonly JudgedSession[]): Table => {
  const days = toDays(sessions).filter(({ labels }) => labels.length > 0);
  const study: Readonly<Record<string, Printed>> = published.shareTrend;
  return {
    ...trendTable('share-trend', 'Share of the labels, change a month in points'),
    rows: symptomCodes.map(code =>
      toTrendRow(
        code,
        days.map(day => [day.at, (100 * countOn(day, code)) / day.labels.length]),
        toPrinted(100 * month * (study[code]?.slope ?? 0)),
      ),
    ),
  };
};

type Printed = { readonly slope: number };
type Day = {
  /** Days since 1970. */
  readonly at: number;
  readonly episodes: number;
  readonly turns: number;
  readonly labels: readonly Symptom[];
};

const trendTable = (id: string, title: string) => ({
  id,
  title,
  of: `least squares over the days with data, all of one weight; the study’s from February 2025; fewer than ${leastDays} days tell nothing`,
  columns: [whole('slope', 'change'), value('r', 'r'), value('p', 'p'), value('study', 'study')],
  chart: 'none' as const,
});

const toTrendRow = (
  label: string,
  points: readonly (readonly [number, number])[],
  study: Figure,
): TableRow => {
  const n = points.length;
  const trend = n < leastDays ? null : trendOf(points);
  const [low, high] = trend?.range ?? [0, 0];
  return {
    label,
    name: '',
    figures: {
      slope: toNumber((trend?.slope ?? Number.NaN) * month, n, [low * month, high * month]),
      r: toNumber(trend?.r ?? Number.NaN, n, null),
      p: toChance(trend?.p ?? null, n),
      study,
    },
  };
};

const countOn = ({ episodes, labels }: Day, code: 'all' | Symptom): number =>
  code === 'all' ? episodes : labels.filter(one => one === code).length;

const toDays = (sessions: readonly JudgedSession[]): Day[] =>
  groupsBy(sessions, 10).map(([day, some]) => {
    const episodes = some.flatMap(one => one.episodes);
    return {
      at: Math.floor(Date.parse(day) / 86_400_000),
      episodes: episodes.length,
      turns: sumOf(some, one => one.developerTurns ?? 0),
      labels: episodes.flatMap(({ symptoms }) => symptoms),
    };
  });

/** Sessions by the first so many letters of their start, oldest first; those without a start are left out. */
const groupsBy = (sessions: readonly JudgedSession[], letters: number): [string, JudgedSession[]][] => {
  const started = sessions.filter(({ startedAt }) => startedAt !== null);
  return [...Map.groupBy(started, ({ startedAt }) => (startedAt ?? '').slice(0, letters))].toSorted(
    ([a], [b]) => a.localeCompare(b),
  );
};
