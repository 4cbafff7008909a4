import type { Progress } from '../../../app/app.ts';
import type { ClassifyPlan, ClassifyPreview } from '../../../app/classify-session.ts';
import type { EngineName } from '../../../app/config.ts';
import type { SideBySide } from '../../../domain/compare-runs.ts';
import { type EpisodeKey, episodeKey, type StageName } from '../../../domain/episode.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination } from '../../app-state.ts';
import type { ScreenAction } from '../../keys/use-bindings.ts';
import type { EngineItem } from './engine-items.ts';
import type { ReviewAction } from './review-reducer.ts';
import { type Entry, type Reviewing, startReviewing } from './reviewing.ts';

/** What the screen is at. `choosing` shows the menu of engines; `asking` wants a yes before anything is sent. */
export type Phase =
  | { readonly name: 'loading' | 'results' }
  /** `engines` null: the config is being read. */
  | { readonly name: 'choosing'; readonly engines: readonly EngineItem[] | null; readonly cursor: number }
  /** `compared` null: they are being read. `scroll` counts lines. */
  | {
      readonly name: 'comparing';
      readonly compared: readonly SideBySide[] | null;
      readonly scroll: number;
    }
  | { readonly name: 'planning'; readonly engine: EngineName }
  | {
      readonly name: 'asking';
      readonly engine: EngineName;
      readonly plan: ClassifyPlan;
      readonly scroll: number;
    }
  /** `preview` null: it is being made. */
  | {
      readonly name: 'previewing';
      readonly engine: EngineName;
      readonly plan: ClassifyPlan;
      readonly preview: ClassifyPreview | null;
      readonly scroll: number;
    }
  | {
      readonly name: 'running';
      readonly engine: EngineName;
      readonly progress: Readonly<Partial<Record<StageName, Progress>>>;
      /** What was told last: tokens, money and time are those of the whole run. */
      readonly last: Progress | null;
      readonly stopping: boolean;
    }
  | { readonly name: 'trouble'; readonly message: string; readonly nextStep: string };

export type EpisodesState = {
  readonly summary: SessionSummary;
  readonly phase: Phase;
  /** The newest kept result; a run that is stopped or fails leaves it alone. */
  readonly classification: ReviewedRun | null;
  /** Its episodes and what a person upheld of earlier runs, as they are read and decided on. */
  readonly reviewing: Reviewing;
  /** Are what was rejected and what failed shown too? */
  readonly all: boolean;
  /** The turn whose episode is sought when a result comes. */
  readonly near: number | null;
  readonly leaving: Destination | null;
};

export type EpisodesAction =
  | ScreenAction
  | ReviewAction
  | { readonly type: 'loaded' | 'classified'; readonly classification: ReviewedRun | null }
  | { readonly type: 'compared'; readonly compared: readonly SideBySide[] }
  | { readonly type: 'engines'; readonly engines: readonly EngineItem[] }
  | { readonly type: 'planned'; readonly plan: ClassifyPlan }
  | { readonly type: 'previewed'; readonly preview: ClassifyPreview }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'trouble'; readonly message: string; readonly nextStep: string }
  | { readonly type: 'leave'; readonly to: 'back' | 'search' }
  | {
      readonly type: 'choose' | 'send' | 'preview' | 'refuse' | 'stop' | 'open' | 'all' | 'shut' | 'compare';
    };

export const choosing: Phase = { name: 'choosing', engines: null, cursor: 0 };

export const openEpisodes = (summary: SessionSummary, near: number | null): EpisodesState => ({
  summary,
  phase: { name: 'loading' },
  classification: null,
  reviewing: startReviewing([]),
  all: false,
  near,
  leaving: null,
});

/** What a run found, then what a person decided on in earlier ones that it did not find. */
export const toEntries = (summary: SessionSummary, { run, episodes, earlier }: ReviewedRun): Entry[] => [
  ...episodes.map(episode => ({ summary, key: episodeKey(run, episode), episode, why: null })),
  ...earlier.map(episode => ({
    summary,
    key: episode.key,
    episode,
    why: `of the run of ${startOf(episode.key)}, not found again`,
  })),
];

/** When the run of an episode started: `2026-11-09 10:00`. */
const startOf = (key: EpisodeKey): string => key.slice(0, 16).replace('T', ' ');

/** How long a session is; null until its log has been read. */
export const turnsOf = ({ counts }: SessionSummary): number | null =>
  counts && counts.developerTurns + counts.agentTurns;
