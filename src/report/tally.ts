import {
  causeCodes,
  evidenceTiers,
  locusCodes,
  resolverCodes,
  type Symptom,
  severityCodes,
  statusCodes,
  symptomCodes,
} from '../domain/taxonomy.ts';
import type { EpisodeLabels, JudgedSession } from './judged-session.ts';

export type Counts<Code extends string = string> = Readonly<Record<Code, number>>;
export type Cross<Row extends string, Column extends string> = Readonly<Record<Row, Counts<Column>>>;

/** Two symptoms in the order of their codes: `S2+S4`. */
export type PairName = `${PairedSymptom}+${PairedSymptom}`;
/** Without S8, as in the study: what is “other” has nothing in common. */
export const pairedSymptoms = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'] as const;
type PairedSymptom = (typeof pairedSymptoms)[number];
export const pairNames: readonly PairName[] = pairedSymptoms.flatMap((a, at) =>
  pairedSymptoms.slice(at + 1).map((b): PairName => `${a}+${b}`),
);

export type Tally = ReturnType<typeof tallySessions>;

/**
 * Everything that the study's tables count. Symptoms and causes are of episodes, and an episode may have several; cross
 * tables count pairs of labels, so an episode with two symptoms and two causes adds four. `sessionSymptoms` and
 * `sessionPairs` count sessions. Source: the definitions of the study's notebooks.
 */
export const tallySessions = (sessions: readonly JudgedSession[]) => {
  const episodes = sessions.flatMap(session => session.episodes);
  const affected = sessions.filter(session => session.episodes.length > 0);
  const symptomsOf = affected.map(one => new Set(one.episodes.flatMap(({ symptoms }) => symptoms)));
  return {
    sessions: sessions.length,
    affected: affected.length,
    episodes: episodes.length,
    developerTurns: sumOf(sessions, ({ developerTurns }) => developerTurns ?? 0),
    sessionSymptoms: countEach(pairedSymptoms, code => symptomsOf.filter(one => one.has(code)).length),
    sessionPairs: countPairs(symptomsOf),
    ...tallyEpisodes(episodes),
  };
};

const tallyEpisodes = (episodes: readonly EpisodeLabels[]) => {
  const causes = episodes.flatMap(one => one.causes);
  const count = (isOne: (episode: EpisodeLabels) => boolean) => episodes.filter(isOne).length;
  const withSymptom = countersBy(episodes);
  return {
    symptoms: countEach(symptomCodes, code => count(({ symptoms }) => symptoms.includes(code))),
    causes: countEach(causeCodes, code => causes.filter(({ label }) => label === code).length),
    tiers: crossEach(
      causeCodes,
      evidenceTiers,
      (code, tier) => causes.filter(cause => cause.label === code && cause.tier === tier).length,
    ),
    severity: countEach(severityCodes, code => count(({ severity }) => severity === code)),
    locus: countEach(locusCodes, code => count(({ locus }) => locus === code)),
    status: countEach(statusCodes, code => count(({ status }) => status === code)),
    resolver: countEach(resolverCodes, code => count(({ resolver }) => resolver === code)),
    symptomCause: crossEach(symptomCodes, causeCodes, (symptom, cause) =>
      withSymptom(symptom, ({ causes }) => causes.some(({ label }) => label === cause)),
    ),
    symptomSeverity: crossEach(symptomCodes, severityCodes, (symptom, code) =>
      withSymptom(symptom, ({ severity }) => severity === code),
    ),
    symptomResolver: crossEach(symptomCodes, resolverCodes, (symptom, code) =>
      withSymptom(symptom, ({ resolver }) => resolver === code),
    ),
    severityLocus: crossEach(severityCodes, locusCodes, (code, place) =>
      count(({ severity, locus }) => severity === code && locus === place),
    ),
    symptomsPerEpisode: countEach(cardinalities, many => count(one => one.symptoms.length === Number(many))),
    causesPerEpisode: countEach(cardinalities, many => count(one => one.causes.length === Number(many))),
    episodePairs: countPairs(episodes.map(({ symptoms }) => new Set(symptoms))),
  };
};

/** How many labels of one axis an episode has. */
export const cardinalities = ['1', '2', '3', '4'] as const;

const countersBy = (episodes: readonly EpisodeLabels[]) => {
  const bySymptom = new Map(
    symptomCodes.map(code => [code, episodes.filter(({ symptoms }) => symptoms.includes(code))]),
  );
  return (symptom: Symptom, isOne: (episode: EpisodeLabels) => boolean): number =>
    bySymptom.get(symptom)?.filter(isOne).length ?? 0;
};

const countPairs = (sets: readonly ReadonlySet<Symptom>[]): Counts<PairName> =>
  countEach(pairNames, name => {
    const [a, b] = symptomsOfPair(name);
    return sets.filter(one => one.has(a) && one.has(b)).length;
  });

/** The two symptoms of a pair. */
export const symptomsOfPair = (name: PairName): readonly [PairedSymptom, PairedSymptom] => {
  const [a, b] = pairedSymptoms.filter(code => name.includes(code));
  if (!a || !b) throw new Error(`${name} is no pair of symptoms`);
  return [a, b];
};

export const sumOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

export const totalOf = (counts: Counts): number => sumOf(Object.values(counts), count => count);

export const countEach = <Code extends string>(
  codes: readonly Code[],
  count: (code: Code) => number,
): Counts<Code> => recordOf(codes, count);

const crossEach = <Row extends string, Column extends string>(
  rows: readonly Row[],
  columns: readonly Column[],
  count: (row: Row, column: Column) => number,
): Cross<Row, Column> => recordOf(rows, row => countEach(columns, column => count(row, column)));

const recordOf = <Code extends string, Value>(
  codes: readonly Code[],
  value: (code: Code) => Value,
): Record<Code, Value> => {
  const values: Partial<Record<Code, Value>> = {};
  for (const code of codes) values[code] = value(code);
  return values as Record<Code, Value>;
};
