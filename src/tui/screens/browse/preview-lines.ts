import wrapAnsi from 'wrap-ansi';
import { countOf } from '../../../domain/count-of.ts';
import { lineageWords, noLineage } from '../../../domain/lineage.ts';
import type { Pushback } from '../../../domain/pushback.ts';
import { oneLine } from '../../../domain/sanitise.ts';
import { lastActive, type SessionSummary } from '../../../domain/session-summary.ts';
import { className, pushbackMark, style } from '../../theme.ts';
import { formatAge, titleOf } from './browse-rows.ts';

const mostMoments = 6;

/** What one would want to know of a session before opening it: where it was pushed back on, what it is, and how much. */
export const toPreviewLines = (session: SessionSummary, now: Date, width: number): string[] => {
  const { head, counts, lineage = noLineage } = session;
  const wrap = (text: string) => wrapAnsi(text, Math.max(8, width), { hard: true }).split('\n');
  const fact = (name: string, value: string | null) =>
    value ? wrap(`${style('dim', name.padEnd(8))} ${oneLine(value, 400)}`) : [];
  const moments = counts ? momentLines(counts.pushbacks, wrap) : [];
  return [
    ...wrap(style('bold', titleOf(session))).slice(0, 2),
    '',
    ...(moments.length > 0 ? [...moments, ''] : []),
    ...fact('agent', [head.agent, head.model].filter(Boolean).join(' · ')),
    ...fact('project', head.project),
    ...fact('branch', head.branch),
    ...lineageWords(lineage).flatMap(({ name, words }) => fact(name, words)),
    ...fact('active', `${formatAge(now.getTime() - Date.parse(lastActive(session)))} ago`),
    ...(counts ? fact('turns', countWords(counts)) : fact('turns', 'not read to the end yet')),
  ];
};

const countWords = (counts: NonNullable<SessionSummary['counts']>): string =>
  [
    `${counts.developerTurns} developer, ${counts.agentTurns} agent`,
    countOf(counts.toolCalls, 'tool call'),
    countOf(counts.pushbacks.length, 'pushback'),
  ].join(' · ');

/** The strongest pushback first, each with the words that decided it. */
const momentLines = (pushbacks: readonly Pushback[], wrap: (text: string) => string[]): string[] =>
  [...pushbacks]
    .sort((a, b) => b.strength - a.strength)
    .slice(0, mostMoments)
    .flatMap(({ turn, class: name, strength, signals }) => {
      const words = signals.find(({ kind }) => kind === 'words')?.text ?? signals[0]?.text ?? '';
      const head = `${pushbackMark} ${turn} ${className(name)} ${Math.round(strength * 100)}%`;
      return wrap(`${style('pushback', head)}${words ? ` “${oneLine(words, 160)}”` : ''}`);
    });
