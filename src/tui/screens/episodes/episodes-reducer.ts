import type { Progress } from '../../../app/app.ts';
import type { ClassifyPlan } from '../../../app/classify-session.ts';
import type { EngineName } from '../../../app/config.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import type { Destination } from '../../app-state.ts';
import type { Bindings, Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { type MenuAction, menuMode, moveInMenu } from '../../parts/menu-keys.ts';
import { firstTurn } from '../replay/episode-marks.ts';
import {
  askingKeys,
  choosingKeys,
  comparingKeys,
  previewingKeys,
  runningKeys,
  troubleKeys,
} from './episodes-keys.ts';
import {
  choosing,
  type EpisodesAction,
  type EpisodesState,
  type Phase,
  toEntries,
} from './episodes-state.ts';
import { reviewMode } from './review-keys.ts';
import { type ReviewAction, reviewReducer } from './review-reducer.ts';
import { here, moveToEntry, type Reviewing, startReviewing } from './reviewing.ts';

export const episodesReducer = (state: EpisodesState, action: EpisodesAction): EpisodesState => {
  switch (action.type) {
    case 'stay':
      return { ...state, leaving: null };
    case 'leave':
      return { ...state, leaving: { to: action.to } };
    case 'loaded':
      return action.classification ? show(state, action.classification) : { ...state, phase: choosing };
    case 'classified':
      return action.classification
        ? show(state, action.classification)
        : { ...state, phase: state.classification ? { name: 'results' } : choosing };
    case 'choose':
      return { ...state, phase: choosing };
    case 'engines':
      return state.phase.name === 'choosing'
        ? { ...state, phase: { ...state.phase, engines: action.engines } }
        : state;
    case 'menuMove':
    case 'pick':
      return state.phase.name === 'choosing'
        ? { ...state, phase: chosen(state.phase, action) }
        : { ...state, reviewing: reviewReducer(state.reviewing, action) };
    case 'planned':
      return planned(state, action.plan);
    case 'send':
      return state.phase.name === 'asking' ? run(state, state.phase.engine) : state;
    case 'preview':
      return state.phase.name === 'asking'
        ? { ...state, phase: { ...state.phase, name: 'previewing', preview: null, scroll: 0 } }
        : state;
    case 'previewed':
      return state.phase.name === 'previewing'
        ? { ...state, phase: { ...state.phase, preview: action.preview } }
        : state;
    case 'refuse':
      return { ...state, phase: choosing };
    case 'progress':
      return progressed(state, action.progress);
    case 'stop':
      return state.phase.name === 'running' ? { ...state, phase: { ...state.phase, stopping: true } } : state;
    case 'trouble':
      return {
        ...state,
        phase: { name: 'trouble', message: action.message, nextStep: action.nextStep },
      };
    case 'shut':
      return shut(state);
    case 'all':
      return { ...state, all: !state.all };
    case 'compare':
      return { ...state, phase: { name: 'comparing', compared: null, scroll: 0 } };
    case 'compared':
      return state.phase.name === 'comparing'
        ? { ...state, phase: { ...state.phase, compared: action.compared } }
        : state;
    case 'scroll':
      return scrolled(state, action);
    case 'open':
      return { ...state, leaving: toReplay(state.reviewing) };
    default:
      return { ...state, reviewing: reviewReducer(state.reviewing, action) };
  }
};

/** What presses mean depends on what the screen and the person are at. */
export const episodesMode =
  (keymap: Keymap) =>
  ({ phase, reviewing }: EpisodesState): Mode<EpisodesAction> => {
    if (phase.name === 'choosing') return menuMode<EpisodesAction>(choosingKeys, keymap.menu);
    if (phase.name !== 'results') return { bindings: { ...phaseKeys[phase.name], ...keymap.menu } };
    return reviewMode(reviewing.mode, keymap) ?? { bindings: keymap.episodes };
  };

const phaseKeys: Readonly<Record<Exclude<Phase['name'], 'results' | 'choosing'>, Bindings<EpisodesAction>>> =
  {
    loading: choosingKeys,
    planning: choosingKeys,
    asking: askingKeys,
    previewing: previewingKeys,
    running: runningKeys,
    trouble: troubleKeys,
    comparing: comparingKeys,
  };

/** The cursor moves in the menu of engines, or one of them is asked what it would do. */
const chosen = (phase: Extract<Phase, { name: 'choosing' }>, action: MenuAction): Phase => {
  const engines = phase.engines ?? [];
  if (action.type === 'menuMove')
    return { ...phase, cursor: moveInMenu(phase.cursor, action.by, engines.length) };
  const item = engines[action.at ?? phase.cursor];
  return item ? { name: 'planning', engine: item.value } : phase;
};

/** What a remote engine would be sent is asked about first; on this machine there is nothing to ask. */
const planned = (state: EpisodesState, plan: ClassifyPlan): EpisodesState => {
  if (state.phase.name !== 'planning') return state;
  const { engine } = state.phase;
  return plan.endpoint === null ? run(state, engine) : asked(state, { engine, plan });
};

const run = (state: EpisodesState, engine: EngineName): EpisodesState => ({
  ...state,
  phase: { name: 'running', engine, progress: {}, last: null, stopping: false },
});

const progressed = (state: EpisodesState, progress: Progress): EpisodesState =>
  state.phase.name === 'running'
    ? {
        ...state,
        phase: {
          ...state.phase,
          progress: { ...state.phase.progress, [progress.stage]: progress },
          last: progress,
        },
      }
    : state;

/** Leaves a menu, a question or a trouble: to what is kept, or off the screen when nothing is; a preview to its question. */
const shut = (state: EpisodesState): EpisodesState => {
  if (state.phase.name === 'previewing') return asked(state, state.phase);
  return state.classification
    ? { ...state, phase: { name: 'results' } }
    : { ...state, phase: choosing, leaving: { to: 'back' } };
};

const asked = (
  state: EpisodesState,
  { engine, plan }: Pick<Extract<Phase, { name: 'asking' }>, 'engine' | 'plan'>,
): EpisodesState => ({ ...state, phase: { name: 'asking', engine, plan, scroll: 0 } });

/** One scrolls in what is shown: a plan, a preview, the comparison, or the episode that is read. */
const scrolled = (state: EpisodesState, action: Extract<ReviewAction, { type: 'scroll' }>): EpisodesState =>
  'scroll' in state.phase
    ? { ...state, phase: { ...state.phase, scroll: Math.max(0, state.phase.scroll + action.by) } }
    : { ...state, reviewing: reviewReducer(state.reviewing, action) };

const show = (state: EpisodesState, classification: ReviewedRun): EpisodesState => {
  const reviewing = startReviewing(toEntries(state.summary, classification));
  return {
    ...state,
    classification,
    phase: { name: 'results' },
    near: null,
    reviewing: state.near === null ? reviewing : moveToEntry(reviewing, nearest(reviewing, state.near)),
  };
};

/** The episode that covers the turn, else the one that begins closest to it. */
const nearest = ({ entries }: Reviewing, turn: number): number => {
  const distances = entries.map(({ episode }) => {
    const [from, to] = [firstTurn(episode), episode.resolvedAt ?? episode.pushback.at(-1) ?? 0];
    return turn >= from && turn <= to ? 0 : Math.min(Math.abs(turn - from), Math.abs(turn - to));
  });
  return distances.indexOf(Math.min(...distances));
};

/** A quote opens where it stands, an episode where it begins. */
export const toReplay = (reviewing: Reviewing): Destination | null => {
  const stop = here(reviewing);
  if (!stop?.entry.summary) return null;
  const { summary, episode } = stop.entry;
  const evidence = stop.quote === null ? undefined : episode.evidence[stop.quote];
  const spot = evidence
    ? { turn: evidence.turn, offset: evidence.start }
    : { turn: firstTurn(episode), offset: null };
  return { to: 'replay', summary, spot };
};
