import { parseQuery, problemWords } from '../../../domain/query.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { turnText } from '../../../domain/turn.ts';
import { usageWords } from '../../../domain/usage-words.ts';
import type { Bindings } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { episodeMark, flag, pushbackMark, style } from '../../theme.ts';
import { foundWords } from './find-moves.ts';
import type { ReplayModel } from './replay-model.ts';
import type { ReplayState } from './replay-state.ts';

export type ReplayRows = { readonly title: string; readonly prompt: string; readonly status: string };

/** The two lines above the turns and the one below: where one is, what is being answered, how it plays. */
export const toReplayRows = (
  model: ReplayModel,
  summary: SessionSummary,
  state: ReplayState,
  reading: boolean,
  keys: Bindings<unknown>,
): ReplayRows => ({
  title: titleLine(model, summary, state, reading),
  prompt: promptLine(model, state.top.turn),
  status: statusLine(model, summary, state, keys),
});

const titleLine = (
  model: ReplayModel,
  { head }: SessionSummary,
  state: ReplayState,
  reading: boolean,
): string => {
  const seen = model.pushbacks.filter(pushback => pushback.turn <= state.step.turn).length;
  const place = `turn ${state.step.turn}/${model.total()}${reading ? '…' : ''}`;
  const marks =
    model.pushbacks.length > 0
      ? ` ${style('pushback', `${pushbackMark} ${seen}/${model.pushbacks.length}`)}`
      : '';
  const count = model.episodes?.length;
  const episodes = count === undefined ? '' : ` ${style('episode', `${episodeMark} ${count}`)}`;
  return `${style('bold', place)}${marks}${episodes} ${style('accent', sanitise(head.agent))} ${oneLine(head.title, 600)}`;
};

/** The developer turn that a turn answers, or the turn itself; 0 before the first. */
export const promptOf = (model: ReplayModel, turn: number): number => {
  const { spans } = model.session.outline();
  let asked = turn;
  while (asked > 0 && spans[asked - 1]?.speaker !== 'developer') asked -= 1;
  return asked;
};

/** The prompt that the turn on top answers, so that a long answer never loses its question. */
const promptLine = (model: ReplayModel, turn: number): string => {
  const asked = promptOf(model, turn);
  const prompt = model.turn(asked);
  return prompt
    ? style('dim', `▌ ${asked} ${oneLine(turnText(prompt), 600)}`)
    : style('dim', '▌ before the first prompt');
};

const statusLine = (
  model: ReplayModel,
  { counts }: SessionSummary,
  state: ReplayState,
  keys: Bindings<unknown>,
): string => {
  const { find, noting } = state;
  if (noting) return `${style('mark', `${flag} turn ${noting.turn}:`)} ${sanitise(noting.text)}▏`;
  const wrong = find.query && problemWords(parseQuery(find.query).problems);
  const problem = wrong && style('error', oneLine(wrong, 400));
  if (find.typing) {
    const count = find.query ? foundWords(model, state) : findHint;
    return `${style('accent', '/')}${sanitise(find.query)}▏ ${[count, problem].filter(Boolean).join(' · ')}`;
  }
  const play = `${state.playing ? '▶ playing' : '❚❚ paused'} ${state.pace} ${state.speed}x`;
  const found = find.query ? `/${sanitise(find.query)} ${foundWords(model, state)}` : '';
  const said = state.said ? style('bold', nameKeys(oneLine(state.said, 200), keys)) : '';
  // What was just said stands where no narrow screen cuts it off.
  const used = counts ? usageWords(counts) : '';
  return [play, said, found, problem, ...hiddenWords(state), `idle ${state.idle}`, used]
    .filter(Boolean)
    .join(' · ');
};

const findHint = 'find in this session: words, "a phrase", -not, or, in:output has:pushback class: after:';

const onlyWords = { pushback: 'only pushback', found: 'only matches', trailer: 'trailer' } as const;

/** What of the session does not show, or shows only now. */
const hiddenWords = ({ following, only, tools, focused, thinking }: ReplayState): string[] => [
  ...(following ? ['following'] : []),
  ...(only === 'all' ? [] : [onlyWords[only]]),
  `tools ${tools}`,
  ...(focused ? ['focused'] : []),
  ...(thinking ? ['thinking'] : []),
];
