import type { Mode } from '../../keys/bindings.ts';
import { erase } from '../../keys/erase.ts';
import type { Keymap } from '../../keys/keymap.ts';
import { toTyping } from '../../keys/use-bindings.ts';
import { menuMode, moveInMenu } from '../../parts/menu-keys.ts';
import { stepShare } from '../../parts/step-share.ts';
import { classItems } from './class-items.ts';
import { seek, toMatch } from './find-moves.ts';
import { toggleFold } from './fold-moves.ts';
import { grown, keepFollowing, lost, toggleFollow, writtenAnew } from './follow-moves.ts';
import { redrawn, resized } from './keep-place.ts';
import { moveInLedger, otherPane, pickInLedger, toggleLedger } from './ledger-moves.ts';
import { played, ticked, toTrailer } from './play-moves.ts';
import { toCopy, toEditor } from './replay-errands.ts';
import { findingKeys, judgingKeys, ledgerKeys, notingKeys, trailerKeys } from './replay-keys.ts';
import { keepNote, toggleMark, toMark } from './replay-marks.ts';
import {
  clamp,
  developerTurns,
  failedTurn,
  jump,
  land,
  scrolled,
  selected,
  stepped,
  toOnly,
  toSubagent,
} from './replay-moves.ts';
import { paces } from './replay-pace.ts';
import { accepted, decide, isDeveloper, standOnPrompt } from './replay-review.ts';
import {
  emptyFind,
  type IdleLimit,
  type ReplayAction,
  type ReplayState,
  type ReplayWorld,
} from './replay-state.ts';
import type { ToolView } from './turn-lines.ts';

const tools: readonly ToolView[] = ['short', 'full', 'off'];
const idles: readonly IdleLimit[] = ['2 s', 'none', 'real'];
const slowest = 0.25;
const fastest = 16;

/** Decides what every key does. Pure: the same state, action and session give the same state. */
export const createReplayReducer = (world: () => ReplayWorld | undefined) => {
  const reduce = (state: ReplayState, action: ReplayAction): ReplayState => {
    const at = world();
    // Before the first frame there is no session to move in.
    if (!at) return state;
    const { model } = at;
    switch (action.type) {
      case 'leave':
        return { ...state, leaving: { to: action.to }, playing: false };
      case 'episodes': {
        const turn = action.of === 'moment' ? state.step.turn : null;
        return { ...state, leaving: { to: 'episodes', summary: at.summary, turn }, playing: false };
      }
      case 'copy':
        return { ...state, leaving: toCopy(at, state, action.what) };
      case 'editor':
        return { ...state, leaving: toEditor(at, state), playing: false };
      case 'resume':
        return { ...state, leaving: { to: 'resume', summary: at.summary }, playing: false };
      case 'stay':
        return { ...state, leaving: null };
      case 'judge':
        return isDeveloper(at, state) ? { ...state, judging: 0, playing: false } : standOnPrompt(state);
      case 'unjudge':
        return { ...state, judging: null };
      case 'menuMove': {
        const count = classItems(undefined).length;
        return state.judging === null
          ? state
          : { ...state, judging: moveInMenu(state.judging, action.by, count) };
      }
      case 'pick':
        return accepted(at, state, action.at);
      case 'reject':
        return isDeveloper(at, state)
          ? decide(
              state,
              { decision: 'rejected', class: null },
              'not pushback: kept ({takeBack} takes it back)',
            )
          : standOnPrompt(state);
      case 'takeBack':
        return isDeveloper(at, state)
          ? decide(state, null, 'your word on this turn is taken back')
          : standOnPrompt(state);
      case 'done':
        return { ...state, asked: [] };
      case 'threshold':
        return { ...state, asked: [...state.asked, { kind: 'threshold', by: action.by }] };
      case 'say':
        return { ...state, said: action.words };
      case 'subagent':
        return toSubagent(at, state);
      case 'step':
        return stepped(at, state, action.by);
      case 'tick':
        return ticked(at, state);
      case 'developer':
        return jump(at, state, action.by, developerTurns(at, state, action.by), 'developer turn');
      case 'pushback':
        if (!at.counted) return { ...state, said: 'still looking for pushback: press again in a moment' };
        return jump(
          at,
          state,
          action.by,
          model.pushbacks.map(pushback => pushback.turn),
          'pushback',
        );
      case 'onset':
        return jump(at, state, action.by, model.onsets, 'onset');
      case 'break':
        return jump(at, state, action.by, model.breaks, 'broken rule');
      case 'match':
        return toMatch(at, state, action.by);
      case 'failed':
        return jump(at, state, action.by, failedTurn(model, state.step.turn, action.by), 'failed tool call');
      case 'scroll':
        return { ...state, ...scrolled(at, state, action.by), playing: false };
      case 'page':
        return { ...state, ...scrolled(at, state, Math.round(action.by * at.height)), playing: false };
      case 'seek':
        return land(at, state, {
          turn: 1 + Math.round(action.share * Math.max(0, model.total() - 1)),
          offset: null,
        });
      case 'go':
        return land(at, state, action.spot);
      case 'select':
        return selected(at, state, action);
      case 'pane':
        return otherPane(state);
      case 'scrollLedger':
        return { ...state, ledgerTop: action.top };
      case 'pickMove':
        return moveInLedger(at, state, action.by);
      case 'pickTurn':
        return pickInLedger(at, state, action.entry);
      case 'share':
        return { ...state, share: stepShare(state.share, action.by) };
      case 'seekCell': {
        const turn = at.strips?.[action.of]?.turnAt(action.column);
        return turn === undefined ? state : land(at, state, { turn, offset: null });
      }
      case 'play':
        return played(at, state);
      case 'fold':
        return toggleFold(at, state);
      case 'branched':
        return { ...state, branches: new Map(state.branches).set(action.id, action.branch) };
      case 'tools':
        return redrawn(at, state, { tools: after(tools, state.tools) });
      case 'thinking':
        return redrawn(at, state, { thinking: !state.thinking });
      case 'focused':
        return redrawn(at, state, { focused: !state.focused });
      case 'follow':
        return toggleFollow(at, state);
      case 'grown':
        return grown(at, state);
      case 'anew':
        return writtenAnew(at, state, action);
      case 'lost':
        return lost(state, action.words);
      case 'only':
        return toOnly(at, state);
      case 'trailer':
        return toTrailer(at, state);
      case 'resized':
        return resized(at, state, action.before);
      case 'why':
        return redrawn(at, state, { why: !state.why });
      case 'ledger':
        return toggleLedger(state);
      case 'idle':
        return { ...state, idle: after(idles, state.idle) };
      case 'pace':
        return { ...state, pace: after(paces, state.pace) };
      case 'speed':
        return {
          ...state,
          speed: action.by === 0 ? 1 : clamp(state.speed * (action.by > 0 ? 2 : 0.5), slowest, fastest),
        };
      case 'find':
        return { ...state, find: { ...emptyFind, typing: true }, playing: false };
      case 'mark':
        return toggleMark(at, state);
      case 'nextMark':
        return toMark(at, state);
      case 'keepNote':
        return keepNote(state);
      case 'dropNote':
        return { ...state, noting: null };
      case 'typed':
        if (state.noting)
          return { ...state, noting: { ...state.noting, text: state.noting.text + action.text } };
        if (!state.find.typing) return state;
        return {
          ...state,
          find: { ...emptyFind, query: state.find.query + action.text, typing: true },
        };
      case 'erased':
        if (state.noting)
          return {
            ...state,
            noting: { ...state.noting, text: erase(state.noting.text, action.by) },
          };
        return {
          ...state,
          find: { ...emptyFind, query: erase(state.find.query, action.by), typing: true },
        };
      case 'found':
        if (action.query !== state.find.query) return state;
        return seek(at, { ...state, find: { ...state.find, ...foundNow(action) } });
      case 'settle':
        return seek(at, {
          ...state,
          find: { ...state.find, typing: false, sought: state.find.query !== '' },
        });
      case 'unfind':
        return { ...state, find: emptyFind, only: state.only === 'found' ? 'all' : state.only };
    }
  };
  return (state: ReplayState, action: ReplayAction): ReplayState => {
    const next = reduce(state, action);
    const at = world();
    return at ? keepFollowing(at, state, next, action) : next;
  };
};

const foundNow = ({ found, sums, scanned, meant }: Extract<ReplayAction, { type: 'found' }>) => ({
  found,
  sums,
  scanned,
  meant,
});

/** What presses mean: the letters of find, the menu of classes, the ledger, or the keys of the replay. */
export const replayMode =
  (keymap: Keymap) =>
  ({ find, noting, judging, picking, only }: ReplayState): Mode<ReplayAction> => {
    if (noting) return { bindings: { ...notingKeys, ...keymap.line }, typing: toTyping };
    if (find.typing) return { bindings: { ...findingKeys, ...keymap.line }, typing: toTyping };
    if (judging !== null) return menuMode<ReplayAction>(judgingKeys, keymap.menu);
    const own = { ...(picking ? ledgerKeys : {}), ...(only === 'trailer' ? trailerKeys : {}) };
    const toAction = (turn: number) => ({ type: 'go', spot: { turn, offset: null } }) as const;
    return { bindings: { ...own, ...keymap.replay }, numbered: { what: 'turn', toAction } };
  };

const after = <Value>(values: readonly Value[], value: Value): Value =>
  values[(values.indexOf(value) + 1) % values.length] ?? value;
