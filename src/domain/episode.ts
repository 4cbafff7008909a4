import type { Cause, EvidenceTier, Locus, Resolver, Severity, Status, Symptom } from './taxonomy.ts';
import type { IsoTime } from './turn.ts';
import type { TurnLabel } from './turn-label.ts';

export type AlignmentGoal = 'instruction' | 'intention' | 'both';
export type Confidence = 'high' | 'medium' | 'low';

/** A quote before it was looked for: `turn` is what the engine claims, 0 when that names none. */
export type Claim = { readonly turn: number; readonly quote: string; readonly context: string };

/** A quote found in its turn; `start` and `end` are UTF-16 offsets into `turnText` of that turn (or its tool text). */
export type Evidence = Claim & {
  readonly located: 'exact' | 'normalised' | 'fuzzy';
  readonly start: number;
  readonly end: number;
};

/** What the extract stage proposes. */
export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly goal: AlignmentGoal;
  readonly confidence: Confidence;
  readonly evidence: readonly Claim[];
};

export const invalidReasons = [
  'invisible_agent_action',
  'intention_claim_without_pushback',
  'unrequested_action_without_pushback',
  'session_terminated_before_completion',
  'invisible_project_context',
  'collaboration_style_without_pushback',
  'evidence_contradicts_description',
  'truncation',
] as const;
/** One of the study's eight, `custom:snake_case`, or our own `quote_not_found`. */
export type InvalidReason = (typeof invalidReasons)[number] | `custom:${string}` | 'quote_not_found';

export type Verdict =
  | { readonly label: 'valid'; readonly reason: null; readonly note: string }
  | { readonly label: 'invalid'; readonly reason: InvalidReason; readonly note: string };

/** The four axes. The rules that types cannot hold are in label-rules.ts. */
export type Annotation = {
  readonly symptom: {
    readonly labels: readonly Symptom[];
    readonly other: string | null;
    readonly reasoning: string;
  };
  readonly cause: {
    readonly labels: readonly { readonly label: Cause; readonly tier: EvidenceTier | null }[];
    readonly reasoning: string;
  };
  readonly outcome: { readonly severity: Severity; readonly locus: Locus | null; readonly reasoning: string };
  readonly resolution: {
    readonly status: Status;
    readonly resolver: Resolver | null;
    readonly reasoning: string;
  };
};

/**
 * Onset to pushback: what the misalignment cost before it was seen. `null` where the log cannot tell; `tokens` sums the
 * turns whose log says so.
 */
export type Cost = {
  readonly turns: number | null;
  readonly toolCalls: number | null;
  readonly minutes: number | null;
  readonly tokens: number | null;
};

/**
 * A person's decision on an episode: it overrides what the engine said and erases nothing of it. `annotation` null: the
 * engine's labels; `reason`: why it is no episode, of a rejected one where the person named one.
 */
export type Review = {
  readonly decision: 'accepted' | 'rejected' | 'edited';
  readonly annotation: Annotation | null;
  readonly reason: InvalidReason | null;
  readonly note: string;
  readonly at: IsoTime;
};

/** One misalignment told by itself: found, judged valid, annotated. The shape that is stored, printed and exported. */
export type Episode = {
  readonly id: string;
  readonly session: string;
  readonly name: string;
  readonly description: string;
  readonly goal: AlignmentGoal;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly onset: number | null;
  readonly pushback: readonly number[];
  readonly resolvedAt: number | null;
  readonly verdict: Extract<Verdict, { label: 'valid' }>;
  readonly annotation: Annotation;
  readonly span: Cost;
  readonly review: Review | null;
};

/** The labels that count: the person's where there are any. */
export const annotationOf = ({ annotation, review }: Pick<Episode, 'annotation' | 'review'>): Annotation =>
  review?.annotation ?? annotation;

/** Does it count as an episode? All do that no person rejected. */
export const isUpheld = ({ review }: Pick<Episode, 'review'>): boolean => review?.decision !== 'rejected';

export type Rejected = {
  readonly candidate: Candidate;
  readonly reason: InvalidReason;
  readonly note: string;
};
/**
 * An item whose reply stayed wrong after one repair; its raw reply is kept, nothing is guessed. Where the endpoint gave
 * no reply, `reply` holds the candidate as it was extracted.
 */
export type Failed = {
  readonly stage: StageName;
  readonly item: string;
  readonly error: string;
  readonly reply: string;
};

/** The three stages of every run, and the labelling of turns, which a person asks for. */
export const stageNames = ['extract', 'validate', 'annotate', 'label'] as const;
export type StageName = (typeof stageNames)[number];

/** Tokens as the endpoint counted them; null where it did not say. */
export type Usage = { readonly input: number; readonly cached: number; readonly output: number };

/** One pass over a session: who answered, by which prompts, when, for how much (US dollars; null = no known price). */
export type Run = {
  readonly engine: string;
  readonly model: string | null;
  readonly promptHashes: Readonly<Partial<Record<StageName, string>>>;
  readonly startedAt: IsoTime;
  readonly endedAt: IsoTime | null;
  readonly usage: Usage | null;
  readonly cost: number | null;
  readonly outcome: (typeof runOutcomes)[number];
  /** Of a run over a network alone. */
  readonly remote?: RemoteRun | undefined;
};

/** `stopped`: by the limit in money or tokens that a person set. */
export const runOutcomes = ['done', 'cancelled', 'failed', 'stopped'] as const;

/** What stood behind a run over a network; usage and cost of the run leave out the replies that were reused. */
export type RemoteRun = {
  /** As the endpoint named them, which may be more exact than what was asked for. */
  readonly models: readonly string[];
  /** Names of the kept replies, in the order of use. */
  readonly replies: readonly string[];
  /** How many of them an earlier run had paid for. */
  readonly reused: number;
  /** US dollars per million tokens that the cost was reckoned with, and their day; null = no known price. */
  readonly price: {
    readonly input: number;
    readonly cached: number;
    readonly output: number;
    readonly asOf: string;
  } | null;
};

/** What a run found, as `classify --json` prints it and the store keeps it. */
export type Classification = {
  readonly session: string;
  readonly run: Run;
  readonly episodes: readonly Episode[];
  readonly rejected: readonly Rejected[];
  readonly failed: readonly Failed[];
  /** What the model says of each developer turn; absent where nobody asked for it or nothing came. */
  readonly turnLabels?: readonly TurnLabel[] | undefined;
};

/**
 * Names one episode of one run. An episode's own id begins anew with each run, and a person's review must stay with the
 * episode that they read; so the key holds the run's start too.
 */
export type EpisodeKey = `${IsoTime} ${string}`;
export const episodeKey = ({ startedAt }: Pick<Run, 'startedAt'>, { id }: Pick<Episode, 'id'>): EpisodeKey =>
  `${startedAt} ${id}`;

/** Is a run's result kept? One that was stopped before it found anything would hide an earlier, better one. */
export const isKept = ({ run, episodes, rejected, failed }: Classification): boolean =>
  run.outcome === 'done' || episodes.length + rejected.length + failed.length > 0;

/** The turns that an episode is about. */
export const turnsOf = ({ evidence, onset, pushback, resolvedAt }: Episode): number[] => {
  const ends = [onset, resolvedAt].filter(turn => turn !== null);
  return [...new Set([...evidence.map(({ turn }) => turn), ...pushback, ...ends])];
};

/** The codes of its symptoms, causes and severity. */
export const labelsOf = ({ annotation: { symptom, cause, outcome } }: Episode): string[] => [
  ...symptom.labels,
  ...cause.labels.map(({ label }) => label),
  outcome.severity,
];
