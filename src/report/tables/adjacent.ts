import { type Figure, toNumber, toPrinted, toShare } from '../figure.ts';
import { liftOf, liftRange, shareRatioRange } from '../intervals.ts';
import type { JudgedSession } from '../judged-session.ts';
import { published } from '../published.ts';
import { type Table, value, whole } from '../table.ts';
import { pairedSymptoms } from '../tally.ts';
import { toLift } from './together.ts';

/** Two sessions of one project with none of it between them. */
export type Adjacent = { readonly now: JudgedSession; readonly next: JudgedSession };

/**
 * Each session with the next of its project by start; one without project or start has no neighbour. Source: the study
 * sorts by time within a repository and drops those without a successor.
 */
export const toAdjacent = (sessions: readonly JudgedSession[]): Adjacent[] =>
  projectsOf(sessions).flatMap(inOrder =>
    inOrder.flatMap((now, at) => {
      const next = inOrder[at + 1];
      return next ? [{ now, next }] : [];
    }),
  );

/** The sessions of each project, oldest first. */
export const projectsOf = (sessions: readonly JudgedSession[]): JudgedSession[][] => {
  const placed = sessions.filter(({ project, startedAt }) => project !== null && startedAt !== null);
  return [...Map.groupBy(placed, ({ project }) => project).values()].map(some =>
    some.toSorted((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || a.id.localeCompare(b.id)),
  );
};

/** Is a session more likely to have an episode when the one before had one? */
export const toPersistenceTable = (sessions: readonly JudgedSession[]): Table => {
  const pairs = toAdjacent(sessions);
  const has = ({ episodes }: JudgedSession) => episodes.length > 0;
  const after = pairs.filter(({ now }) => has(now));
  const clean = pairs.filter(({ now }) => !has(now));
  const [hits, other] = [after, clean].map(some => some.filter(({ next }) => has(next)).length);
  const [a, b, n, m] = [hits ?? 0, other ?? 0, after.length, clean.length];
  const least = Math.min(n, m);
  const study = published.adjacent;
  const row = (label: string, here: Figure, printed: Figure) => ({
    label,
    name: '',
    figures: { here, study: printed },
  });
  return {
    id: 'persistence',
    title: 'From one session to the next',
    of: 'each classified session and the next classified one of its project by start',
    columns: [whole('here', 'here'), value('study', 'study')],
    chart: 'none',
    rows: [
      row(
        'an episode, after a session with one',
        toShare(a, n),
        toPrinted(study.p_next_given_current, 'share'),
      ),
      row('an episode, after a session without', toShare(b, m), toPrinted(study.p_next_given_clean, 'share')),
      row(
        'risk ratio',
        toNumber(a / n / (b / m), least, shareRatioRange(a, n, b, m)),
        toPrinted(study.risk_ratio),
      ),
      row(
        'association (lift)',
        toNumber(liftOf(a, n, a + b, n + m), least, liftRange(a, n, a + b, n + m)),
        toPrinted(study.association_ratio),
      ),
    ],
  };
};

/** Which symptom follows which in the next session, as lift; only pairs where both have an episode. */
export const toTransitionTable = (sessions: readonly JudgedSession[]): Table => {
  const pairs = toAdjacent(sessions)
    .map(({ now, next }) => ({ now: symptomsOf(now), next: symptomsOf(next) }))
    .filter(({ now, next }) => now.size > 0 && next.size > 0);
  const count = (isOne: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(isOne).length;
  return {
    id: 'transitions',
    title: 'Which symptom follows which',
    of: `lift over ${pairs.length} pairs of adjacent sessions that both have an episode; the study printed a picture only`,
    columns: pairedSymptoms.map(code => value(code, code)),
    chart: 'heat',
    rows: pairedSymptoms.map(from => ({
      label: from,
      name: 'then …',
      figures: Object.fromEntries(
        pairedSymptoms.map(to => [
          to,
          toLift(
            count(({ now, next }) => now.has(from) && next.has(to)),
            count(({ now }) => now.has(from)),
            count(({ next }) => next.has(to)),
            pairs.length,
          ),
        ]),
      ),
    })),
  };
};

const symptomsOf = ({ episodes }: JudgedSession) => new Set(episodes.flatMap(({ symptoms }) => symptoms));
