import {
  type Cause,
  causeCodes,
  type EvidenceTier,
  evidenceTiers,
  type Locus,
  locusCodes,
  type Resolver,
  resolverCodes,
  type Severity,
  type Symptom,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import type { EpisodeLabels, JudgedSession } from '../report/judged-session.ts';
import { partsOf, published } from '../report/published.ts';
import { type PairName, pairNames, symptomsOfPair } from '../report/tally.ts';

/**
 * Label rows with exactly the published counts, for each table its own: the study’s rows are not all published, and no
 * single set of rows is known that has every table at once. What the tables make of them must be what was printed.
 */
export const expandCross = (): EpisodeLabels[] =>
  cells(published.symptomCause, symptomCodes, causeCodes).map(([symptom, label]) => ({
    ...plain,
    symptoms: [symptom],
    causes: [{ label, tier: null }],
  }));

export const expandSeverity = (): EpisodeLabels[] =>
  cells(published.symptomSeverity, symptomCodes, severityCodes).map(([symptom, severity]) => ({
    ...plain,
    symptoms: [symptom],
    severity,
  }));

export const expandResolver = (): EpisodeLabels[] =>
  cells(published.symptomResolver, symptomCodes, resolverCodes).map(([symptom, resolver]) => ({
    ...plain,
    symptoms: [symptom],
    status: 'RS1',
    resolver,
  }));

export const expandDamage = (): EpisodeLabels[] =>
  cells(published.severityLocus, ['DS2', 'DS3'] as const, locusCodes).map(([severity, locus]) => ({
    ...plain,
    severity,
    locus,
  }));

/** Causes with their tiers, one an episode. */
export const expandTiers = (): EpisodeLabels[] =>
  cells(published.tiers, ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const, evidenceTiers).map(
    ([label, tier]): EpisodeLabels => ({ ...plain, causes: [{ label, tier }] }),
  );

/**
 * Episodes with the printed pairs and number of symptoms: of the 86 with three and the one with four nobody knows which,
 * nor the six pairs that were not printed, so these are one choice that fits.
 */
export const expandPairs = (): EpisodeLabels[] => {
  const [triple, quad]: [Symptom[], Symptom[]] = [
    ['S2', 'S3', 'S7'],
    ['S1', 'S2', 'S3', 'S7'],
  ];
  const many = [...repeat(triple, published.symptomsPerEpisode['3']), quad];
  const printed: Readonly<Record<string, number>> = published.episodePairs;
  const unprinted = pairNames.filter(name => printed[name] === undefined);
  const left = published.symptomsPerEpisode['2'] - sum(Object.values(printed)) + pairsIn(many, pairNames);
  const doubles = pairNames.flatMap(name =>
    repeat(
      [...symptomsOfPair(name)],
      printed[name] === undefined ? left / unprinted.length : printed[name] - pairsIn(many, [name]),
    ),
  );
  const taken = [...many, ...doubles].flat();
  const singles = symptomCodes.flatMap(code =>
    repeat([code], partsOf(published.symptoms[code]).all - taken.filter(one => one === code).length),
  );
  return [...many, ...doubles, ...singles].map(symptoms => ({ ...plain, symptoms }));
};

/** Sessions of one kind with its counts on every axis by itself. */
export const expandSessions = (modality: 'ide' | 'cli'): JudgedSession[] => {
  const part = (pair: readonly number[]) => partsOf(pair)[modality];
  const codesOf = <Code extends string>(
    codes: readonly Code[],
    axis: Readonly<Record<Code, readonly number[]>>,
  ) => codes.flatMap(code => repeat(code, part(axis[code])));
  const n = part(published.episodes);
  // Damage and resolved ones first, so that a locus and a resolver meet an episode that may have one.
  const severities = codesOf<Severity>(['DS2', 'DS3', 'DS0', 'DS1', 'DS4'], published.severity);
  const status = codesOf(statusCodes, published.status);
  const loci = codesOf(locusCodes, published.locus);
  const resolvers = codesOf(resolverCodes, published.resolver);
  const symptoms = deal(codesOf(symptomCodes, published.symptoms), n);
  const causes = deal(codesOf(causeCodes, published.causes), n);
  const episodes = Array.from(
    { length: n },
    (_, at): EpisodeLabels => ({
      symptoms: symptoms[at] ?? [],
      causes: (causes[at] ?? []).map((label: Cause) => ({ label, tier: tierOf(label) })),
      severity: severities[at] ?? 'DS1',
      locus: loci[at] ?? null,
      status: status[at] ?? 'RS2',
      resolver: resolvers[at] ?? null,
    }),
  );
  const held = deal(episodes, part(published.affected));
  const turns = deal(repeat(1, part(published.developerTurns)), part(published.sessions));
  return turns.map((some, at) => ({
    id: `${modality} ${at}`,
    project: null,
    modality,
    startedAt: null,
    developerTurns: some.length,
    agentTurns: null,
    episodes: held[at] ?? [],
  }));
};

const plain = {
  symptoms: [],
  causes: [],
  severity: 'DS1' as const satisfies Severity,
  locus: null satisfies Locus | null,
  status: 'RS2' as const,
  resolver: null satisfies Resolver | null,
};
const tierOf = (label: Cause): EvidenceTier | null => (label === 'C7' ? null : 'direct');

const cells = <Row extends string, Column extends string>(
  cross: Readonly<Record<Row, Readonly<Record<Column, number>>>>,
  rows: readonly Row[],
  columns: readonly Column[],
): (readonly [Row, Column])[] =>
  rows.flatMap(row => columns.flatMap(column => repeat([row, column] as const, cross[row][column])));

/** Hands items out to so many hands, one each in turn. */
const deal = <Item>(items: readonly Item[], hands: number): Item[][] => {
  const dealt: Item[][] = Array.from({ length: hands }, () => []);
  items.forEach((item, at) => {
    dealt[at % hands]?.push(item);
  });
  return dealt;
};
const pairsIn = (sets: readonly (readonly Symptom[])[], names: readonly PairName[]): number =>
  sum(
    names.map(name => {
      const [a, b] = symptomsOfPair(name);
      return sets.filter(one => one.includes(a) && one.includes(b)).length;
    }),
  );
const repeat = <Item>(item: Item, times: number): Item[] => Array.from({ length: times }, () => item);
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
