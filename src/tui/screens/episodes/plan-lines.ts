import type { Progress } from '../../../app/app.ts';
import type { ClassifyPlan } from '../../../app/classify-session.ts';
import { countOf } from '../../../domain/count-of.ts';
import { type StageName, stageNames } from '../../../domain/episode.ts';
import { limitWords } from '../../../domain/limit-words.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import { style } from '../../theme.ts';
import type { Phase } from './episodes-state.ts';
import { paragraph, wrap } from './paragraph.ts';

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
    ...fact(
      'sends',
      `${sessionWords(plan)}, then each candidate’s quotes${labelWords(plan)}: about ${plan.tokens} tokens`,
    ),
    ...fact('costs', `${cost} (${plan.basis})`),
    ...fact('limit', limitWords(plan.limits)),
    ...fact('hides', hidden.join(', ') || 'no secret was found to hide'),
    ...plan.warnings.flatMap(warning => paragraph(style('error', `! ${sanitise(warning)}`), width)),
    '',
    `  ${style('bold', 'y')} sends it, ${style('bold', 'n')} does not; ${style('bold', 'p')} shows it, letter by letter.`,
  ];
};

const sessionWords = ({ turns, windows }: ClassifyPlan): string =>
  windows.length < 2
    ? `the session’s ${countOf(turns, 'turn')} once`
    : `the session’s ${turns} turns in ${windows.length} overlapping windows`;

const labelWords = ({ labelled }: ClassifyPlan): string =>
  labelled === 0 ? '' : `, and all of it again to label ${countOf(labelled, 'developer turn')}`;

const leavesMachine = ({ endpoint }: ClassifyPlan): boolean =>
  !/^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/.test(endpoint ?? '');

const stageWords: Readonly<Record<StageName, string>> = {
  extract: 'candidates',
  validate: 'evidence',
  annotate: 'labels',
  label: 'turns',
};

/** One line a stage, with a bar, and what the run has come to. Turns have one where they are labelled. */
export const toProgressLines = (phase: Extract<Phase, { name: 'running' }>, width: number): string[] => [
  ...stageNames.flatMap(stage => {
    if (stage === 'label' && !phase.progress.label) return [];
    const { done, total } = phase.progress[stage] ?? { done: 0, total: 0 };
    const filled = total > 0 ? Math.round((done / total) * barWidth) : 0;
    const bar = style('accent', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
    return `  ${stageWords[stage].padEnd(10)} ${bar} ${total > 0 ? `${done}/${total}` : ''}`;
  }),
  '',
  ...wrap(spentWords(phase.last), width - 2).map(line => `  ${line}`),
  style(
    'dim',
    phase.stopping ? '  Stopping; what is found until now is kept…' : '  esc stops and keeps what is found.',
  ),
];
const barWidth = 20;

const spentWords = (last: Progress | null): string =>
  [
    last?.usage ? countOf(last.usage.input + last.usage.output, 'token') : '',
    last?.cost == null ? '' : `$${last.cost.toFixed(4)}`,
    last?.secondsLeft ? `about ${last.secondsLeft} s left` : '',
  ]
    .filter(part => part !== '')
    .join(' · ');
