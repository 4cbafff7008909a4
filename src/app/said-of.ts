import { isInterrupted, isRefused, type Turn, turnText, turnToolCalls } from '../domain/turn.ts';
import type { Said, TurnSign } from '../search/write-sessions.ts';

/** A turn longer than this is searchable by its beginning. */
const mostChars = 100_000;
/** So much of the files and commands of one turn, and of one command. */
const mostActChars = 20_000;
const mostCommandChars = 1000;

/** What search keeps of a turn: its words, the files and commands that its tools were about, and stops. */
export const saidOf = (turn: Turn): Said => {
  const calls = turnToolCalls(turn);
  const paths = calls.flatMap(({ kind, target, edits }) =>
    kind === 'read' || kind === 'edit' || kind === 'search' ? [target, ...edits.map(({ path }) => path)] : [],
  );
  const commands = calls.flatMap(({ kind, target }) =>
    kind === 'run' ? [target.slice(0, mostCommandChars)] : [],
  );
  return {
    turn: turn.number,
    speaker: turn.speaker,
    at: turn.at,
    text: turnText(turn).slice(0, mostChars),
    paths: lines(paths),
    commands: lines(commands),
    signs: signsOf(turn),
  };
};

const lines = (texts: readonly string[]): string =>
  [...new Set(texts.filter(Boolean))].join('\n').slice(0, mostActChars);

const signsOf = (turn: Turn): TurnSign[] => [
  ...(isRefused(turn) ? ['refusal' as const] : []),
  ...(isInterrupted(turn) ? ['interruption' as const] : []),
];
