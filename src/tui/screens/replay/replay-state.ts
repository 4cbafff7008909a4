import type { PushbackReview } from '../../../domain/pushback.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import type { Destination, Spot } from '../../app-state.ts';
import type { ScreenAction, TypingAction } from '../../keys/use-bindings.ts';
import type { MenuAction } from '../../parts/menu-keys.ts';
import type { Branch, Branches } from './branch.ts';
import type { Findings } from './find-scan.ts';
import type { Place, ReplayModel, SessionView, Step } from './replay-model.ts';
import type { Pace } from './replay-pace.ts';
import type { ToolView } from './turn-lines.ts';
import type { Strips } from './use-strips.ts';

export type IdleLimit = 'real' | '2 s' | 'none';

export type ReplayState = {
  readonly step: Step;
  readonly top: Place;
  readonly playing: boolean;
  readonly pace: Pace;
  readonly speed: number;
  readonly idle: IdleLimit;
  readonly tools: ToolView;
  readonly thinking: boolean;
  readonly focused: boolean;
  /** Which turns show; the others are passed over. */
  readonly only: 'all' | 'pushback' | 'found' | 'trailer';
  /** Is pushback explained in whole? */
  readonly why: boolean;
  /** Blocks that were opened in whole, by turn. */
  readonly opened: ReadonlyMap<number, readonly number[]>;
  /** The subagents that were read so far, by id. */
  readonly branches: Branches;
  /** Is the ledger of the developer's rules open? */
  readonly ledger: boolean;
  /** The entry of the ledger that is pointed at, and the turn as of which it stands; null while the turns have the keys. */
  readonly picking: { readonly now: number; readonly cursor: number } | null;
  /** The line of the ledger on top, where it was scrolled; null: its beginning, or where the entry is. */
  readonly ledgerTop: number | null;
  /** What of the width the ledger has beside the turns. */
  readonly share: number;
  /** The find line: being typed, or settled. */
  readonly find: Findings & {
    readonly query: string;
    readonly typing: boolean;
    /** The match where one stands, as long as one stays in its turn. */
    readonly at: { readonly turn: number; readonly nth: number } | null;
    /** Enter came before a match did: go to the first later one that comes. */
    readonly sought: boolean;
  };
  /** The note on a mark that is being typed. */
  readonly noting: { readonly turn: number; readonly text: string } | null;
  /** The view stays at the end of a log that is being written. */
  readonly following: boolean;
  /** What came of the last key; `{name}` stands for the key of an action. */
  readonly said: string;
  /** The cursor in the menu of pushback classes for the turn under the playhead; null while it is shut. */
  readonly judging: number | null;
  /** What is still to be done outside of this screen, in order. */
  readonly asked: readonly Asked[];
  /** Where the person goes from here; the app takes them there. */
  readonly leaving: Destination | null;
};

/** A person's word on a turn (null takes it back), a step of the threshold, or a mark. */
export type Asked =
  | { readonly kind: 'review'; readonly turn: number; readonly review: Verdict | null }
  | { readonly kind: 'threshold'; readonly by: 1 | -1 }
  /** `note` null: the mark is taken away. */
  | { readonly kind: 'mark'; readonly turn: number; readonly note: string | null };
/** A review without its time, which the reducer does not know. */
export type Verdict = Pick<PushbackReview, 'decision' | 'class'>;

export type ReplayAction =
  | ScreenAction
  | TypingAction
  | MenuAction
  | { readonly type: 'leave'; readonly to: 'back' | 'search' }
  | { readonly type: 'episodes'; readonly of: 'moment' | 'session' }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'copy'; readonly what: 'turn' | 'reference' }
  | { readonly type: 'editor' | 'resume' | 'mark' | 'nextMark' | 'keepNote' | 'dropNote' }
  | { readonly type: 'developer' | 'pushback' | 'onset' | 'break' | 'failed' | 'match'; readonly by: 1 | -1 }
  | { readonly type: 'resized'; readonly before: { readonly width: number; readonly height: number } }
  | { readonly type: 'scroll'; readonly by: number }
  /** A click on a block of a turn. */
  | { readonly type: 'select'; readonly turn: number; readonly block: number }
  | { readonly type: 'pickMove'; readonly by: number }
  | { readonly type: 'scrollLedger'; readonly top: number }
  /** `entry` null: the one that is pointed at. */
  | { readonly type: 'pickTurn'; readonly entry: number | null }
  | { readonly type: 'share'; readonly by: number }
  | { readonly type: 'page'; readonly by: number }
  | { readonly type: 'seek'; readonly share: number }
  | { readonly type: 'go'; readonly spot: Spot }
  /** A click on a column of a strip: goes to the turn whose sign stands there. */
  | { readonly type: 'seekCell'; readonly of: 'session' | 'near'; readonly column: number }
  | {
      readonly type:
        | 'play'
        | 'tick'
        | 'tools'
        | 'fold'
        | 'thinking'
        | 'focused'
        | 'why'
        | 'ledger'
        | 'pane'
        | 'idle'
        | 'pace'
        | 'only'
        | 'follow'
        | 'grown'
        | 'trailer'
        | 'find'
        | 'settle'
        | 'unfind'
        | 'subagent'
        | 'judge'
        | 'unjudge'
        | 'reject'
        | 'takeBack'
        | 'done';
    }
  | { readonly type: 'speed'; readonly by: 1 | -1 | 0 }
  | { readonly type: 'threshold'; readonly by: 1 | -1 }
  | { readonly type: 'say' | 'lost'; readonly words: string }
  | { readonly type: 'anew'; readonly turn: number; readonly words: string | null }
  | { readonly type: 'branched'; readonly id: string; readonly branch: Branch | null }
  | ({ readonly type: 'found'; readonly query: string } & Findings);

/** What the reducer looks things up in; all of it is the session's, nothing of it is state. */
export type ReplayWorld = {
  readonly model: ReplayModel;
  readonly summary: SessionSummary;
  readonly findSubagent: (nativeId: string) => SessionSummary | null;
  /** Is the session's pushback known yet? A session can be opened before it is read to its end. */
  readonly counted: boolean;
  readonly width: number;
  readonly height: number;
  /** Does the ledger stand in place of the turns? */
  readonly isCovered?: boolean;
  /** The strips as they are drawn; absent before the first frame. */
  readonly strips?: Strips;
};

export const viewOf = (state: ReplayState, width: number): SessionView => ({
  width,
  tools: state.tools,
  thinking: state.thinking,
  focused: state.focused,
  why: state.why,
  find: soughtText(state.find),
  opened: state.opened,
  branches: state.branches,
  here: state.step,
  only: state.only === 'found' ? state.find.found : state.only,
  match: state.find.at?.turn === state.step.turn ? state.find.at : null,
});

/** The query that is answered. */
export const soughtText = ({ query, meant }: ReplayState['find']): string => meant ?? query;

export const emptyFind: ReplayState['find'] = {
  query: '',
  typing: false,
  found: [],
  sums: [],
  at: null,
  scanned: 0,
  meant: null,
  sought: false,
};

/** The whole of a turn is shown unless the replay is playing. */
export const openAt = (turn: number): ReplayState => ({
  step: { turn, block: -1, line: null },
  top: { turn, line: 0 },
  playing: false,
  pace: 'real',
  speed: 1,
  idle: '2 s',
  tools: 'short',
  thinking: false,
  focused: false,
  only: 'all',
  why: false,
  opened: new Map(),
  branches: new Map(),
  ledger: false,
  picking: null,
  ledgerTop: null,
  share: 0.33,
  find: emptyFind,
  noting: null,
  following: false,
  said: '',
  judging: null,
  asked: [],
  leaving: null,
});
