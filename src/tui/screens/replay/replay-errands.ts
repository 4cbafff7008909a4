import { withoutControls } from '../../../domain/sanitise.ts';
import { turnText, turnToolCalls } from '../../../domain/turn.ts';
import type { Errand } from '../../app-state.ts';
import type { ReplayState, ReplayWorld } from './replay-state.ts';

/** The words of the turn under the playhead (its tool calls where it has none), or where the turn stands. */
export const toCopy = (
  { model, summary }: ReplayWorld,
  { step }: ReplayState,
  what: 'turn' | 'reference',
): Errand | null => {
  const reference = withoutControls(`${summary.head.id}:${step.turn}`);
  if (what === 'reference') return { to: 'copy', text: reference, what: reference };
  const turn = model.turn(step.turn);
  if (!turn) return null;
  const calls = turnToolCalls(turn).map(({ name, target }) => `${name} ${target}`.trim());
  return {
    to: 'copy',
    text: withoutControls(turnText(turn) || calls.join('\n')),
    what: `turn ${step.turn}`,
  };
};

/** The log at the line where the turn begins. */
export const toEditor = ({ model, summary }: ReplayWorld, { step }: ReplayState): Errand => {
  const from = model.session.outline().spans[step.turn - 1]?.pieces[0]?.from ?? 0;
  return { to: 'editor', path: summary.head.path, line: from + 1 };
};
