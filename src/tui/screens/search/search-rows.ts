import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Told } from '../../../app/app.ts';
import { countOf, formatCount } from '../../../domain/count-of.ts';
import type { Hit } from '../../../domain/hit.ts';
import type { Finder } from '../../../domain/match-words.ts';
import { problemWords } from '../../../domain/query.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { paintRanges } from '../../paint-ranges.ts';
import { fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';
import { paintWords } from '../replay/ranges.ts';
import { isAsking, type SearchState } from './search-state.ts';

/** Lines that a hit takes. */
export const hitHeight = 3;

/** A hit: the turn before it, its own words with what matched, and where they stand. */
export const toHitRows = (
  hit: Hit,
  session: SessionSummary | undefined,
  width: number,
  isSelected: boolean,
): string[] => {
  const before = hit.before === null ? '' : style('dim', `   ${oneLine(hit.before, 400)}`);
  const words = `${isSelected ? style('accent', '❯') : ' '} ${speakerBar(hit.speaker)} ${paintRanges(
    hit.snippet,
    hit.matches.map(match => ({ ...match, as: 'match' })),
  )}`;
  const place = `turn ${hit.turn} · ${sanitise(session?.head.agent ?? '')} · ${sanitise(session?.head.title ?? hit.session)}`;
  return [fit(before, width), fit(words, width), fit(`${marksOf(hit)}${style('dim', place)}`, width)];
};

/** What is known of a turn besides its words, for those who asked for that. */
const marksOf = ({ pushback, signs, labels }: Hit): string => {
  const others = [...signs.map(sign => signWords[sign]), ...labels].map(word => `${word} · `).join('');
  const sure =
    pushback && `${pushbackMark} ${className(pushback.class)} ${Math.round(pushback.strength * 100)}%`;
  return `    ${sure ? `${style('pushback', sure)} ` : ''}${others}`;
};

const signWords: Readonly<Record<Hit['signs'][number], string>> = {
  refusal: 'refused a call',
  interruption: 'stopped',
};

const speakerBar = (speaker: Hit['speaker']): string => style(speaker, speaker === 'developer' ? '▌' : '│');

/** The turns around a hit, the hit's own in full as far as it fits. */
export const toPreviewRows = (
  around: readonly Told[],
  hit: Hit,
  find: Finder,
  width: number,
  height: number,
): string[] => {
  const rows = around.flatMap(told => {
    const head = style(
      told.speaker,
      `${told.speaker === 'developer' ? '▌' : '│'} ${told.turn} ${told.speaker}`,
    );
    const most = told.turn === hit.turn ? Math.max(4, height - 8) : 3;
    const shown = paintWords(told.text.trim().slice(0, most * width * 2), find);
    return [
      head,
      ...wrapAnsi(shown, Math.max(8, width - 2), { hard: true, trim: false })
        .split('\n')
        .slice(0, most)
        .map(line => `  ${line}`),
    ];
  });
  return rows.slice(0, height).map(row => fit(row, width));
};

const scopeWords = (scope: SearchState['asked']['scope'], near: SessionSummary | null): string => {
  if (scope === 'everywhere' || !near) return '';
  const name = scope === 'project' ? near.head.project?.split(/[\\/]/).at(-1) : near.head.title;
  return ` in ${scope} “${oneLine(name ?? '', 30)}”`;
};

/** What is wrong in a query: below its place where there is room, else with its column. */
export const toProblemLine = (
  problems: SearchState['answer']['problems'],
  queryFrom: number,
  width: number,
): string => {
  const [only, ...more] = problems;
  const below = only && more.length === 0 ? `${' '.repeat(queryFrom + only.at)}^ ${only.what}` : '';
  return below !== '' && below.length <= width ? below : problemWords(problems);
};

/** The end of what is typed, as far as it fits. */
export const toInput = (query: string, width: number): string => {
  const shown = sanitise(query);
  const length = stringWidth(shown);
  return length <= width ? shown : `…${sliceAnsi(shown, length - width + 1)}`;
};

/** How many answers there are, where they stand, and what was looked for in place of what was typed. */
export const toCountLine = ({ asked, answer, completed, near }: SearchState, sessions: number): string => {
  if (!isAsking(asked))
    return 'words, "a phrase", -not, or, agent: project: class: in:path has:pushback strength>0.7 after:2026-01-01';
  const busy = completed === asked.generation ? '' : ' …';
  const where = scopeWords(asked.scope, near);
  if (answer.total === 0)
    return busy ? `looking${where}…` : `No turn matches${where}. Fewer words find more.`;
  const instead = answer.instead.map(
    ({ typed, meant }) => `nothing says “${oneLine(typed, 40)}”, this is “${oneLine(meant, 40)}” · `,
  );
  const shown = answer.total > answer.hits.length ? `, newest ${answer.hits.length} shown` : '';
  const turns = answer.isCounted ? countOf(answer.total, 'turn') : `${formatCount(answer.total)}+ turns`;
  const of = sessions > 0 ? ` of ${countOf(sessions, 'session')}` : '';
  return `${instead.join('')}${turns}${of}${where}${shown}${busy}`;
};
