import { type CheckedClaim, type ClaimVerdict, claimWords } from '../../../domain/claim.ts';
import type { Mark } from '../../../domain/mark.ts';
import type { Range } from '../../../domain/match-words.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { MomentOrigin, StandingRule } from '../../../domain/standing-rule.ts';
import type { Turn } from '../../../domain/turn.ts';
import type { ModelLabels, TurnLabel } from '../../../domain/turn-label.ts';
import {
  brokenMark,
  claimMark,
  className,
  flag,
  modelMark,
  onsetMark,
  type StyleName,
  style,
} from '../../theme.ts';
import { toEpisodeMarks } from './episode-marks.ts';
import type { Answer } from './find-matches.ts';
import type { SessionFacts } from './session-facts.ts';
import { spanWords } from './span-words.ts';

/** What is known of one turn besides its own words. */
export type TurnMarks = {
  readonly pushback: Pushback | null;
  readonly origin: MomentOrigin | null;
  /** The rule that the pushback recalls. */
  readonly rule: StandingRule | null;
  /** The turn that the pushback answers, where it is asked why. */
  readonly before: Turn | undefined;
  /** What a model says of the turn, by its name; null where none was asked. */
  readonly said: ModelSaying | null;
  /** That another model answers from here on, in words; null while the same one does. */
  readonly switched: string | null;
  /** What of find is marked, where the turn answers it. */
  readonly sought: Pick<Answer, 'find' | 'fields'> | null;
  /** Lines to show below the header. */
  readonly notes: readonly string[];
  /** What episodes quote of the turn's text. */
  readonly quoted: readonly Range[];
  /** Where the turn states a rule. */
  readonly ruled: readonly Range[];
  /** Where the turn says that a check passed. */
  readonly claimed: readonly Range[];
};

/** A model's word on one turn. */
export type ModelSaying = { readonly model: string; readonly label: TurnLabel };

type Known = {
  readonly before?: Turn | undefined;
  readonly switched?: string | null;
  readonly sought?: TurnMarks['sought'];
};

/** `before`: the turn before it, where it is asked why; `switched`: the models before and from it on, where they differ. */
export const toTurnMarks = (
  facts: SessionFacts,
  turn: number,
  { before, switched = null, sought = null }: Known = {},
): TurnMarks => {
  const { pushbacks, origins, rules, episodes } = facts;
  const claims = facts.claims.filter(claim => claim.turn === turn);
  const origin = origins.find(one => one.turn === turn) ?? null;
  const pushback = pushbacks.find(one => one.turn === turn) ?? null;
  const said = sayingOf(facts.labels, turn);
  const { notes, quoted } = toEpisodeMarks(episodes ?? [], turn);
  return {
    pushback,
    origin,
    rule: origin?.rule == null ? null : (rules[origin.rule] ?? null),
    before,
    switched,
    sought,
    said,
    notes: [
      ...facts.marks.flatMap(mark => markNote(mark, turn)),
      ...notes,
      ...origins.flatMap(one => onsetNote(one, turn)),
      ...rules.flatMap(rule => breakNotes(rule, turn)),
      ...claims.map(claimNote),
      ...(said && pushback === null ? aloneNote(said) : []),
    ],
    quoted,
    ruled: rules.filter(rule => rule.turn === turn),
    claimed: claims,
  };
};

const sayingOf = (labels: ModelLabels | null, turn: number): ModelSaying | null => {
  const label = labels?.labels.find(one => one.turn === turn);
  return labels && label ? { model: labels.model, label } : null;
};

/** A moment that the model alone sees is told as its word: it counts nowhere as pushback. */
const aloneNote = ({ model, label }: ModelSaying): string[] =>
  label.class === null
    ? []
    : [style('accent', `${modelMark} only ${oneLine(model, 60)} says: ${className(label.class)}`)];

const markNote = ({ turn: marked, note }: Mark, turn: number): string[] =>
  marked === turn ? [style('mark', `${flag} marked${note ? `: ${oneLine(note, 300)}` : ''}`)] : [];

const onsetNote = ({ turn: objecting, onset, span }: MomentOrigin, turn: number): string[] => {
  if (onset !== turn) return [];
  const cost = span ? ` (unnoticed for ${spanWords(span)})` : '';
  return [style('pushback', `${onsetMark} what turn ${objecting} objects to began here${cost}`)];
};

const breakNotes = ({ touches, sentence, turn: stated }: StandingRule, turn: number): string[] =>
  touches.flatMap(touch =>
    touch.turn === turn && touch.verdict === 'broken'
      ? [
          style(
            'error',
            `${brokenMark} against the rule of turn ${stated} “${oneLine(sentence, 120)}”: ${oneLine(touch.what, 120)}`,
          ),
        ]
      : [],
  );

const claimStyles: Readonly<Record<ClaimVerdict, StyleName>> = {
  verified: 'ok',
  stale: 'mark',
  failed: 'error',
  unclear: 'dim',
  'not found': 'mark',
};
const claimNote = (claim: CheckedClaim): string =>
  style(claimStyles[claim.verdict], `${claimMark} ${claimWords(claim)}`);
