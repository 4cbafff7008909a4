import { adapters } from '../adapters/index.ts';
import { oneLine } from '../domain/sanitise.ts';
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

const isNamed = (id: string, wanted: string): boolean =>
  id.toLowerCase() === wanted || nativeId(id) === wanted;
const hasId =
  (wanted: string) =>
  ({ head }: SessionSummary): boolean =>
    isNamed(head.id, wanted);
/** Is it the id of a copy that the session holds whole? */
const holdsCopy =
  (wanted: string) =>
  ({ lineage }: SessionSummary): boolean =>
    lineage?.copies.some(({ id }) => isNamed(id, wanted)) === true;

/** Copies of one log have one id; the newest stands for them. */
const onlyOne = (found: readonly SessionSummary[]): SessionSummary | undefined =>
  found.every(({ head }) => head.id === found[0]?.head.id) ? found[0] : undefined;

/** What an argument may be besides the name of a session, so that its error can tell. */
export type Otherwise = {
  /** What stands at the path that it may be. */
  readonly place: 'file' | 'folder' | null;
  /** The filters of the command line as they were typed; empty when there are none. */
  readonly narrowedBy: string;
};

/**
 * Picks the session that a person named: by id (also without its source, or of a copy in it), unique beginning of an id, or a piece of the
 * title. Throws UserError: 3 when there is none, 2 when there are several, which it lists.
 */
export const pickSession = (
  argument: string,
  sessions: readonly SessionSummary[],
  otherwise: Otherwise,
): SessionSummary => {
  const wanted = argument.trim().toLowerCase();
  const steps: ((session: SessionSummary) => boolean)[] = [
    hasId(wanted),
    holdsCopy(wanted),
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
  throw none(argument, otherwise);
};

const none = (argument: string, { place, narrowedBy }: Otherwise): UserError => {
  const code = 3;
  if (place === 'file')
    return new UserError(
      `No session can be read from the file ${argument}.`,
      'It is empty, or of no format that pushback reads: `pushback doctor` lists the agents.',
      { code },
    );
  if (place === 'folder')
    return new UserError(
      `${argument} is a folder, not a session.`,
      `\`pushback list --sessions ${argument}\` shows the sessions in it.`,
      { code },
    );
  return narrowedBy
    ? new UserError(
        `No session is called “${argument}” among those of ${narrowedBy}.`,
        'Leave that out to look through all of them.',
        { code },
      )
    : new UserError(`No session is called “${argument}”.`, '`pushback list` shows what there is.', { code });
};

const nativeId = (id: string): string => id.slice(id.indexOf(':') + 1).toLowerCase();

const several = (argument: string, found: readonly SessionSummary[]): UserError => {
  const rows = found
    .slice(0, mostListed)
    .map(({ head }) => `  ${oneLine(head.id, 80)}  ${oneLine(head.title, 80)}`);
  const more = found.length > mostListed ? [`  … and ${found.length - mostListed} more`] : [];
  return new UserError(
    [`${found.length} sessions fit “${argument}”:`, ...rows, ...more].join('\n'),
    'Say more of the id or of the title.',
  );
};
