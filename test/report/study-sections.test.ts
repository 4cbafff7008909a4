import { expect, test } from 'vitest';
import type { EpisodeLabels, JudgedSession } from '../../src/report/judged-session.ts';
import { buildStudySections } from '../../src/report/study-sections.ts';
import type { Table } from '../../src/report/table.ts';
import { tallySessions } from '../../src/report/tally.ts';

const episode = (more: Partial<EpisodeLabels> = {}): EpisodeLabels => ({
  symptoms: ['S3'],
  causes: [{ label: 'C6', tier: 'direct' }],
  severity: 'DS1',
  locus: null,
  status: 'RS2',
  resolver: null,
  ...more,
});

const session = (id: number, more: Partial<JudgedSession> = {}): JudgedSession => ({
  id: `session ${id}`,
  project: 'shop',
  modality: 'cli',
  startedAt: new Date(Date.UTC(2026, 0, 1) + id * 86_400_000).toISOString(),
  developerTurns: 4,
  agentTurns: 4,
  episodes: [],
  ...more,
});

const tableOf = (sessions: readonly JudgedSession[], id: string): Table => {
  const table = buildStudySections(sessions)
    .flatMap(({ tables }) => tables)
    .find(one => one.id === id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
};
const figureOf = (table: Table, label: string, column = 'here') =>
  table.rows.find(row => row.label === label)?.figures[column];

test('an episode with two symptoms and two causes adds four pairs', () => {
  const many = episode({
    symptoms: ['S3', 'S7'],
    causes: [
      { label: 'C6', tier: 'direct' },
      { label: 'C4', tier: 'contextual' },
    ],
  });
  const tally = tallySessions([session(1, { episodes: [many] })]);
  expect(tally.symptomCause.S3).toMatchObject({ C4: 1, C6: 1 });
  expect(tally.symptomCause.S7).toMatchObject({ C4: 1, C6: 1 });
  expect(tally.episodePairs['S3+S7']).toBe(1);
  expect(tally.symptomsPerEpisode['2']).toBe(1);
  expect(tally.tiers.C4).toEqual({ direct: 0, contextual: 1, speculative: 0 });
});

test('a session counts once for a symptom however often it has it, and only those with an episode count', () => {
  const tally = tallySessions([
    session(1, { episodes: [episode(), episode(), episode({ symptoms: ['S7'] })] }),
    session(2),
  ]);
  expect(tally.sessionSymptoms.S3).toBe(1);
  expect(tally.sessionPairs['S3+S7']).toBe(1);
  expect([tally.sessions, tally.affected, tally.episodes]).toEqual([2, 1, 3]);
});

test('a share of too few is not told, its counts are', () => {
  const few = tableOf([session(1, { episodes: [episode()] })], 'symptoms');
  expect(figureOf(few, 'S3')).toMatchObject({ value: null, missing: 'too few', hits: 1, n: 1 });
  const enough = Array.from({ length: 30 }, (_, at) => session(at, { episodes: [episode()] }));
  expect(figureOf(tableOf(enough, 'symptoms'), 'S3')).toMatchObject({ value: 1, hits: 30, n: 30 });
});

test('a locus is of episodes with damage and a resolver of resolved ones', () => {
  const damaged = episode({ severity: 'DS2', locus: 'DL1', status: 'RS1', resolver: 'RV2' });
  const sessions = [session(1, { episodes: [damaged, episode(), episode()] })];
  expect(figureOf(tableOf(sessions, 'locus'), 'DL1')).toMatchObject({ hits: 1, n: 1 });
  expect(figureOf(tableOf(sessions, 'resolver'), 'RV2')).toMatchObject({ hits: 1, n: 1 });
  expect(figureOf(tableOf(sessions, 'severity'), 'DS2')).toMatchObject({ hits: 1, n: 3 });
});

test('a rate is the sum of episodes by the sum of turns, over sessions without turns too', () => {
  const sessions = [
    session(1, { developerTurns: 30, episodes: [episode(), episode()] }),
    ...Array.from({ length: 20 }, (_, at) => session(at + 2, { developerTurns: 1 })),
    session(50, { developerTurns: null }),
  ];
  const rates = tableOf(sessions, 'rates');
  expect(figureOf(rates, 'episodes per 100 developer turns')?.value).toBeCloseTo(4, 9);
  expect(figureOf(rates, 'episodes a session')).toMatchObject({ n: 22, value: 2 / 22 });
});

test('a session is adjacent to the next one of its project alone', () => {
  const hit = [episode()];
  // shop: hit, hit, clean, hit … ; each other project has one session and no neighbour.
  const shop = Array.from({ length: 80 }, (_, at) => session(at, { episodes: at % 4 < 2 ? hit : [] }));
  const strays = Array.from({ length: 9 }, (_, at) => session(at, { project: `stray ${at}`, episodes: hit }));
  const table = tableOf([...strays, ...shop.toReversed()], 'persistence');
  expect(figureOf(table, 'an episode, after a session with one')).toMatchObject({ hits: 20, n: 40 });
  expect(figureOf(table, 'an episode, after a session without')).toMatchObject({ hits: 19, n: 39 });
  expect(figureOf(table, 'risk ratio')?.value).toBeCloseTo(20 / 40 / (19 / 39), 9);
});

test('editors and terminals are told apart with a test', () => {
  const some = (modality: 'ide' | 'cli', hits: number) =>
    Array.from({ length: 60 }, (_, at) =>
      session(at, { modality, episodes: [episode({ symptoms: [at < hits ? 'S3' : 'S5'] })] }),
    );
  const table = tableOf([...some('ide', 10), ...some('cli', 40)], 'ide-cli');
  expect(figureOf(table, 'S3', 'ide')).toMatchObject({ hits: 10, n: 60 });
  expect(figureOf(table, 'S3', 'p')?.value).toBeLessThan(0.001);
  expect(figureOf(table, 'S1', 'p')).toMatchObject({ value: null, missing: 'too few' });
  expect(figureOf(table, 'S3', 'studyCli')?.value?.toFixed(4)).toBe('0.4949');
});

test('a trend needs thirty days with data', () => {
  const falling = (days: number) =>
    Array.from({ length: days }, (_, at) =>
      session(at, {
        developerTurns: 10,
        episodes: at % 5 < 4 - Math.floor((4 * at) / days) ? [episode()] : [],
      }),
    );
  expect(figureOf(tableOf(falling(29), 'rate-trend'), 'all', 'slope')?.missing).toBe('too few');
  const trend = figureOf(tableOf(falling(60), 'rate-trend'), 'all', 'slope');
  expect(trend?.value).toBeLessThan(0);
  expect(trend?.range?.[1]).toBeLessThan(0);
});

test('every table holds a figure for each of its columns or none, and no sessions at all break nothing', () => {
  for (const sections of [
    buildStudySections([]),
    buildStudySections([session(1, { episodes: [episode()] })]),
  ])
    for (const { columns, rows } of sections.flatMap(({ tables }) => tables))
      for (const { figures } of rows)
        expect(Object.keys(figures).every(key => columns.some(column => column.key === key))).toBe(true);
});
