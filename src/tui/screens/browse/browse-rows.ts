import { countOf } from '../../../domain/count-of.ts';
import { projectName } from '../../../domain/project-name.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import { noPrompt } from '../../../domain/session.ts';
import { lastActive, type SessionSummary } from '../../../domain/session-summary.ts';
import { fit } from '../../parts/row.tsx';
import { bars, episodeMark, pushbackMark, type StyleName, style } from '../../theme.ts';
import type { BrowseState } from './browse-state.ts';

const sparkCells = 8;

export type RowView = {
  readonly width: number;
  readonly now: Date;
  readonly isSelected: boolean;
  /** How many episodes were found; null when the session was never classified. */
  readonly episodes: number | null;
};

/** One line of the list: title first to be cut last, then what fits: project, agent, turns, pushback, episodes, age. */
export const toSessionRow = (
  session: SessionSummary,
  { width, now, isSelected, episodes }: RowView,
): string => {
  const right = rightCells(session, now, episodes).filter(cell => width >= cell.from);
  const rightWidth = right.reduce((sum, cell) => sum + cell.width + 1, 0);
  // A column is left free before what may stand beside the list.
  const title = fit(titleOf(session), Math.max(4, width - rightWidth - 3));
  const cells = right.map(({ text, width, as, isNumber }) =>
    style(as, fit(isNumber ? text.padStart(width) : text, width)),
  );
  return `${isSelected ? style('accent', '❯') : ' '} ${isSelected ? style('bold', title) : title} ${cells.join(' ')}`;
};

/** Of a log whose beginning alone was read no one knows yet that it has no prompt. */
export const titleOf = ({ head, counts }: SessionSummary): string =>
  counts === null && head.title === noPrompt ? '…' : oneLine(head.title, 600);

/** A cell is drawn on screens of at least `from` columns. */
type Cell = {
  readonly text: string;
  readonly width: number;
  readonly as: StyleName;
  readonly from: number;
  /** Numbers stand below each other. */
  readonly isNumber?: boolean;
};

const rightCells = (session: SessionSummary, now: Date, episodes: number | null): Cell[] => {
  const { head, counts } = session;
  const pushbacks = counts?.pushbacks.length ?? 0;
  const turns = counts ? countOf(counts.developerTurns + counts.agentTurns, 'turn') : '…';
  const project = sanitise(projectName(head.project ?? ''));
  const age = formatAge(now.getTime() - Date.parse(lastActive(session)));
  return [
    { text: project, width: 18, as: 'dim', from: 100 },
    { text: sanitise(head.agent), width: 12, as: 'accent', from: 70 },
    { text: turns, width: 10, as: 'plain', from: 60, isNumber: true },
    { text: sparkline(session), width: sparkCells, as: 'pushback', from: 60 },
    { text: pushbacks > 0 ? `${pushbackMark}${pushbacks}` : '', width: 4, as: 'pushback', from: 0 },
    { text: episodes === null ? '' : `${episodeMark}${episodes}`, width: 3, as: 'episode', from: 50 },
    { text: age, width: 4, as: 'dim', from: 0, isNumber: true },
  ];
};

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
  const { done, total, of } = state.progress;
  const doing = of === 'words' ? 'reading' : 'looking for pushback';
  const loading = state.loading ? ` · ${doing} ${done}/${total}` : '';
  const problems =
    state.problems > 0 ? ` · ${countOf(state.problems, 'file')} not read (pushback doctor lists them)` : '';
  const filters = [state.agent, state.pushbackOnly ? 'with pushback' : null].filter(Boolean).join(', ');
  const samples = samplesReason ? style('mark', ` · samples: ${samplesReason}`) : '';
  return `${style('bold', 'pushback')} ${state.shown.length} of ${countOf(state.sessions.length, 'session')} · ${state.sort}${filters ? ` · ${sanitise(filters)}` : ''}${loading}${problems}${samples}`;
};

/** What an empty list says: why, and what to do. */
export const emptyLine = (state: BrowseState, narrowedBy: string): string => {
  if (state.loading) return 'Looking for sessions…';
  if (state.sessions.length > 0) return 'No session fits: {unfilter} clears the filters.';
  if (narrowedBy) return `No session fits ${sanitise(narrowedBy)}: start without it to see all.`;
  return 'No session found. Name a folder of logs: pushback --sessions DIR, or see pushback doctor.';
};
