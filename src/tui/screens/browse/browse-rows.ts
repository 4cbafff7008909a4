import { sanitise } from '../../../domain/sanitise.ts';
import { lastActive, type SessionSummary } from '../../../domain/session-summary.ts';
import { fit } from '../../parts/row.tsx';
import { bars, pushbackMark, style } from '../../theme.ts';
import type { BrowseState } from './browse-state.ts';

const sparkCells = 8;

/** One line of the list: title first to be cut last, then what fits: project, agent, turns, age, pushback. */
export const toSessionRow = (
  session: SessionSummary,
  width: number,
  now: Date,
  isSelected: boolean,
): string => {
  const { head, counts } = session;
  const age = formatAge(now.getTime() - Date.parse(lastActive(session)));
  const marks = counts && counts.pushbacks.length > 0 ? `${pushbackMark}${counts.pushbacks.length}` : '';
  const turns = counts ? String(counts.developerTurns + counts.agentTurns) : '…';
  const project = sanitise(head.project?.split(/[\\/]/).at(-1) ?? '');
  const right = [
    ...(width >= 100 ? [style('dim', fit(project, 18))] : []),
    ...(width >= 70 ? [style('accent', fit(sanitise(head.agent), 11))] : []),
    ...(width >= 60 ? [fit(`${turns} turns`, 10)] : []),
    ...(width >= 60 ? [style('pushback', fit(counts ? sparkline(session) : '', sparkCells))] : []),
    style('pushback', fit(marks, 5)),
    style('dim', fit(age, 4)),
  ].join(' ');
  const rest = width - rightWidth(width) - 3;
  const title = fit(sanitise(head.title).replace(/\s+/g, ' '), Math.max(4, rest));
  return `${isSelected ? style('accent', '❯') : ' '} ${isSelected ? style('bold', title) : title} ${right}`;
};

const rightWidth = (width: number): number =>
  5 + 1 + 4 + (width >= 60 ? 11 + sparkCells + 1 : 0) + (width >= 70 ? 12 : 0) + (width >= 100 ? 19 : 0);

/** Where in the session its pushback lies, strongest moment of each eighth. */
export const sparkline = ({ counts }: SessionSummary): string => {
  if (!counts || counts.pushbacks.length === 0) return '';
  const turns = Math.max(1, counts.developerTurns + counts.agentTurns);
  const cells = new Array<number>(sparkCells).fill(0);
  for (const { turn, strength } of counts.pushbacks) {
    const cell = Math.min(sparkCells - 1, Math.floor(((turn - 1) * sparkCells) / turns));
    cells[cell] = Math.max(cells[cell] ?? 0, strength);
  }
  return cells.map(strength => (strength === 0 ? '·' : bars[Math.min(7, Math.floor(strength * 8))])).join('');
};

export const formatAge = (milliseconds: number): string => {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return `${minutes}m`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}h`;
  const days = Math.floor(minutes / 1440);
  return days < 100 ? `${days}d` : days < 730 ? `${Math.floor(days / 30)}mo` : `${Math.floor(days / 365)}y`;
};

/** The line above the list: what is shown, of how many, and how far the reading is. */
export const toBrowseHeader = (state: BrowseState, samplesReason: string | null): string => {
  const loading = state.loading ? ` · reading ${state.progress.done}/${state.progress.total}` : '';
  const problems =
    state.problems > 0 ? ` · ${state.problems} files not read (pushback doctor lists them)` : '';
  const filters = [state.agent, state.pushbackOnly ? 'with pushback' : null].filter(Boolean).join(', ');
  const samples = samplesReason ? style('mark', ` · samples: ${samplesReason}`) : '';
  return `${style('bold', 'pushback')} ${state.shown.length} of ${state.sessions.length} sessions · ${state.sort}${filters ? ` · ${sanitise(filters)}` : ''}${loading}${problems}${samples}`;
};

/** What an empty list says: why, and what to do. */
export const emptyLine = (state: BrowseState): string => {
  if (state.loading) return 'Looking for sessions…';
  if (state.sessions.length > 0) return 'No session fits: esc clears the filters.';
  return 'No session found. Name a folder of logs: pushback --sessions DIR, or see pushback doctor.';
};
