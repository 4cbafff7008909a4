import { adapters } from '../adapters/index.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { UserError } from '../errors.ts';

const mostListed = 8;

/** The ids that an argument may be, written in full: with its source as it stands, or without. */
export const idsOf = (argument: string): string[] => {
  const wanted = argument.trim();
  return [wanted, ...adapters.map(({ source }) => `${source}:${wanted}`)];
};

/** The one session of some with exactly this id; undefined when there is none or more than one. */
export const pickById = (argument: string, sessions: readonly SessionSummary[]): SessionSummary | undefined =>
  onlyOne(sessions.filter(hasId(argument.trim().toLowerCase())));

const hasId =
  (wanted: string) =>
  ({ head }: SessionSummary): boolean =>
    head.id.toLowerCase() === wanted || nativeId(head.id) === wanted;

/** Copies of one log have one id; the newest stands for them. */
const onlyOne = (found: readonly SessionSummary[]): SessionSummary | undefined =>
  found.every(({ head }) => head.id === found[0]?.head.id) ? found[0] : undefined;

/**
 * Picks the session that a person named: by id (also without its source), unique beginning of an id, or a piece of the
 * title. Throws UserError: 3 when there is none, 2 when there are several, which it lists.
 */
export const pickSession = (argument: string, sessions: readonly SessionSummary[]): SessionSummary => {
  const wanted = argument.trim().toLowerCase();
  const steps: ((session: SessionSummary) => boolean)[] = [
    hasId(wanted),
    ({ head }) => head.id.toLowerCase().startsWith(wanted) || nativeId(head.id).startsWith(wanted),
    ({ head }) => head.title.toLowerCase() === wanted,
    ({ head }) => head.title.toLowerCase().includes(wanted),
  ];
  for (const fits of wanted ? steps : []) {
    const found = sessions.filter(fits);
    const one = onlyOne(found);
    if (one) return one;
    if (found.length > 0) throw several(argument, found);
  }
  throw new UserError(`No session is called “${argument}”.`, '`pushback list` shows what there is.', {
    code: 3,
  });
};

const nativeId = (id: string): string => id.slice(id.indexOf(':') + 1).toLowerCase();

const several = (argument: string, found: readonly SessionSummary[]): UserError => {
  const rows = found.slice(0, mostListed).map(({ head }) => `  ${head.id}  ${head.title}`);
  const more = found.length > mostListed ? [`  … and ${found.length - mostListed} more`] : [];
  return new UserError(
    [`${found.length} sessions fit “${argument}”:`, ...rows, ...more].join('\n'),
    'Say more of the id or of the title.',
  );
};
