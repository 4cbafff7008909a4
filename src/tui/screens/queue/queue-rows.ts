import type { Agreement } from '../../../domain/agreement.ts';
import { countOf } from '../../../domain/count-of.ts';
import { type JudgePair, questions } from '../../../domain/judge-agreement.ts';
import type { Problem } from '../../../domain/problem.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { Bindings } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { fit } from '../../parts/row.tsx';
import { episodeMark, style } from '../../theme.ts';
import { type Document, toEpisodeLines } from '../episodes/episode-lines.ts';
import { turnsOf } from '../episodes/episodes-state.ts';
import { wrap } from '../episodes/paragraph.ts';
import { here } from '../episodes/reviewing.ts';
import { reviewWords } from '../episodes/run-lines.ts';
import { type QueueState, waiting } from './queue-state.ts';

/** Two lines above: how many wait; which session the one that is read stands in, or what is being done to it. */
export const toQueueHeader = (state: QueueState, keys: Bindings<unknown>): [string, string] => {
  const entry = here(state.reviewing)?.entry;
  const session = entry?.summary
    ? `${style('accent', sanitise(entry.summary.head.agent))} ${oneLine(entry.summary.head.title, 400)}`
    : style('dim', oneLine(entry?.episode.session ?? '', 200));
  const left = waiting(state);
  const count = left === 0 ? 'nothing to review' : `${countOf(left, 'episode')} to review`;
  return [
    `${style('episode', `${episodeMark} ${state.phase === 'loading' ? 'review' : count}`)} ${session}`,
    state.trouble === null
      ? (reviewWords(state.reviewing, keys) ??
        (state.unread.length > 0
          ? style('error', `${countOf(state.unread.length, 'file')} of the store not read`)
          : style('dim', 'least sure first, then where the engines disagree')))
      : style('error', sanitise(state.trouble)),
  ];
};

export const toQueueDocument = (state: QueueState, width: number, listKeys: Bindings<unknown>): Document => {
  if (state.phase === 'agreement') return { lines: toAgreementLines(state.agreement, width), cursorLine: 0 };
  const stop = here(state.reviewing);
  if (stop) {
    const { summary } = stop.entry;
    return toEpisodeLines(stop, summary && turnsOf(summary), width);
  }
  const words = nameKeys(
    'No episode waits for you. {episodes} in the list of sessions classifies one.',
    listKeys,
  );
  const lines = [words, ...state.unread.map(unreadWords)].flatMap(text => wrap(text, width));
  return { lines: state.phase === 'reading' ? lines : [], cursorLine: 0 };
};

const unreadWords = ({ path, what }: Problem): string =>
  sanitise(what.includes(path) ? what : `${path}: ${what}`);

/** A line a question: how often two judges say the same, kappa, and of how many. */
export const toAgreementLines = (pairs: readonly JudgePair[], width: number): string[] =>
  [
    ...pairs.flatMap(({ judges, on }) => [
      style('bold', `${judgeWords[judges[0]]} and ${judgeWords[judges[1]]}`),
      ...questions.map(question => `  ${question.padEnd(11)} ${agreementWords(on[question])}`),
      '',
    ]),
    ...wrap(
      'Kappa is agreement beyond chance: 1 is full, 0 what chance gives. Labels are compared where both found the episode.',
      width,
    ).map(line => style('dim', line)),
  ].map(line => fit(line, width));

const judgeWords: Readonly<Record<JudgePair['judges'][number], string>> = {
  person: 'you',
  offline: 'offline rules',
  model: 'model',
};

const agreementWords = ({ n, accuracy, kappa }: Agreement): string => {
  if (accuracy === null) return style('dim', 'nothing that both judged');
  return `${Math.round(accuracy * 100)} %  kappa ${kappa === null ? '–' : kappa.toFixed(2)}  n ${n}`;
};
