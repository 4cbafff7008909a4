import type { CommandApp } from '../app/open-app.ts';
import type { Agreement } from '../domain/agreement.ts';
import { type SideBySide, sideBySide } from '../domain/compare-runs.ts';
import { countOf } from '../domain/count-of.ts';
import type { Episode } from '../domain/episode.ts';
import { type JudgePair, questions } from '../domain/judge-agreement.ts';
import { judgeName } from '../domain/judges.ts';
import { oneLine } from '../domain/sanitise.ts';
import { UserError } from '../errors.ts';
import { formatTable, notReadWords, type Output, toJson } from './output.ts';

export type ReviewFlags = {
  readonly json: boolean;
  /** Print how far person, rules and model agree instead of the queue. */
  readonly agreement: boolean;
  readonly limit: number;
};

/**
 * `pushback review`: the episodes of all sessions that wait for a person, least sure first; of one session: its runs side
 * by side. Deciding itself is done on the screen.
 */
export const review = async (
  app: CommandApp,
  session: string | undefined,
  { json, agreement, limit }: ReviewFlags,
  { out, talk }: Output,
): Promise<void> => {
  if (agreement) {
    const pairs = await app.agreement();
    return out(json ? toJson({ agreement: pairs }) : formatAgreement(pairs));
  }
  if (session !== undefined) return out(await compare(app, session, json));
  const { total, items } = await app.reviewQueue(limit);
  const problems = await app.storeProblems();
  if (problems.length > 0) talk(`${notReadWords(problems)}.`);
  if (json)
    return out(toJson({ total, items: items.map(({ queued, episode }) => ({ ...queued, episode })) }));
  const lines = items.map(
    ({ queued, episode }) =>
      `${episode.session} ${episode.id} ${queued.confidence} ${oneLine(episode.name, 120)}${queued.disagreements.map(words => `\n    ${oneLine(words, 200)}`).join('')}`,
  );
  out(
    [total === 0 ? 'No episode waits for you.' : `${countOf(total, 'episode')} to review:`, ...lines].join(
      '\n',
    ),
  );
};

const compare = async (app: CommandApp, argument: string, json: boolean): Promise<string> => {
  const { head } = await app.resolve(argument);
  const runs = await app.history(head.id);
  if (runs.length === 0)
    throw new UserError('This session was never classified.', 'Run `pushback classify` on it first.', {
      code: 3,
    });
  const compared = sideBySide(runs);
  if (json) return toJson({ session: head.id, runs: runs.map(({ run }) => run), comparisons: compared });
  return compared.length === 0
    ? 'Only one run: there is nothing to compare it with.'
    : compared.map(formatComparison).join('\n\n');
};

const formatComparison = ({ left, right, comparison }: SideBySide): string =>
  [
    `${judgeName(left)} (${left.startedAt.slice(0, 16)}) and ${judgeName(right)} (${right.startedAt.slice(0, 16)})`,
    ...comparison.pairs.map(
      pair =>
        `  both: ${naming(pair.left)} = ${naming(pair.right)}${pair.differs.length > 0 ? `; another ${pair.differs.join(', ')}` : ''}`,
    ),
    ...comparison.onlyLeft.map(episode => `  only ${judgeName(left)}: ${naming(episode)}`),
    ...comparison.onlyRight.map(episode => `  only ${judgeName(right)}: ${naming(episode)}`),
  ].join('\n');

const naming = ({ id, name }: Episode): string => `${id} ${oneLine(name, 80)}`;

const formatAgreement = (pairs: readonly JudgePair[]): string =>
  formatTable([
    ['who', 'on', 'same', 'kappa', 'n'],
    ...pairs.flatMap(({ judges, on }) =>
      questions.map(question => [judges.join(' and '), question, ...cells(on[question])]),
    ),
  ]);

const cells = ({ n, accuracy, kappa }: Agreement): string[] => [
  accuracy === null ? '–' : `${Math.round(accuracy * 100)} %`,
  kappa === null ? '–' : kappa.toFixed(2),
  String(n),
];
