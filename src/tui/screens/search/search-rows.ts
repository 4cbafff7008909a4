import type { Hit } from '../../../domain/hit.ts';
import { sanitise } from '../../../domain/sanitise.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { paintRanges } from '../../paint-ranges.ts';
import { fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';

/** Two lines a hit: the words with what matched, and where they stand. */
export const toHitRows = (
  hit: Hit,
  session: SessionSummary | undefined,
  width: number,
  isSelected: boolean,
): [string, string] => {
  const who = style(hit.speaker, hit.speaker === 'developer' ? '▌' : '│');
  const mark = hit.pushback
    ? ` ${style('pushback', `${pushbackMark} ${className(hit.pushback.class)}`)}`
    : '';
  const words = `${isSelected ? style('accent', '❯') : ' '} ${who} ${paintRanges(
    hit.snippet,
    hit.matches.map(match => ({ ...match, as: 'match' })),
  )}`;
  const place = `    turn ${hit.turn} · ${sanitise(session?.head.agent ?? '')} · ${sanitise(session?.head.title ?? hit.session)}`;
  return [fit(words, width), fit(`${style('dim', place)}${mark}`, width)];
};
