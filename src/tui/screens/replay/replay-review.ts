import { className } from '../../theme.ts';
import { classItems } from './class-items.ts';
import type { ReplayState, ReplayWorld, Verdict } from './replay-state.ts';

export const isDeveloper = ({ model }: ReplayWorld, { step }: ReplayState): boolean =>
  model.session.outline().spans[step.turn - 1]?.speaker === 'developer';

export const standOnPrompt = (state: ReplayState): ReplayState => ({
  ...state,
  said: 'go to a developer turn first: {nextDeveloperTurn} or {nextPushback}',
});

/** A class of the menu is chosen, `item` null: where its cursor stands. The detected one is accepted; another one, or one where nothing was detected, is an edit. */
export const accepted = ({ model }: ReplayWorld, state: ReplayState, item: number | null): ReplayState => {
  if (state.judging === null) return state;
  const detected = model.pushbackAt.get(state.step.turn)?.class;
  const name = classItems(detected)[item ?? state.judging]?.value;
  if (name === undefined) return state;
  const words = `${className(name)}: kept ({takeBack} takes it back)`;
  const decision = detected === name ? 'accepted' : 'edited';
  return decide({ ...state, judging: null }, { decision, class: name }, words);
};

export const decide = (state: ReplayState, review: Verdict | null, said: string): ReplayState => ({
  ...state,
  playing: false,
  asked: [...state.asked, { kind: 'review', turn: state.step.turn, review }],
  said,
});
