import type { Binding, Bindings } from '../../keys/bindings.ts';
import type { ReplayAction } from './replay-state.ts';

/** Footer, help and the README's table read this list. */
export const replayKeys = {
  play: { keys: ['space'], help: 'play, pause', action: { type: 'play' }, inFooter: true },
  nextPushback: { keys: [']'], help: 'next pushback', action: { type: 'pushback', by: 1 }, inFooter: true },
  previousPushback: {
    keys: ['['],
    help: 'previous pushback',
    action: { type: 'pushback', by: -1 },
    inFooter: true,
  },
  nextDeveloperTurn: { keys: ['J'], help: 'next developer turn', action: { type: 'developer', by: 1 } },
  previousDeveloperTurn: {
    keys: ['K'],
    help: 'previous developer turn',
    action: { type: 'developer', by: -1 },
  },
  nextOnset: {
    keys: ['}'],
    help: 'where the next pushback or episode began',
    action: { type: 'onset', by: 1 },
  },
  previousOnset: { keys: ['{'], help: 'where the previous one began', action: { type: 'onset', by: -1 } },
  momentEpisode: {
    keys: ['c'],
    help: 'the episode of this moment',
    action: { type: 'episodes', of: 'moment' },
  },
  episodes: {
    keys: ['C'],
    help: 'episodes: classify, read',
    action: { type: 'episodes', of: 'session' },
    inFooter: true,
  },
  nextBlock: { keys: ['l', 'right'], help: 'next block', action: { type: 'step', by: 1 } },
  previousBlock: { keys: ['h', 'left'], help: 'previous block', action: { type: 'step', by: -1 } },
  nextFailure: { keys: ['e'], help: 'next failed tool call', action: { type: 'failed', by: 1 } },
  previousFailure: { keys: ['E'], help: 'previous failed tool call', action: { type: 'failed', by: -1 } },
  subagent: { keys: ['enter'], help: 'open the subagent of this turn', action: { type: 'subagent' } },
  why: { keys: ['w'], help: 'why it is pushback, in whole', action: { type: 'why' }, inFooter: true },
  ledger: { keys: ['L'], help: 'ledger of the rules you stated', action: { type: 'ledger' }, inFooter: true },
  pane: {
    keys: ['tab', 'shift+tab'],
    help: 'into the ledger and back',
    action: { type: 'pane' },
  },
  growPane: { keys: ['+'], help: 'more room for the ledger', action: { type: 'share', by: 0.05 } },
  shrinkPane: { keys: ['_'], help: 'less room for it', action: { type: 'share', by: -0.05 } },
  nextBreak: { keys: ['b'], help: 'next broken rule', action: { type: 'break', by: 1 } },
  previousBreak: { keys: ['B'], help: 'previous broken rule', action: { type: 'break', by: -1 } },
  accept: { keys: ['a'], help: 'it is pushback: choose its class', action: { type: 'judge' } },
  reject: { keys: ['R'], help: 'it is no pushback', action: { type: 'reject' } },
  takeBack: { keys: ['U'], help: 'take your word on it back', action: { type: 'takeBack' } },
  morePushback: {
    keys: ['('],
    help: 'more pushback: weaker counts too',
    action: { type: 'threshold', by: -1 },
  },
  lessPushback: {
    keys: [')'],
    help: 'less pushback: only stronger counts',
    action: { type: 'threshold', by: 1 },
  },
  tools: { keys: ['t'], help: 'tool calls short, full, off', action: { type: 'tools' }, inFooter: true },
  fold: { keys: ['o'], help: 'open or fold this block', action: { type: 'fold' }, inFooter: true },
  thinking: { keys: ['T'], help: 'thinking on, off', action: { type: 'thinking' } },
  focused: { keys: ['v'], help: 'prompts and final answers only', action: { type: 'focused' } },
  trailer: { keys: ['p'], help: 'trailer: play the episodes only', action: { type: 'trailer' } },
  only: { keys: ['&'], help: 'only turns that match, or with pushback', action: { type: 'only' } },
  find: {
    keys: ['/'],
    help: 'find in this session: words, filters',
    action: { type: 'find' },
    inFooter: true,
  },
  nextMatch: { keys: ['n'], help: 'next match', action: { type: 'match', by: 1 } },
  previousMatch: { keys: ['N'], help: 'previous match', action: { type: 'match', by: -1 } },
  searchAll: {
    keys: ['S'],
    help: 'search all sessions',
    action: { type: 'leave', to: 'search' },
    inFooter: true,
  },
  mark: { keys: ['m'], help: 'mark the turn with a note; again: unmark', action: { type: 'mark' } },
  nextMark: { keys: ["'"], help: 'next mark', action: { type: 'nextMark' } },
  copyTurn: { keys: ['y'], help: 'copy the turn', action: { type: 'copy', what: 'turn' } },
  copyReference: {
    keys: ['Y'],
    help: 'copy where it stands: session:turn',
    action: { type: 'copy', what: 'reference' },
  },
  editor: { keys: ['O'], help: 'open the log here in $EDITOR', action: { type: 'editor' } },
  resume: { keys: ['r'], help: 'resume in its own agent', action: { type: 'resume' } },
  scrollDown: { keys: ['j', 'down'], help: 'scroll down', action: { type: 'scroll', by: 1 } },
  scrollUp: { keys: ['k', 'up'], help: 'scroll up', action: { type: 'scroll', by: -1 } },
  pageDown: {
    keys: ['d', 'ctrl+d', 'pagedown'],
    help: 'half a page down',
    action: { type: 'page', by: 0.5 },
  },
  pageUp: { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  first: { keys: ['g', 'home'], help: 'first turn', action: { type: 'go', spot: { turn: 1, offset: null } } },
  last: { keys: ['G', 'end'], help: 'last turn', action: { type: 'seek', share: 1 } },
  faster: { keys: ['>'], help: 'play faster', action: { type: 'speed', by: 1 } },
  slower: { keys: ['<'], help: 'play slower', action: { type: 'speed', by: -1 } },
  normalSpeed: { keys: ['='], help: 'normal speed', action: { type: 'speed', by: 0 } },
  pace: {
    keys: ['P'],
    help: 'pace: as it was, to read, at once',
    action: { type: 'pace' },
  },
  idle: { keys: ['i'], help: 'idle limit: 2 s, none, real', action: { type: 'idle' } },
  follow: { keys: ['f'], help: 'follow a session that goes on', action: { type: 'follow' } },
  ...seekKeys(),
  back: { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
} satisfies Bindings<ReplayAction>;

function seekKeys(): Bindings<ReplayAction> {
  const toBinding = (tenth: number): [string, Binding<ReplayAction>] => [
    `seek${tenth * 10}`,
    {
      keys: [String(tenth)],
      help: `seek to ${tenth * 10} %`,
      action: { type: 'seek', share: tenth / 10 },
      alike: 'seek to 0–90 % of the session',
    },
  ];
  return Object.fromEntries(Array.from({ length: 10 }, (_, tenth) => toBinding(tenth)));
}

/** While the ledger has the keys: what it does not take means what it means beside it. */
export const ledgerKeys = {
  pick: {
    keys: ['enter', 'l', 'right'],
    help: 'to that turn',
    action: { type: 'pickTurn', entry: null },
    inFooter: true,
  },
  pickNext: {
    keys: ['j', 'down'],
    help: 'next in the ledger',
    action: { type: 'pickMove', by: 1 },
    inFooter: true,
  },
  pickPrevious: { keys: ['k', 'up'], help: 'previous in it', action: { type: 'pickMove', by: -1 } },
  pickDown: {
    keys: ['d', 'ctrl+d', 'pagedown'],
    help: 'ten down in it',
    action: { type: 'pickMove', by: 10 },
  },
  pickUp: { keys: ['u', 'ctrl+u', 'pageup'], help: 'ten up in it', action: { type: 'pickMove', by: -10 } },
  toTurns: {
    keys: ['tab', 'shift+tab', 'escape'],
    help: 'back to the turns',
    action: { type: 'pane' },
    inFooter: true,
  },
} satisfies Bindings<ReplayAction>;

/** What leaves the menu of classes. */
export const judgingKeys = {
  shut: { keys: ['escape', 'q', 'a'], help: 'back', action: { type: 'unjudge' }, inFooter: true },
} satisfies Bindings<ReplayAction>;

/** In the trailer escape ends it before it leaves the replay. */
export const trailerKeys = {
  endTrailer: { keys: ['escape'], help: 'end the trailer', action: { type: 'trailer' }, inFooter: true },
} satisfies Bindings<ReplayAction>;

/** While something to find is typed every other key is text. */
export const findingKeys = {
  settle: { keys: ['enter'], help: 'to the match', action: { type: 'settle' }, inFooter: true },
  unfind: { keys: ['escape'], help: 'find nothing', action: { type: 'unfind' }, inFooter: true },
} satisfies Bindings<ReplayAction>;

/** While a note is typed every other key is text. */
export const notingKeys = {
  keep: { keys: ['enter'], help: 'keep the mark', action: { type: 'keepNote' }, inFooter: true },
  drop: { keys: ['escape'], help: 'do not mark', action: { type: 'dropNote' }, inFooter: true },
} satisfies Bindings<ReplayAction>;
