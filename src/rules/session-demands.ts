import type { Episode } from '../domain/episode.ts';
import type { RuleProof } from '../domain/proposed-rule.ts';
import type { Pushback, PushbackClass } from '../domain/pushback.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionCounts, SessionSummary } from '../domain/session-summary.ts';
import type { RuleTouch, StandingRule } from '../domain/standing-rule.ts';
import type { Symptom } from '../domain/taxonomy.ts';
import { type Demand, demandsSame, type StatedDemand } from './demand.ts';

/** What the demands of a session are read with. */
export type DemandReader = {
  /** The rules that a text states. */
  readonly readRules: (text: string) => readonly StatedDemand[];
  /** The words of a turn; null where they are not at hand. */
  readonly textOf: (session: string, turn: number) => string | null;
  readonly episodes: readonly Episode[];
};

/**
 * What the developer of one session wants of every agent: the rules that they stated with what became of them, what else
 * they objected to, and the episodes of a breach. Turns that another session holds too are told there.
 */
export const sessionDemands = (summary: SessionSummary, reader: DemandReader): Demand[] => {
  const { counts } = summary;
  if (!counts) return [];
  const own = summary.lineage?.beginsAs?.turns ?? 0;
  const make = demandMaker(summary);
  const stated = counts.rules
    .filter(({ turn }) => turn > own)
    .map(rule => toStated(rule, summary, make, reader));
  const told = new Set(counts.rules.flatMap(({ turn, remindedAt }) => [turn, ...remindedAt]));
  const objections = objectionsOf(counts, told, own).flatMap(pushback => toObjection(pushback, make, reader));
  return [...stated, ...objections, ...reader.episodes.flatMap(episode => toBreach(episode, make))];
};

type Make = (
  words: string,
  signs: readonly Omit<RuleProof, 'session' | 'at'>[],
  rest?: Partial<Demand>,
) => Demand;

const demandMaker =
  ({ head }: SessionSummary): Make =>
  (words, signs, rest) => ({
    ...{ session: head.id, agent: head.agent, words },
    ...{ kind: null, objects: [], acts: null, lasting: true, brokenBy: [] },
    origin: `${words} ${signs[0]?.turn}`,
    signs: signs.map(sign => ({ ...sign, session: head.id, at: head.startedAt })),
    ...rest,
  });

const toStated = (rule: StandingRule, summary: SessionSummary, make: Make, reader: DemandReader): Demand => {
  const read = reader.readRules(rule.sentence).find(({ kind }) => kind === rule.kind);
  const broken = rule.touches.filter(({ verdict }) => verdict === 'broken');
  const breaks = firstOfTurns(broken).map(({ turn, what }) => ({
    turn,
    does: 'breaks' as const,
    words: what,
  }));
  const says = { turn: rule.turn, does: 'says' as const, words: oneLine(rule.sentence, mostWords) };
  const demand = make(rule.sentence, [says, ...breaks], {
    kind: rule.kind,
    objects: rule.objects,
    acts: read?.acts ?? null,
    lasting: read?.lasting ?? true,
    brokenBy: broken.flatMap(({ callId }) => callId ?? []),
  });
  const again = [...new Set(rule.remindedAt)].flatMap(turn => toReminder(turn, demand, summary, reader));
  return { ...demand, signs: [...demand.signs, ...again] };
};

/** A turn that states the rule once more, or that recalls it to object; one that only names the same things is neither. */
const toReminder = (
  turn: number,
  demand: Demand,
  { head, counts }: SessionSummary,
  { readRules, textOf }: DemandReader,
): RuleProof[] => {
  const restated = readRules(textOf(head.id, turn) ?? '').find(other => demandsSame(demand, other));
  const isObjection = counts?.pushbacks.some(pushback => pushback.turn === turn) ?? false;
  if (!restated && !isObjection) return [];
  const words = oneLine(restated?.words ?? '', mostWords);
  return [{ session: head.id, turn, at: head.startedAt, does: isObjection ? 'again' : 'says', words }];
};

const firstOfTurns = (touches: readonly RuleTouch[]): RuleTouch[] => [
  ...new Map(touches.toReversed().map(touch => [touch.turn, touch])).values(),
];

/** Objections to how the agent works, apart from those that recall a rule which is counted already. */
const objectionsOf = (
  { pushbacks }: SessionCounts,
  told: ReadonlySet<number>,
  own: number,
): readonly Pushback[] =>
  pushbacks.filter(one => one.turn > own && !told.has(one.turn) && aboutWays.has(one.class));
const aboutWays: ReadonlySet<PushbackClass> = new Set([
  'constraint_reminder',
  'scope_objection',
  'rejection',
  'correction',
  'undo_request',
]);

const toObjection = (pushback: Pushback, make: Make, { textOf }: DemandReader): Demand[] => {
  const signal = pushback.signals
    .filter(({ kind, start }) => kind === 'words' && start !== null)
    .toSorted((a, b) => (b.contribution ?? Infinity) - (a.contribution ?? Infinity))[0];
  const text = signal && textOf(make('', []).session, pushback.turn);
  if (!text || signal.start === null) return [];
  const words = oneLine(sentenceAt(text, signal.start), mostWords);
  return words ? [make(words, [{ turn: pushback.turn, does: 'again', words }], { origin: words })] : [];
};

const sentenceAt = (text: string, at: number): string => {
  const before = text.slice(0, at).search(/[^.!?\n]*$/);
  const after = text.slice(at).search(/[.!?](?:\s|$)|\n/);
  return text.slice(before, after < 0 ? undefined : at + after + 1);
};

/** The developer's own words in the evidence tell what was wanted. */
const toBreach = ({ annotation, review, evidence, pushback }: Episode, make: Make): Demand[] => {
  const { symptom } = review?.annotation ?? annotation;
  if (!symptom.labels.some(label => breaches.has(label))) return [];
  const said = evidence.filter(({ turn }) => pushback.includes(turn)).at(-1);
  if (!said) return [];
  const words = oneLine(said.quote, mostWords);
  return [make(words, [{ turn: said.turn, does: 'episode', words }])];
};
/** Those of a wish that could be said beforehand: not what was got wrong, but what was not wanted. */
const breaches: ReadonlySet<Symptom> = new Set<Symptom>(['S2', 'S3', 'S4', 'S7']);

const mostWords = 200;
