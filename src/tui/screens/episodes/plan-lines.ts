import type { ClassifyPlan } from '../../../app/classify-session.ts';
import { countOf } from '../../../domain/count-of.ts';
import { type StageName, stageNames } from '../../../domain/episode.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import { style } from '../../theme.ts';
import type { Phase } from './episodes-state.ts';
import { paragraph } from './paragraph.ts';

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
  label: 'turns',
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
