import type { FileEdit } from '../domain/tool-call.ts';
import {
  isInterrupted,
  rewoundTo,
  type Turn,
  turnText,
  turnThinking,
  turnToolCalls,
} from '../domain/turn.ts';
import { claimsSuccess } from './cues.ts';
import { findSigns, type Sign } from './signs.ts';

/** What an agent turn said and did, as far as its log shows: the ground on which the developer turns around it are read. */
export type AgentAct = {
  readonly number: number;
  readonly endedAt: string | null;
  /** Calls by kind. */
  readonly calls: Readonly<Record<'edit' | 'run' | 'search' | 'read' | 'task' | 'other', number>>;
  readonly callCount: number;
  readonly failedCalls: number;
  readonly lastFailed: boolean;
  readonly firstKind: string | null;
  readonly endsInTool: boolean;
  readonly claimed: boolean;
  readonly asked: boolean;
  readonly asks: boolean;
  readonly interrupted: boolean;
  readonly refused: boolean;
  /** The developer went back to before an answer, this one or one that led to it. */
  readonly rewound: boolean;
  /** The developer put back files that it had edited, by a command of their own. */
  readonly restored: boolean;
  /** It put back files from the version control itself. */
  readonly restores: boolean;
  readonly textLength: number;
  readonly hasThinking: boolean;
  readonly hasCode: boolean;
  readonly edits: readonly FileEdit[];
  readonly files: ReadonlySet<string>;
  /** Signs at the end of its words, where claims and questions to the developer stand. */
  readonly closing: readonly Sign[];
  /** Signs in its first words and first thoughts: how it took the turn before it. */
  readonly opening: readonly Sign[];
};

export const toAgentAct = (turn: Turn): AgentAct => {
  const text = turnText(turn);
  const thinking = turnThinking(turn);
  const calls = turnToolCalls(turn);
  const edits = calls.flatMap(call => call.edits);
  const hasFailed = (call: (typeof calls)[number] | undefined) =>
    call !== undefined && (call.status === 'error' || (call.exitCode ?? 0) > 0);
  const count = (kind: string) => calls.filter(call => call.kind === kind).length;
  const end = text.slice(-600);
  return {
    number: turn.number,
    endedAt: turn.endedAt,
    calls: {
      edit: count('edit'),
      run: count('run'),
      search: count('search'),
      read: count('read'),
      task: count('task'),
      other: count('other'),
    },
    callCount: calls.length,
    failedCalls: calls.filter(hasFailed).length,
    lastFailed: hasFailed(calls.at(-1)),
    firstKind: calls[0]?.kind ?? null,
    endsInTool: turn.blocks.findLast(({ kind }) => kind === 'text' || kind === 'tool')?.kind === 'tool',
    claimed: claimsSuccess(text.slice(-2000)),
    asked: /\?[)*_\s]*$/.test(text.slice(-400).trimEnd()) || offer.test(end),
    asks: end.includes('?'),
    interrupted: isInterrupted(turn) || calls.some(call => call.status === 'interrupted'),
    refused: calls.some(call => call.status === 'rejected'),
    rewound: leftAnswer(turn),
    restored:
      count('edit') > 0 && turn.blocks.some(block => block.kind === 'command' && isRestore(block.text)),
    restores: calls.some(call => call.kind === 'run' && isRestore(call.target)),
    textLength: text.length,
    hasThinking: thinking !== '',
    hasCode: text.includes('```'),
    edits,
    files: new Set(edits.map(({ path }) => fileName(path))),
    closing: findSigns('agent', end),
    opening: [
      ...findSigns('reply', text.slice(0, 400)),
      ...findSigns('thinking', (thinking || inlineThinking(text)).slice(0, 500)),
    ],
  };
};

/** Did the developer go back to before an answer? A prompt that is only typed anew left none. */
const leftAnswer = (turn: Turn): boolean => {
  const to = rewoundTo(turn);
  if (to === null) return false;
  return turn.number - to > 1 || turn.blocks.some(({ kind }) => kind === 'text' || kind === 'tool');
};

/** To take a file off the index only, `restore --staged`, puts nothing back. */
const isRestore = (command: string): boolean =>
  /\bgit (?:checkout (?:\S+ )?(?:-- |\.(?=\s|$))|restore (?!--staged\b)|reset --hard\b|revert\b)/.test(
    command,
  );

const fileName = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();

/** Some logs keep thoughts between tags in the text. */
const inlineThinking = (text: string): string => /^\s*<think(?:ing)?>([\s\S]{0,600})/.exec(text)?.[1] ?? '';

const offer =
  /\b(?:would you like|shall i|should i|do you want|want me to|let me know (?:if|which|how)|which (?:option|one|way)|please (?:confirm|specify|provide))\b/i;
