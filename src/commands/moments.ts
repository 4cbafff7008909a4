import type { MomentsAnswer } from '../app/app.ts';
import type { CommandApp } from '../app/open-app.ts';
import { actWords } from '../domain/act-words.ts';
import { countOf } from '../domain/count-of.ts';
import type { Moment, MomentGroup, MomentGrouping, MomentOrder } from '../domain/moment.ts';
import { groupName } from '../domain/moment-group.ts';
import { oneLine } from '../domain/sanitise.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

export type MomentsOptions = {
  readonly json: boolean;
  readonly order: MomentOrder;
  readonly by: MomentGrouping;
  /** Infinity prints all. */
  readonly limit: number;
};

/** `pushback moments [SESSION…]`: pushback of some sessions or of all, strongest or newest first, in groups if wanted. */
export const moments = async (
  app: CommandApp,
  sessions: readonly string[],
  options: MomentsOptions,
  { out, talk }: Output,
): Promise<void> => {
  const paths = await readPaths(app, sessions);
  const { threshold } = await app.config();
  const print = createPrinter(options, out);
  let told = 0;
  for (let from = 0; from < options.limit; from += pageLength) {
    const limit = Math.min(pageLength, options.limit - from);
    const { order, by } = options;
    const within = { session: null, project: null };
    const page = await app.moments({
      ...{ query: '', threshold, within, paths, order, by },
      ...{ from, limit, chars: mostChars },
    });
    refuse(page);
    told += page.moments.length;
    const isLast = from + limit >= Math.min(page.total, options.limit);
    print(page, isLast);
    if (!isLast) continue;
    talk(`${countOf(page.total, 'moment')}${page.total > told ? `, ${told} shown (--limit)` : ''}.`);
    return;
  }
};

/** So many are held at a time, however many there are. */
const pageLength = 500;
/** As much as the index keeps of a turn. */
const mostChars = 100_000;

/** Reads what is asked for; null is the whole library. */
const readPaths = async (app: CommandApp, sessions: readonly string[]): Promise<readonly string[] | null> => {
  if (sessions.length > 0) {
    const chosen = await Promise.all(sessions.map(app.resolve));
    return chosen.map(({ head }) => head.path);
  }
  await app.library();
  return null;
};

const refuse = ({ total, problems: [problem] }: MomentsAnswer): void => {
  if (problem) throw new UserError(problem.what, '`pushback doctor` says where the index is.');
  if (total === 0)
    throw new UserError(
      'No pushback found.',
      'Detection reads words and the signs a log shows; `pushback show SESSION` shows the turns.',
      { code: 3 },
    );
};

type Print = (page: MomentsAnswer, isLast: boolean) => void;

const createPrinter = ({ json }: MomentsOptions, out: Output['out']): Print =>
  json ? createJsonPrinter(out) : createTextPrinter(out);

/** One JSON value, written page by page. */
const createJsonPrinter = (out: Output['out']): Print => {
  let isBegun = false;
  return ({ moments: page, groups }, isLast) => {
    if (!isBegun) out('{ "moments": [');
    isBegun = true;
    out(`${page.map(moment => toJson(toMomentJson(moment))).join(',\n')}${isLast ? '' : ','}`);
    if (isLast) out(`], "groups": ${toJson(groups)} }`);
  };
};

const createTextPrinter =
  (out: Output['out']): Print =>
  ({ moments: page, groups, from }) =>
    out(page.flatMap((moment, at) => [...headingAt(groups, from + at), ...toMomentLines(moment)]).join('\n'));

/** What is said before the first moment of a group. */
const headingAt = (groups: readonly MomentGroup[], place: number): string[] => {
  let first = 0;
  for (const group of groups) {
    if (first === place) return [`${first > 0 ? '\n' : ''}${groupName(group)}: ${group.count}`];
    if (first > place) break;
    first += group.count;
  }
  return [];
};

const toMomentLines = ({ session, turn, pushback, words, act }: Moment): string[] => [
  `${pushback.strength.toFixed(2)} ${pushback.class} ${session} turn ${turn}`,
  ...(act && actWords(act) ? [`    after ${actWords(act)}`] : []),
  `    ${oneLine(words, 200)}`,
];

/** A moment as every `--json` output prints it. */
export const toMomentJson = ({
  session,
  turn,
  at,
  pushback,
  words,
  previous,
  act,
  origin,
  rule,
}: Moment) => ({
  session,
  turn,
  at,
  class: pushback.class,
  secondary: pushback.secondary,
  strength: pushback.strength,
  signals: pushback.signals,
  text: words,
  previous,
  onset: origin?.onset ?? null,
  span: origin?.span ?? null,
  rule,
  about: pushback.about ?? null,
  act: act && { turn: act.turn, paths: act.paths, commands: act.commands },
});
