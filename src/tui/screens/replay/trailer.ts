import { countOf } from '../../../domain/count-of.ts';
import type { Episode } from '../../../domain/episode.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import type { MomentOrigin } from '../../../domain/standing-rule.ts';
import { labelName } from '../../../domain/taxonomy.ts';
import { className, episodeMark, pushbackMark } from '../../theme.ts';
import { firstTurn } from './episode-marks.ts';

/** A part of a session worth playing by itself: its turns in order, and the words of its title card. */
export type Clip = { readonly turns: readonly number[]; readonly title: string };

export type TrailerFacts = {
  readonly pushbacks: readonly Pushback[];
  readonly origins: readonly MomentOrigin[];
  readonly episodes: readonly Episode[] | null;
};

/** A clip that is longer than this shows its key turns and what stands right before and after them. */
const longestClip = 12;

/** The episodes of a classified session, else its pushback, each from where it began to the answer after it. */
export const toClips = (facts: TrailerFacts, total: number): Clip[] =>
  (facts.episodes?.length ? facts.episodes.map(episodeClip) : facts.pushbacks.map(pushbackClip(facts)))
    .map(({ keys, title }) => ({ turns: around(keys, total), title }))
    .filter(({ turns }) => turns.length > 0)
    .sort((a, b) => (a.turns[0] ?? 0) - (b.turns[0] ?? 0));

/** What a trailer is made of, in words: `2 episodes`. */
export const clipWords = ({ episodes }: Pick<TrailerFacts, 'episodes'>, clips: readonly Clip[]): string =>
  countOf(clips.length, episodes?.length ? 'episode' : 'pushback');

type Keys = { readonly keys: readonly number[]; readonly title: string };

const episodeClip = (episode: Episode): Keys => {
  const { id, name, pushback, resolvedAt, annotation } = episode;
  const [symptom] = annotation.symptom.labels;
  const why = symptom ? ` (${labelName(symptom)})` : '';
  return {
    keys: [firstTurn(episode), ...pushback, ...(resolvedAt === null ? [] : [resolvedAt])],
    title: `${episodeMark} ${id} ${oneLine(name, 200)}${why}`,
  };
};

const pushbackClip =
  ({ origins }: TrailerFacts) =>
  (pushback: Pushback): Keys => {
    const onset = origins.find(({ turn }) => turn === pushback.turn)?.onset ?? pushback.turn - 1;
    const words = pushback.signals.find(({ kind }) => kind === 'words');
    const why = words ? `: “${oneLine(words.text, 100)}”` : '';
    return {
      keys: [onset, pushback.turn],
      title: `${pushbackMark} ${className(pushback.class)} in turn ${pushback.turn}${why}`,
    };
  };

/** From the first key turn to the answer after the last; of a long way only what stands next to a key turn. */
const around = (keys: readonly number[], total: number): number[] => {
  const from = Math.max(1, Math.min(...keys));
  const to = Math.min(total, Math.max(...keys) + 1);
  const turns = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  if (turns.length <= longestClip) return turns;
  return turns.filter(turn => keys.some(key => Math.abs(turn - key) <= 1));
};
