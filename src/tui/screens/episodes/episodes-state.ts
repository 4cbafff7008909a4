import type { Progress } from '../../../app/app.ts';
import type { ClassifyPlan } from '../../../app/classify-session.ts';
import type { EngineName } from '../../../app/config.ts';
import type { Classification, Episode, Evidence, StageName } from '../../../domain/episode.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { Bindings, Mode } from '../../keys/bindings.ts';
import type { Keymap } from '../../keys/keymap.ts';
import type { ScreenAction } from '../../keys/use-bindings.ts';
import { firstTurn } from '../replay/episode-marks.ts';
import { askingKeys, choosingKeys, runningKeys, troubleKeys } from './episodes-keys.ts';

/** What the screen is at. `choosing` shows the menu of engines; `asking` wants a yes before anything is sent. */
export type Phase =
  | { readonly name: 'loading' | 'choosing' | 'results' }
  | { readonly name: 'planning'; readonly engine: EngineName }
  | { readonly name: 'asking'; readonly engine: EngineName; readonly plan: ClassifyPlan }
  | {
      readonly name: 'running';
      readonly engine: EngineName;
      readonly progress: Readonly<Partial<Record<StageName, Progress>>>;
      readonly stopping: boolean;
    }
  | { readonly name: 'trouble'; readonly message: string; readonly nextStep: string };

export type EpisodesState = {
  readonly summary: SessionSummary;
  readonly phase: Phase;
  /** The newest kept result; a run that is stopped or fails leaves it alone. */
  readonly classification: Classification | null;
  /** Index into `stopsOf`. */
  readonly cursor: number;
  /** Are what was rejected and what failed shown too? */
  readonly all: boolean;
  /** The turn whose episode is sought when a result comes. */
  readonly near: number | null;
  readonly leaving: Destination | null;
};

export type EpisodesAction =
  | ScreenAction
  | { readonly type: 'loaded' | 'classified'; readonly classification: Classification | null }
  | { readonly type: 'engine'; readonly engine: EngineName }
  | { readonly type: 'planned'; readonly plan: ClassifyPlan }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'trouble'; readonly message: string; readonly nextStep: string }
  | { readonly type: 'move' | 'episode'; readonly by: number }
  | { readonly type: 'leave'; readonly to: 'back' | 'search' }
  | {
      readonly type: 'choose' | 'send' | 'refuse' | 'stop' | 'open' | 'all' | 'first' | 'last' | 'shut';
    };

/** Where the cursor can stand: on an episode, or on one of its quotes. */
export type Stop = { readonly episode: Episode; readonly evidence: Evidence | null };

export const stopsOf = (classification: Classification | null): Stop[] =>
  (classification?.episodes ?? []).flatMap(episode => [
    { episode, evidence: null },
    ...episode.evidence.map(evidence => ({ episode, evidence })),
  ]);

export const openEpisodes = (summary: SessionSummary, near: number | null): EpisodesState => ({
  summary,
  phase: { name: 'loading' },
  classification: null,
  cursor: 0,
  all: false,
  near,
  leaving: null,
});

export const episodesReducer = (state: EpisodesState, action: EpisodesAction): EpisodesState => {
  switch (action.type) {
    case 'typed':
      return state;
    case 'stay':
      return { ...state, leaving: null };
    case 'leave':
      return { ...state, leaving: { to: action.to } };
    case 'loaded':
      return action.classification
        ? show(state, action.classification)
        : { ...state, phase: { name: 'choosing' } };
    case 'classified':
      return action.classification
        ? show(state, action.classification)
        : { ...state, phase: { name: state.classification ? 'results' : 'choosing' } };
    case 'choose':
      return { ...state, phase: { name: 'choosing' } };
    case 'engine':
      return { ...state, phase: { name: 'planning', engine: action.engine } };
    case 'planned':
      return planned(state, action.plan);
    case 'send':
      return state.phase.name === 'asking' ? run(state, state.phase.engine) : state;
    case 'refuse':
      return { ...state, phase: { name: 'choosing' } };
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
    case 'move':
      return moveTo(state, state.cursor + action.by);
    case 'first':
      return moveTo(state, 0);
    case 'last':
      return moveTo(state, Number.POSITIVE_INFINITY);
    case 'episode':
      return moveEpisode(state, action.by);
    case 'all':
      return { ...state, all: !state.all };
    case 'open':
      return { ...state, leaving: toReplay(state) };
  }
};

/** What presses mean depends on what the screen is at. */
export const episodesMode =
  (keymap: Keymap) =>
  ({ phase }: EpisodesState): Mode<EpisodesAction> => ({
    bindings: phase.name === 'results' ? keymap.episodes : keys[phase.name],
  });

const keys: Readonly<Record<Exclude<Phase['name'], 'results'>, Bindings<EpisodesAction>>> = {
  loading: choosingKeys,
  choosing: choosingKeys,
  planning: choosingKeys,
  asking: askingKeys,
  running: runningKeys,
  trouble: troubleKeys,
};

/** What a remote engine would be sent is asked about first; on this machine there is nothing to ask. */
const planned = (state: EpisodesState, plan: ClassifyPlan): EpisodesState => {
  if (state.phase.name !== 'planning') return state;
  const { engine } = state.phase;
  return plan.endpoint === null ? run(state, engine) : { ...state, phase: { name: 'asking', engine, plan } };
};

const run = (state: EpisodesState, engine: EngineName): EpisodesState => ({
  ...state,
  phase: { name: 'running', engine, progress: {}, stopping: false },
});

const progressed = (state: EpisodesState, progress: Progress): EpisodesState =>
  state.phase.name === 'running'
    ? {
        ...state,
        phase: { ...state.phase, progress: { ...state.phase.progress, [progress.stage]: progress } },
      }
    : state;

/** Leaves a menu, a question or a trouble: to what is kept, or off the screen when nothing is. */
const shut = (state: EpisodesState): EpisodesState =>
  state.classification
    ? { ...state, phase: { name: 'results' } }
    : { ...state, phase: { name: 'choosing' }, leaving: { to: 'back' } };

const show = (state: EpisodesState, classification: Classification): EpisodesState => {
  const shown: EpisodesState = { ...state, classification, phase: { name: 'results' }, near: null };
  return moveTo(shown, state.near === null ? 0 : nearest(stopsOf(classification), state.near));
};

/** The episode that covers the turn, else the one that begins closest to it. */
const nearest = (stops: readonly Stop[], turn: number): number => {
  const distance = ({ episode }: Stop): number => {
    const [from, to] = [firstTurn(episode), episode.resolvedAt ?? episode.pushback.at(-1) ?? 0];
    return turn >= from && turn <= to ? 0 : Math.min(Math.abs(turn - from), Math.abs(turn - to));
  };
  return stops.reduce((best, stop, at) => {
    const now = stops[best];
    return stop.evidence === null && now && distance(stop) < distance(now) ? at : best;
  }, 0);
};

const moveTo = (state: EpisodesState, cursor: number): EpisodesState => ({
  ...state,
  cursor: Math.max(0, Math.min(cursor, stopsOf(state.classification).length - 1)),
});

const moveEpisode = (state: EpisodesState, by: number): EpisodesState => {
  const stops = stopsOf(state.classification);
  const heads = stops.flatMap(({ evidence }, at) => (evidence === null ? [at] : []));
  const to = by > 0 ? heads.find(at => at > state.cursor) : heads.findLast(at => at < state.cursor);
  return to === undefined ? state : moveTo(state, to);
};

/** A quote opens where it stands, an episode where it begins. */
const toReplay = ({ summary, classification, cursor }: EpisodesState): Destination | null => {
  const stop = stopsOf(classification)[cursor];
  if (!stop) return null;
  const { episode, evidence } = stop;
  const spot = evidence
    ? { turn: evidence.turn, offset: evidence.start }
    : { turn: firstTurn(episode), offset: null };
  return { to: 'replay', summary, spot };
};
