import { actWords } from '../../../domain/act-words.ts';
import { countOf, formatCount } from '../../../domain/count-of.ts';
import type { Finder } from '../../../domain/match-words.ts';
import type { Moment, MomentGrouping, MomentOrder } from '../../../domain/moment.ts';
import { groupName } from '../../../domain/moment-group.ts';
import { projectName } from '../../../domain/project-name.ts';
import { parseQuery, problemWords } from '../../../domain/query.ts';
import { oneLine, sanitise } from '../../../domain/sanitise.ts';
import { lastActive, type SessionSummary } from '../../../domain/session-summary.ts';
import { fit } from '../../parts/row.tsx';
import { className, pushbackMark, style } from '../../theme.ts';
import { formatAge } from '../browse/browse-rows.ts';
import { paintWords } from '../replay/ranges.ts';
import type { ListLine } from './moments-layout.ts';
import type { MomentsState } from './moments-state.ts';

export type MomentRow = {
  readonly session: SessionSummary | undefined;
  /** What is looked for. */
  readonly find: Finder;
  /** Did the person say so themselves? */
  readonly isOwn: boolean;
  readonly isSelected: boolean;
  readonly now: Date;
  readonly width: number;
};

/** From so many columns on act and words stand side by side. */
export const sideBySideFrom = 100;

/** One line: how strong, of which class, what the agent had done, what the developer said, where and when. */
export const toMomentRow = (moment: Moment | undefined, row: MomentRow): string => {
  const pointer = row.isSelected ? style('accent', '❯') : ' ';
  if (!moment) return `${pointer} ${style('dim', '…')}`;
  const { width, now, session } = row;
  const { strength, class: name } = moment.pushback;
  const sure = `${String(Math.round(strength * 100)).padStart(3)}%`;
  const label = `${row.isOwn ? '✓' : pushbackMark} ${className(name)}`;
  const left = `${pointer} ${sure} ${style('pushback', fit(label, width >= 70 ? 22 : 12))} `;
  const project = sanitise(projectName(session?.head.project ?? ''));
  const age = session ? formatAge(now.getTime() - Date.parse(lastActive(session))) : '';
  const right = `${width >= sideBySideFrom ? ` ${style('dim', fit(project, 16))}` : ''} ${style('dim', fit(age, 4))}`;
  const room = Math.max(4, width - (width >= 70 ? 30 : 20) - (width >= sideBySideFrom ? 22 : 5));
  const act = width >= sideBySideFrom ? Math.floor(room * 0.35) : 0;
  const said = oneLine(moment.words, 400) || style('dim', 'stopped without a word');
  const words = fit(paintWords(said, row.find), room - (act > 0 ? act + 3 : 0));
  const acted = act > 0 ? `${style('dim', fit(briefly(moment), act))} ${style('dim', '│')} ` : '';
  return `${left}${acted}${words}${right}`;
};

const briefly = ({ act }: Moment): string => (act ? actWords(act) || oneLine(act.words, 200) : '');

export const toHeadingRow = ({ group }: Extract<ListLine, { kind: 'heading' }>, width: number): string =>
  fit(
    `${style('bold', groupName(group))} ${style('dim', `${formatCount(group.count)}, up to ${Math.round(group.strongest * 100)}%`)}`,
    width,
  );

const orderWords: Readonly<Record<MomentOrder, string>> = {
  strongest: 'strongest first',
  newest: 'newest first',
};
const groupWords: Readonly<Record<MomentGrouping, string>> = {
  none: '',
  class: ' · by class',
  about: ' · by topic',
};

/** Two lines above the list: what it is; what is looked for, what is wrong with that, or what was just done. */
export const toMomentsHeader = (state: MomentsState, reading: string): [string, string] => {
  const { asked, answer, answered, typing, said } = state;
  const busy = answered === asked.generation ? '' : ' …';
  const where = asked.project === null ? 'everywhere' : `in ${oneLine(asked.project, 200)}`;
  const title = `${style('pushback', `${pushbackMark} ${answered === 0 ? 'moments' : countOf(answer.total, 'moment')}`)} ${orderWords[asked.order]}${groupWords[asked.by]} · ${where}${busy}${reading}`;
  const line =
    typing || asked.query ? `${style('accent', '/')}${sanitise(asked.query)}${typing ? '▏' : ''} ` : '';
  const problem = problemWords([
    ...parseQuery(asked.query).problems,
    ...(asked.query === '' ? answer.problems : []),
  ]);
  const instead = answer.instead.map(
    ({ typed, meant }) => `nothing says “${oneLine(typed, 40)}”, this is “${oneLine(meant, 40)}”`,
  );
  const rest = problem ? style('error', problem) : style('dim', said || instead.join(' · '));
  return [title, `${line}${rest}`];
};

/** What an empty list says. */
export const emptyWords = ({ asked, answered }: MomentsState, isReading: boolean): string => {
  if (answered === 0 || isReading) return 'Looking for pushback…';
  return asked.query || asked.project
    ? 'No moment fits: {filter} and {scope} look for others.'
    : 'No pushback was found. What is a little too weak shows in a replay with a lower threshold.';
};
