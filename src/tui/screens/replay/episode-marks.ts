import { type Episode, labelsOf, turnsOf } from '../../../domain/episode.ts';
import type { Range } from '../../../domain/match-words.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { labelName } from '../../../domain/taxonomy.ts';
import { episodeMark, style } from '../../theme.ts';

/** What the episodes of a session say of one turn: lines to show, and the ranges of its text that they quote. */
export type EpisodeMarks = { readonly notes: readonly string[]; readonly quoted: readonly Range[] };

/** Where an episode begins, as far as it can tell. */
export const firstTurn = ({ onset, pushback, evidence }: Episode): number =>
  onset ?? pushback[0] ?? evidence[0]?.turn ?? 1;

/** The labels of all episodes that each turn belongs to. */
export const toLabels = (episodes: readonly Episode[]): ReadonlyMap<number, ReadonlySet<string>> => {
  const labels = new Map<number, Set<string>>();
  for (const episode of episodes)
    for (const turn of turnsOf(episode))
      labels.set(turn, new Set([...(labels.get(turn) ?? []), ...labelsOf(episode)]));
  return labels;
};

export const toEpisodeMarks = (episodes: readonly Episode[], turn: number): EpisodeMarks => ({
  notes: episodes.flatMap(episode => toNotes(episode, turn)),
  quoted: episodes.flatMap(({ evidence }) =>
    evidence.flatMap(one => (one.turn === turn ? [{ start: one.start, end: one.end }] : [])),
  ),
});

const toNotes = (episode: Episode, turn: number): string[] => {
  const { id, name, onset, pushback, resolvedAt, annotation } = episode;
  const called = `${id} ${oneLine(name, 200)}`;
  const [symptom] = annotation.symptom.labels;
  return [
    ...(onset === turn ? [`${episodeMark} begins here: ${called} (${labelName(symptom ?? '')})`] : []),
    ...(pushback.includes(turn) ? [`${episodeMark} pushed back on: ${called}`] : []),
    ...(resolvedAt === turn ? [`${episodeMark} put right here: ${called}`] : []),
  ].map(note => style('episode', note));
};
