import type { SessionSummary } from '../../domain/session-summary.ts';
import { toCount, toNumber, toShare, unknown } from '../figure.ts';
import { rateRange } from '../intervals.ts';
import type { JudgedSession } from '../judged-session.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import { sumOf } from '../tally.ts';

export type Grouping = {
  readonly id: string;
  readonly title: string;
  /** The group of a session; null: its log does not say. */
  readonly groupOf: (session: SessionSummary) => string | null;
  readonly order: 'most turns first' | 'by name';
};

/** So many groups are told; the rest are one. */
const mostGroups = 20;

/** Pushback and episodes by agent, model, project or time. `judged` holds the classified sessions by id. */
export const toGroupTable = (
  { id, title, groupOf, order }: Grouping,
  sessions: readonly SessionSummary[],
  judged: ReadonlyMap<string, JudgedSession>,
): Table => {
  const groups = [...Map.groupBy(sessions, session => groupOf(session) ?? 'unknown')];
  const ordered = groups.toSorted(([a, some], [b, others]) =>
    order === 'by name' ? a.localeCompare(b) : turnsOf(others) - turnsOf(some) || a.localeCompare(b),
  );
  const told = order === 'by name' ? ordered : ordered.slice(0, mostGroups);
  const rest = ordered.slice(told.length).flatMap(([, some]) => some);
  return {
    id,
    title,
    of: 'developer turns that push back; episodes of the classified sessions by their developer turns',
    columns: [
      whole('pushback', 'turns that push back'),
      value('sessions', 'sessions'),
      value('touched', 'sessions with any'),
      whole('rate', 'episodes per 100 turns'),
    ],
    chart: order === 'by name' ? 'line' : 'bars',
    rows: [
      ...told.map(([label, some]) => toRow(label, some, judged)),
      ...(rest.length > 0 ? [toRow(`${ordered.length - told.length} others`, rest, judged)] : []),
    ],
  };
};

const toRow = (
  label: string,
  sessions: readonly SessionSummary[],
  judged: ReadonlyMap<string, JudgedSession>,
): TableRow => {
  const pushbacks = sumOf(sessions, ({ counts }) => counts?.pushbacks.length ?? 0);
  const classified = sessions.flatMap(({ head }) => judged.get(head.id) ?? []);
  const episodes = sumOf(classified, one => one.episodes.length);
  const turns = sumOf(classified, ({ developerTurns }) => developerTurns ?? 0);
  const rate = (100 * episodes) / turns;
  const touched = sessions.filter(({ counts }) => (counts?.pushbacks.length ?? 0) > 0);
  return {
    label,
    name: '',
    figures: {
      pushback: toShare(pushbacks, turnsOf(sessions)),
      sessions: toCount(sessions.length),
      touched: toShare(touched.length, sessions.length),
      rate: toNumber(rate, turns, rateRange(rate, episodes)),
    },
  };
};

const turnsOf = (sessions: readonly SessionSummary[]): number =>
  sumOf(sessions, ({ counts }) => counts?.developerTurns ?? 0);

/** How full the context was when a developer pushed back: no log that we read says it turn by turn. */
export const contextTable: Table = {
  id: 'context',
  title: 'By fill of the context',
  of: 'nothing: the list of sessions keeps no count of the tokens in the context at a turn',
  columns: [whole('here', 'turns that push back')],
  chart: 'none',
  rows: [{ label: 'context fill', name: '', figures: { here: unknown } }],
};
