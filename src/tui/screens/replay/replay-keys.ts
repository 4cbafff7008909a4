import type { Binding } from '../../keys/bindings.ts';
import type { ReplayAction } from './replay-state.ts';

/** Footer, help and the README's table read this list. */
export const replayKeys: readonly Binding<ReplayAction>[] = [
  { keys: ['space'], help: 'play, pause', action: { type: 'play' }, inFooter: true },
  { keys: [']'], help: 'next pushback', action: { type: 'pushback', by: 1 }, inFooter: true },
  { keys: ['['], help: 'previous pushback', action: { type: 'pushback', by: -1 }, inFooter: true },
  { keys: ['J'], help: 'next developer turn', action: { type: 'developer', by: 1 } },
  { keys: ['K'], help: 'previous developer turn', action: { type: 'developer', by: -1 } },
  { keys: ['}'], help: 'where the next pushback or episode began', action: { type: 'onset', by: 1 } },
  { keys: ['{'], help: 'where the previous one began', action: { type: 'onset', by: -1 } },
  { keys: ['c'], help: 'the episode of this moment', action: { type: 'episodes', of: 'moment' } },
  {
    keys: ['C'],
    help: 'episodes: classify, read',
    action: { type: 'episodes', of: 'session' },
    inFooter: true,
  },
  { keys: ['l', 'right'], help: 'next block', action: { type: 'step', by: 1 } },
  { keys: ['h', 'left'], help: 'previous block', action: { type: 'step', by: -1 } },
  { keys: ['e'], help: 'next failed tool call', action: { type: 'failed', by: 1 } },
  { keys: ['E'], help: 'previous failed tool call', action: { type: 'failed', by: -1 } },
  { keys: ['enter'], help: 'open the subagent of this turn', action: { type: 'subagent' } },
  { keys: ['w'], help: 'why it is pushback, in whole', action: { type: 'why' }, inFooter: true },
  { keys: ['L'], help: 'ledger of the rules you stated', action: { type: 'ledger' }, inFooter: true },
  { keys: ['b'], help: 'next broken rule', action: { type: 'break', by: 1 } },
  { keys: ['B'], help: 'previous broken rule', action: { type: 'break', by: -1 } },
  { keys: ['a'], help: 'it is pushback: choose its class', action: { type: 'judge' } },
  { keys: ['R'], help: 'it is no pushback', action: { type: 'reject' } },
  { keys: ['U'], help: 'take your word on it back', action: { type: 'takeBack' } },
  { keys: ['('], help: 'more pushback: weaker counts too', action: { type: 'threshold', by: -1 } },
  { keys: [')'], help: 'less pushback: only stronger counts', action: { type: 'threshold', by: 1 } },
  { keys: ['t'], help: 'tool calls short, full, off', action: { type: 'tools' }, inFooter: true },
  { keys: ['T'], help: 'thinking on, off', action: { type: 'thinking' } },
  { keys: ['v'], help: 'prompts and final answers only', action: { type: 'focused' } },
  { keys: ['/'], help: 'find in this session', action: { type: 'find' }, inFooter: true },
  { keys: ['n'], help: 'next match', action: { type: 'match', by: 1 } },
  { keys: ['N'], help: 'previous match', action: { type: 'match', by: -1 } },
  { keys: ['S'], help: 'search all sessions', action: { type: 'leave', to: 'search' }, inFooter: true },
  { keys: ['j', 'down'], help: 'scroll down', action: { type: 'scroll', by: 1 } },
  { keys: ['k', 'up'], help: 'scroll up', action: { type: 'scroll', by: -1 } },
  { keys: ['d', 'ctrl+d', 'pagedown'], help: 'half a page down', action: { type: 'page', by: 0.5 } },
  { keys: ['u', 'ctrl+u', 'pageup'], help: 'half a page up', action: { type: 'page', by: -0.5 } },
  { keys: ['g', 'home'], help: 'first turn', action: { type: 'go', spot: { turn: 1, offset: null } } },
  { keys: ['G', 'end'], help: 'last turn', action: { type: 'seek', share: 1 } },
  { keys: ['>'], help: 'play faster', action: { type: 'speed', by: 1 } },
  { keys: ['<'], help: 'play slower', action: { type: 'speed', by: -1 } },
  { keys: ['='], help: 'normal speed', action: { type: 'speed', by: 0 } },
  { keys: ['i'], help: 'idle limit: 2 s, none, real', action: { type: 'idle' } },
  ...Array.from(
    { length: 10 },
    (_, tenth): Binding<ReplayAction> => ({
      keys: [String(tenth)],
      help: `seek to ${tenth * 10} %`,
      action: { type: 'seek', share: tenth / 10 },
    }),
  ),
  { keys: ['?'], help: 'this help', action: { type: 'leave', to: 'help' } },
  { keys: ['escape', 'q'], help: 'back', action: { type: 'leave', to: 'back' }, inFooter: true },
];

/** The menu of classes itself takes the arrows and enter. */
export const judgingKeys: readonly Binding<ReplayAction>[] = [
  { keys: ['escape', 'q', 'a'], help: 'back', action: { type: 'unjudge' }, inFooter: true },
];
