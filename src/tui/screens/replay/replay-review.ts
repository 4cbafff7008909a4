import type { PushbackClass } from '../../../domain/pushback.ts';
import { className } from '../../theme.ts';
import type { ReplayState, ReplayWorld, Verdict } from './replay-state.ts';

export const isDeveloper = ({ model }: ReplayWorld, { step }: ReplayState): boolean =>
  model.session.outline().spans[step.turn - 1]?.speaker === 'developer';

export const standOnPrompt = (state: ReplayState): ReplayState => ({
  ...state,
  said: 'go to a developer turn first: {nextDeveloperTurn} or {nextPushback}',
});

/** The class that was detected is accepted; another one, or one where nothing was detected, is an edit. */
export const accepted = ({ model }: ReplayWorld, state: ReplayState, name: PushbackClass): ReplayState => {
  const decision = model.pushbackAt.get(state.step.turn)?.class === name ? 'accepted' : 'edited';
  const words = `${className(name)}: kept ({takeBack} takes it back)`;
  return decide({ ...state, judging: false }, { decision, class: name }, words);
};

export const decide = (state: ReplayState, review: Verdict | null, said: string): ReplayState => ({
  ...state,
  playing: false,
  asked: [...state.asked, { kind: 'review', turn: state.step.turn, review }],
  said,
});
