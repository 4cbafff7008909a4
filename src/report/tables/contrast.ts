import { labelName } from '../../domain/taxonomy.ts';
import { toChance, toShare } from '../figure.ts';
import { compareShares } from '../intervals.ts';
import { partsOf, published } from '../published.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import type { Tally } from '../tally.ts';

type Axis = 'symptoms' | 'causes' | 'severity' | 'locus' | 'status' | 'resolver';

/** Editors against terminals on every label, each with a test. */
export const toContrastTable = (ide: Tally, cli: Tally): Table => ({
  id: 'ide-cli',
  title: 'Editor against terminal',
  of: 'shares of the episodes of each kind of session (loci: of those with damage, resolvers: of those resolved); p by Pearson’s chi-square without correction, not told where fewer than 5 are expected in a cell',
  columns: [
    whole('ide', 'IDE'),
    whole('cli', 'CLI'),
    value('p', 'p'),
    value('studyIde', 'study IDE'),
    value('studyCli', 'study CLI'),
  ],
  chart: 'none',
  rows: axes.flatMap(axis =>
    Object.entries<readonly number[]>(published[axis]).map(([code, pair]) =>
      toRow(axis, code, pair, ide, cli),
    ),
  ),
});

const axes = ['symptoms', 'causes', 'severity', 'locus', 'status', 'resolver'] as const;

const toRow = (axis: Axis, code: string, pair: readonly number[], ide: Tally, cli: Tally): TableRow => {
  const [n, m] = [denominatorOf(axis, ide), denominatorOf(axis, cli)];
  const counted = (tally: Tally): number => {
    const counts: Readonly<Record<string, number>> = tally[axis];
    return counts[code] ?? 0;
  };
  const [hits, other] = [counted(ide), counted(cli)];
  const study = partsOf(pair);
  const studyOf = publishedDenominator(axis);
  return {
    label: code,
    name: labelName(code),
    figures: {
      ide: toShare(hits, n),
      cli: toShare(other, m),
      p: toChance(n > 0 && m > 0 ? compareShares(hits, n, other, m).p : null, n + m),
      studyIde: toShare(study.ide, studyOf.ide, 0),
      studyCli: toShare(study.cli, studyOf.cli, 0),
    },
  };
};

/** A locus is of episodes with damage, a resolver of resolved ones, the rest of all. */
export const denominatorOf = (
  axis: Axis,
  { episodes, severity, status }: Pick<Tally, 'episodes' | 'severity' | 'status'>,
): number => {
  if (axis === 'locus') return severity.DS2 + severity.DS3;
  return axis === 'resolver' ? status.RS1 : episodes;
};

/** The same of the study. */
export const publishedDenominator = (axis: Axis) => {
  const { DS2, DS3 } = published.severity;
  if (axis === 'locus') return partsOf([(DS2[0] ?? 0) + (DS3[0] ?? 0), (DS2[1] ?? 0) + (DS3[1] ?? 0)]);
  return partsOf(axis === 'resolver' ? published.status.RS1 : published.episodes);
};
