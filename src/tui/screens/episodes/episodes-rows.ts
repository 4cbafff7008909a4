import wrapAnsi from 'wrap-ansi';
import type { ClassifyPlan } from '../../../app/classify-session.ts';
import { countOf } from '../../../domain/count-of.ts';
import {
  type Classification,
  type Episode,
  type Evidence,
  type Run,
  type StageName,
  stageNames,
} from '../../../domain/episode.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import { labelName } from '../../../domain/taxonomy.ts';
import { episodeMark, style } from '../../theme.ts';
import { spanWords } from '../replay/span-words.ts';
import { type EpisodesState, type Phase, type Stop, stopsOf } from './episodes-state.ts';

/** Screen lines, and the one that the cursor stands on. */
export type Document = { readonly lines: readonly string[]; readonly cursorLine: number };

/** The episodes one below the other, the one under the cursor open. Costs what the result holds, not the session. */
export const toDocument = ({ classification, cursor, all }: EpisodesState, width: number): Document => {
  if (!classification) return { lines: [], cursorLine: 0 };
  const stops = stopsOf(classification);
  const open = stops[cursor]?.episode;
  const lines: string[] = [];
  let cursorLine = 0;
  for (const [at, stop] of stops.entries()) {
    if (stop.evidence !== null && stop.episode !== open) continue;
    if (at === cursor) cursorLine = lines.length;
    lines.push(...stopLines(stop, at === cursor, stop.episode === open, width));
  }
  if (stops.length === 0) lines.push(...wrap(noEpisode(classification), width));
  if (all) lines.push(...restLines(classification, width));
  return { lines, cursorLine };
};

const noEpisode = ({ run, rejected }: Classification): string =>
  rejected.length > 0
    ? 'No episode stood up to the evidence. x shows what was rejected, and why.'
    : `No misalignment episode found${run.engine === 'offline' ? ': no pushback that the offline rules can quote' : ''}.`;

const stopLines = (stop: Stop, isHere: boolean, isOpen: boolean, width: number): string[] =>
  stop.evidence === null
    ? [headLine(stop.episode, isHere), ...(isOpen ? detailLines(stop.episode, width) : [])]
    : quoteLines(stop.evidence, isHere, width);

const pointer = (isHere: boolean): string => (isHere ? style('accent', '❯') : ' ');

const headLine = (
  { id, name, annotation, onset, pushback, confidence }: Episode,
  isHere: boolean,
): string => {
  const place = [onset, pushback[0]].filter(turn => turn !== null && turn !== undefined).join('→');
  const facts = [annotation.symptom.labels.join('+'), place ? `turn ${place}` : '', confidence];
  const title = `${episodeMark} ${id} ${oneLine(name, 200)}`;
  return `${pointer(isHere)} ${style('episode', title)} ${style('dim', facts.filter(Boolean).join(' · '))}`;
};

const detailLines = (episode: Episode, width: number): string[] => {
  const { symptom, cause, outcome, resolution } = episode.annotation;
  const causes = cause.labels.map(({ label, tier }) => `${labelName(label)}${tier ? ` (${tier})` : ''}`);
  const locus = outcome.locus ? ` in ${labelName(outcome.locus)}` : '';
  const resolver = resolution.resolver ? `, ${labelName(resolution.resolver)}` : '';
  const symptoms = symptom.labels.map(labelName).join(', ');
  return [
    ...paragraph(sanitise(episode.description), width),
    ...axis('symptom', symptom.other ? `${symptoms}: ${symptom.other}` : symptoms, symptom.reasoning, width),
    ...axis('cause', causes.join(', '), cause.reasoning, width),
    ...axis('outcome', `${labelName(outcome.severity)}${locus}`, outcome.reasoning, width),
    ...axis('resolution', `${labelName(resolution.status)}${resolver}`, resolution.reasoning, width),
    ...spanLine(episode, width),
  ];
};

const axis = (name: string, label: string, reasoning: string, width: number): string[] =>
  paragraph(
    `${style('bold', name.padEnd(10))} ${sanitise(label)} ${style('dim', sanitise(reasoning))}`,
    width,
  );

/** From onset to pushback: what it cost before it was seen, as far as the log can tell. */
const spanLine = ({ span }: Episode, width: number): string[] => {
  const words = spanWords(span);
  return words ? paragraph(`${style('bold', 'undetected')} ${words}`, width) : [];
};

const quoteLines = (
  { turn, quote, context, located }: Evidence,
  isHere: boolean,
  width: number,
): string[] => {
  const how = located === 'exact' ? '' : style('dim', ` (${located})`);
  const text = `${style('bold', `turn ${turn}`)} “${style(isHere ? 'evidence' : 'plain', oneLine(quote, 300))}”${how} ${style('dim', oneLine(context, 200))}`;
  return paragraph(text, width).map((line, at) =>
    at === 0 && isHere ? `  ${style('accent', '❯')} ${line.slice(4)}` : line,
  );
};

const restLines = ({ rejected, failed }: Classification, width: number): string[] => [
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

/** Two lines above the list: which session, and who classified it when, for how much. */
export const toHeaderRows = ({ summary, classification, phase }: EpisodesState): [string, string] => [
  `${style('episode', `${episodeMark} episodes`)} ${style('accent', sanitise(summary.head.agent))} ${oneLine(summary.head.title, 400)}`,
  classification && phase.name === 'results' ? runLine(classification) : style('dim', phaseWords(phase)),
];

const runLine = ({ run, episodes, rejected, failed }: Classification): string => {
  const counts = [
    countOf(episodes.length, 'episode'),
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
  if (name === 'running') return 'Looking for episodes…';
  return name === 'planning' ? 'Reading the session…' : '';
};

/** What a person must know before a yes: where, what, for how much, and what is held back. */
export const toPlanLines = (plan: ClassifyPlan, width: number): string[] => {
  const hidden = Object.entries(plan.hidden).map(([kind, count]) => `${count} ${kind}`);
  const cost = plan.cost === null ? 'unknown price' : `about $${plan.cost.toFixed(4)}`;
  const fact = (name: string, value: string) =>
    paragraph(`${style('bold', name.padEnd(9))} ${sanitise(value)}`, width);
  return [
    style(
      'mark',
      `  ${leavesMachine(plan) ? 'This session would leave this machine.' : 'This session would go to a program on this machine.'}`,
    ),
    '',
    ...fact('endpoint', plan.endpoint ?? ''),
    ...fact('model', plan.model ?? ''),
    ...fact('sends', `${sessionWords(plan)}, then each candidate’s quotes: about ${plan.tokens} tokens`),
    ...fact('costs', `${cost} (${plan.basis})`),
    ...fact('hides', hidden.join(', ') || 'no secret was found to hide'),
    ...plan.warnings.flatMap(warning => paragraph(style('error', `! ${sanitise(warning)}`), width)),
    '',
    `  ${style('bold', 'y')} sends it, ${style('bold', 'n')} does not.`,
  ];
};

const sessionWords = ({ turns, windows }: ClassifyPlan): string =>
  windows.length < 2
    ? `the session’s ${countOf(turns, 'turn')} once`
    : `the session’s ${turns} turns in ${windows.length} overlapping windows`;

const leavesMachine = ({ endpoint }: ClassifyPlan): boolean =>
  !/^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/.test(endpoint ?? '');

const stageWords: Readonly<Record<StageName, string>> = {
  extract: 'candidates',
  validate: 'evidence',
  annotate: 'labels',
};

/** One line a stage, with a bar. */
export const toProgressLines = (phase: Extract<Phase, { name: 'running' }>): string[] => [
  ...stageNames.map(stage => {
    const { done, total } = phase.progress[stage] ?? { done: 0, total: 0 };
    const filled = total > 0 ? Math.round((done / total) * barWidth) : 0;
    const bar = style('accent', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
    return `  ${stageWords[stage].padEnd(10)} ${bar} ${total > 0 ? `${done}/${total}` : ''}`;
  }),
  '',
  style(
    'dim',
    phase.stopping ? '  Stopping; what is found until now is kept…' : '  esc stops and keeps what is found.',
  ),
];
const barWidth = 20;

const paragraph = (text: string, width: number): string[] => wrap(text, width - 4).map(line => `    ${line}`);
const wrap = (text: string, width: number): string[] =>
  wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
