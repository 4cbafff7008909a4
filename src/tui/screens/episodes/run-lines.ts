import { countOf } from '../../../domain/count-of.ts';
import { isUpheld, type Run } from '../../../domain/episode.ts';
import type { ReviewedRun } from '../../../domain/reviewed-run.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { Bindings } from '../../keys/bindings.ts';
import { nameKeys } from '../../keys/name-keys.ts';
import { episodeMark, style } from '../../theme.ts';
import type { EpisodesState, Phase } from './episodes-state.ts';
import { paragraph, wrap } from './paragraph.ts';
import { menuOf } from './review-menus.ts';
import { here, type Mode, type Reviewing } from './reviewing.ts';

/** Two lines above: which session and episode; what is being done, or who classified it when, for how much. */
export const toHeaderRows = (
  { summary, classification, phase, reviewing }: EpisodesState,
  keys: Bindings<unknown>,
): [string, string] => {
  const isRead = classification !== null && phase.name === 'results';
  return [
    `${style('episode', `${episodeMark} ${isRead ? placeWords(reviewing) : 'episodes'}`)} ${style('accent', sanitise(summary.head.agent))} ${oneLine(summary.head.title, 400)}`,
    isRead
      ? (reviewWords(reviewing, keys) ?? runLine(classification, reviewing))
      : style('dim', phaseWords(phase)),
  ];
};

const placeWords = (reviewing: Reviewing): string => {
  const at = here(reviewing)?.at;
  return at === undefined ? 'episodes' : `episode ${at + 1}/${reviewing.entries.length}`;
};

/** What the person is at, or what came of it; null while they only read. */
export const reviewWords = ({ mode, said: saying }: Reviewing, keys: Bindings<unknown>): string | null => {
  const said = saying && sanitise(nameKeys(saying, keys));
  const typed = 'text' in mode ? `${style('accent', typingWords[mode.name])} ${sanitise(mode.text)}▏` : null;
  const title = typed ?? menuOf(mode)?.title ?? null;
  if (said === null) return title;
  return title === null ? style('mark', said) : `${style('error', said)} · ${title}`;
};

const typingWords: Readonly<Record<Extract<Mode, { text: string }>['name'], string>> = {
  note: 'note',
  ownReason: 'why it is no episode',
  otherSymptom: 'symptom in three to eight words',
};

const runLine = ({ run, rejected, failed }: ReviewedRun, { entries }: Reviewing): string => {
  const undecided = entries.filter(({ episode }) => !episode.review).length;
  const counts = [
    countOf(entries.filter(({ episode }) => isUpheld(episode)).length, 'episode'),
    undecided > 0 && undecided < entries.length ? `${undecided} to review` : '',
    rejected.length > 0 ? `${rejected.length} rejected` : '',
    failed.length > 0 ? `${failed.length} failed` : '',
  ].filter(part => part !== '');
  const ended = run.outcome === 'done' ? '' : style('error', ` · ${run.outcome} before the end`);
  return `${counts.join(', ')} ${style('dim', `· ${runWords(run)}`)}${ended}`;
};

const runWords = ({ engine, model, startedAt, usage, cost }: Run): string =>
  [
    sanitise(model === null ? engine : `${engine} ${model}`),
    startedAt.slice(0, 16).replace('T', ' '),
    usage ? `${usage.input} tokens in, ${usage.output} out` : '',
    cost === null ? '' : `$${cost.toFixed(4)}`,
  ]
    .filter(part => part !== '')
    .join(' · ');

const phaseWords = ({ name }: Phase): string => {
  if (name === 'choosing') return 'Who shall look for misalignment episodes?';
  if (name === 'asking') return 'Nothing has been sent yet.';
  if (name === 'previewing') return 'Nothing has been sent yet: this would be.';
  if (name === 'comparing') return 'What its runs say of the same session.';
  if (name === 'running') return 'Looking for episodes…';
  return name === 'planning' ? 'Reading the session…' : '';
};

/** In place of an episode where the run found none. */
export const noEpisodeLines = (
  { run, rejected }: ReviewedRun,
  width: number,
  keys: Bindings<unknown>,
): string[] =>
  wrap(
    rejected.length > 0
      ? nameKeys('No episode stood up to the evidence. {showAll} shows what was rejected, and why.', keys)
      : `No misalignment episode found${run.engine === 'offline' ? ': no pushback that the offline rules can quote' : ''}.`,
    width,
  );

/** What the run rejected and what failed in it. */
export const toRestLines = ({ rejected, failed }: ReviewedRun, width: number): string[] => [
  '',
  ...(rejected.length + failed.length === 0
    ? [style('dim', '  Nothing was rejected and nothing failed.')]
    : []),
  ...rejected.flatMap(({ candidate, reason, note }) =>
    paragraph(
      `${style('error', '✗ rejected')} ${oneLine(candidate.name, 200)} ${style('dim', `${reason.replaceAll('_', ' ')}: ${oneLine(note, 400)}`)}`,
      width,
    ),
  ),
  ...failed.flatMap(({ stage, item, error, reply }) =>
    paragraph(
      `${style('error', `✗ ${stage} failed`)} ${oneLine(item, 60)}: ${oneLine(error, 400)} ${style('dim', oneLine(reply, 200))}`,
      width,
    ),
  ),
];
