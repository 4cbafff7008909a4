import { quantileSorted, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import { type Figure, toChance, toCount, toNumber, toPrinted, toShare } from '../figure.ts';
import { compareRates, medianRange, rateRange, rateRatioRange } from '../intervals.ts';
import type { JudgedSession } from '../judged-session.ts';
import { partsOf, published } from '../published.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import type { Tally } from '../tally.ts';

export type Groups<Value> = { readonly all: Value; readonly ide: Value; readonly cli: Value };

/** How often episodes come: by session, by developer turn, and how they gather in sessions. */
export const toRateTable = (tallies: Groups<Tally>, sessions: readonly JudgedSession[]): Table => ({
  id: 'rates',
  title: 'Rates',
  of: 'episodes by all classified sessions, by all their developer turns (a ratio of sums), and by those with an episode; intervals of rates by Poisson, which leaves out that episodes gather in sessions',
  columns: [
    whole('here', 'here'),
    value('ide', 'IDE'),
    value('cli', 'CLI'),
    value('study', 'study'),
    value('studyIde', 'study IDE'),
    value('studyCli', 'study CLI'),
  ],
  chart: 'none',
  rows: [
    countsRow(tallies),
    toGroupRow('sessions with an episode', tallies, one => toShare(one.affected, one.sessions), studyShare),
    toGroupRow('episodes a session', tallies, perSession, studyPerSession),
    toGroupRow('episodes per 100 developer turns', tallies, perTurns, studyPerTurns),
    ...gatheringRows(sessions),
    ...correlationRows(sessions),
  ],
});

/** How the rate of editors stands to that of terminals, with a test. */
export const toRateRatioTable = ({ ide, cli }: Groups<Tally>): Table => {
  const ratioOf = (one: Tally) => one.episodes / one.developerTurns;
  const ratio = ratioOf(ide) / ratioOf(cli);
  const n = Math.min(ide.episodes, cli.episodes);
  const study = studyRatio();
  return {
    id: 'rate-ratio',
    title: 'Episodes a developer turn, editor over terminal',
    of: 'the ratio of two Poisson rates, its interval and test on the log scale',
    columns: [whole('here', 'here'), value('p', 'p'), value('study', 'study')],
    chart: 'none',
    rows: [
      {
        label: 'IDE / CLI',
        name: '',
        figures: {
          here: toNumber(ratio, n, rateRatioRange(ratio, ide.episodes, cli.episodes)),
          p: toChance(compareRates(ratio, ide.episodes, cli.episodes), n),
          study: study,
        },
      },
    ],
  };
};

const studyRatio = (): Figure => {
  const [episodes, turns] = [partsOf(published.episodes), partsOf(published.developerTurns)];
  const ratio = episodes.ide / turns.ide / (episodes.cli / turns.cli);
  return toNumber(ratio, episodes.all, rateRatioRange(ratio, episodes.ide, episodes.cli));
};

type Counted = Pick<Tally, 'sessions' | 'affected' | 'episodes' | 'developerTurns'>;
const studyOf = (part: 'all' | 'ide' | 'cli'): Counted => ({
  sessions: partsOf(published.sessions)[part],
  affected: partsOf(published.affected)[part],
  episodes: partsOf(published.episodes)[part],
  developerTurns: partsOf(published.developerTurns)[part],
});

const perSession = ({ episodes, sessions }: Counted): Figure =>
  toNumber(episodes / sessions, sessions, rateRange(episodes / sessions, episodes));
const perTurns = ({ episodes, developerTurns }: Counted): Figure => {
  const rate = (100 * episodes) / developerTurns;
  return toNumber(rate, developerTurns, rateRange(rate, episodes));
};
const studyShare = (one: Counted) => toShare(one.affected, one.sessions);
const studyPerSession = perSession;
const studyPerTurns = perTurns;

const toGroupRow = (
  label: string,
  tallies: Groups<Tally>,
  here: (tally: Counted) => Figure,
  study: (tally: Counted) => Figure,
): TableRow => ({
  label,
  name: '',
  figures: {
    here: here(tallies.all),
    ide: here(tallies.ide),
    cli: here(tallies.cli),
    study: study(studyOf('all')),
    studyIde: study(studyOf('ide')),
    studyCli: study(studyOf('cli')),
  },
});

const countsRow = (tallies: Groups<Tally>): TableRow =>
  toGroupRow(
    'episodes',
    tallies,
    one => toCount(one.episodes),
    one => toCount(one.episodes),
  );

/** Of sessions with an episode: how many they have. */
const gatheringRows = (sessions: readonly JudgedSession[]): TableRow[] => {
  const many = sessions.map(one => one.episodes.length).filter(count => count > 0);
  const sorted = many.toSorted((a, b) => a - b);
  const n = sorted.length;
  const mean = sorted.reduce((sum, count) => sum + count, 0) / n;
  const at = (share: number) => (n === 0 ? Number.NaN : quantileSorted(sorted, share));
  const study = published.perAffectedSession;
  const row = (label: string, here: Figure, printed: number): TableRow => ({
    label,
    name: '',
    figures: { here, study: toPrinted(printed) },
  });
  return [
    row('episodes an affected session, mean', toNumber(mean, n, rateRange(mean, n * mean)), study.mean),
    row('episodes an affected session, median', toNumber(at(0.5), n, medianRange(sorted)), study.median),
    row('episodes an affected session, 95th percentile', toNumber(at(0.95), n, null), study.q95),
  ];
};

/** Do longer sessions have more episodes? Over all sessions whose turns were counted. */
const correlationRows = (sessions: readonly JudgedSession[]): TableRow[] => {
  const known = sessions.filter(one => one.developerTurns !== null && one.agentTurns !== null);
  const turns = known.map(one => (one.developerTurns ?? 0) + (one.agentTurns ?? 0));
  const many = known.map(one => one.episodes.length);
  const isSpread = new Set(turns).size > 1 && new Set(many).size > 1;
  const row = (label: string, of: typeof sampleCorrelation, printed: number): TableRow => ({
    label,
    name: '',
    figures: {
      here: toNumber(isSpread ? of(turns, many) : Number.NaN, known.length, null),
      study: toPrinted(printed),
    },
  });
  const { pearson, spearman } = published.lengthCorrelation;
  return [
    row('turns and episodes, Pearson', sampleCorrelation, pearson),
    row('turns and episodes, Spearman', sampleRankCorrelation, spearman),
  ];
};
