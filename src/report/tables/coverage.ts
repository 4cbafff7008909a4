import { isSilent } from '../../domain/pushback.ts';
import type { SourceId } from '../../domain/session.ts';
import type { SessionSummary } from '../../domain/session-summary.ts';
import { type WordlessSign, wordlessSigns } from '../../domain/wordless-sign.ts';
import { toCount, toShare } from '../figure.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';

export type Judges = {
  /** Who classified each classified session, by its id: `offline`, or a model. */
  readonly judgeOf: ReadonlyMap<string, string>;
  readonly showsSign: (source: SourceId, sign: WordlessSign) => boolean;
  /** Files that could not be read. */
  readonly unread: number;
};

/** What the report rests on: how many sessions were classified by what, and how many could not show a sign. */
export const toCoverageTable = (sessions: readonly SessionSummary[], judges: Judges): Table => {
  const { judgeOf, showsSign, unread } = judges;
  const n = sessions.length;
  const count = (label: string, isOne: (session: SessionSummary) => boolean): TableRow => ({
    label,
    name: '',
    figures: { here: toShare(sessions.filter(isOne).length, n, 1) },
  });
  const names = [...new Set(sessions.flatMap(({ head }) => judgeOf.get(head.id) ?? []))].toSorted();
  return {
    id: 'coverage',
    title: 'What this rests on',
    of: 'all sessions that the filters leave; the study’s tables rest on the classified ones alone',
    columns: [whole('here', 'sessions')],
    chart: 'none',
    rows: [
      { label: 'sessions', name: '', figures: { here: toCount(n) } },
      { label: 'files that could not be read', name: '', figures: { here: toCount(unread) } },
      count('read to the end', ({ counts }) => counts !== null),
      count('without a developer turn', ({ counts }) => counts?.developerTurns === 0),
      count('without a time', ({ head }) => head.startedAt === null),
      count('without a project', ({ head }) => head.project === null),
      count('never classified', ({ head }) => !judgeOf.has(head.id)),
      ...names.map(name => count(`classified by ${name}`, ({ head }) => judgeOf.get(head.id) === name)),
      ...wordlessSigns.map(sign =>
        count(`whose log cannot show ${signWords[sign]}`, ({ head }) => !showsSign(head.source, sign)),
      ),
    ],
  };
};

export const signWords: Readonly<Record<WordlessSign, string>> = {
  interruption: 'an interruption',
  refusal: 'a refused tool call',
  rewind: 'going back',
};

/** Pushback without a word: what the developer did, where the log can show it. */
export const toSilentTable = (
  sessions: readonly SessionSummary[],
  showsSign: Judges['showsSign'],
): Table => ({
  id: 'silent',
  title: 'Pushback by what was done',
  of: 'developer turns of the sessions whose log can show it; silent: nothing was said with it',
  columns: [
    whole('here', 'of the turns'),
    whole('silent', 'silent among them'),
    value('cannot', 'cannot show'),
  ],
  chart: 'none',
  rows: wordlessSigns.map(sign => {
    const able = sessions.filter(({ head }) => showsSign(head.source, sign));
    const turns = able.reduce((sum, { counts }) => sum + (counts?.developerTurns ?? 0), 0);
    const marked = able
      .flatMap(({ counts }) => counts?.pushbacks ?? [])
      .filter(({ signals }) => signals.some(({ kind }) => kind === signalKinds[sign]));
    return {
      label: signWords[sign],
      name: '',
      figures: {
        here: toShare(marked.length, turns),
        silent: toShare(marked.filter(isSilent).length, marked.length),
        cannot: toCount(sessions.length - able.length),
      },
    };
  }),
});

const signalKinds = { interruption: 'interruption', refusal: 'refusal', rewind: 'revert' } as const;
