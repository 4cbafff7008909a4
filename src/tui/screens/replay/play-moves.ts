import { countOf } from '../../../domain/count-of.ts';
import type { Step } from './replay-model.ts';
import { follow, land } from './replay-moves.ts';
import { toBeat } from './replay-pace.ts';
import { type ReplayState, type ReplayWorld, viewOf } from './replay-state.ts';
import { clipWords } from './trailer.ts';

/** Plays or pauses; at the end it plays from the beginning again. */
export const played = (at: ReplayWorld, state: ReplayState): ReplayState => {
  if (state.playing) return { ...state, playing: false, said: '' };
  const isAtEnd = toBeat(at, state) === null;
  const first = at.model.nearest(1, viewOf(state, at.width));
  const step: Step = isAtEnd ? { turn: first, block: -1, line: null } : state.step;
  return follow(at, { ...state, step, playing: true, said: isAtEnd ? 'from the beginning' : '' });
};

/** What the clock does while playing. */
export const ticked = (at: ReplayWorld, state: ReplayState): ReplayState => {
  // The clock may have been stopped after it struck.
  if (!state.playing) return state;
  const beat = toBeat(at, state);
  return beat
    ? follow(at, { ...state, step: beat.step, said: '' })
    : { ...state, playing: false, said: `${endWords(at, state)}: {play} plays it again` };
};

const endWords = ({ model, width }: ReplayWorld, state: ReplayState): string => {
  const shown = model.shownIn(viewOf(state, width));
  if (!shown) return 'end of the session';
  const turns = `${shown.turns.length} of ${countOf(model.total(), 'turn')}`;
  return state.only === 'trailer'
    ? `end of the trailer, ${clipWords(model, model.clips())} in ${turns}`
    : `end of what shows, ${turns}`;
};

/** Plays the episodes or the pushback alone, from the first; asked again, it leaves the person where they are. */
export const toTrailer = (at: ReplayWorld, state: ReplayState): ReplayState => {
  if (state.only === 'trailer')
    return land(at, { ...state, only: 'all' }, { turn: state.step.turn, offset: null });
  if (!at.counted) return { ...state, said: 'still looking for pushback: press again in a moment' };
  const clips = at.model.clips();
  const [first] = clips[0]?.turns ?? [];
  if (first === undefined)
    return {
      ...state,
      said: 'nothing to play: no pushback was found here, {episodes} classifies the session',
    };
  return follow(at, {
    ...state,
    only: 'trailer',
    step: { turn: first, block: -1, line: null },
    playing: true,
    said: `trailer, ${clipWords(at.model, clips)}: {trailer} ends it`,
  });
};
