import { quantileSorted } from 'simple-statistics';
import type { Cost } from '../../domain/episode.ts';
import { concessionText, type Pushback, pushbackClasses } from '../../domain/pushback.ts';
import type { SessionSummary } from '../../domain/session-summary.ts';
import { labelName, symptomCodes } from '../../domain/taxonomy.ts';
import { toCount, toNumber, toShare } from '../figure.ts';
import { medianRange } from '../intervals.ts';
import type { JudgedSession } from '../judged-session.ts';
import { type Table, type TableRow, value, whole } from '../table.ts';
import { sumOf } from '../tally.ts';
import { projectsOf } from './adjacent.ts';

/** How developers push back: each class among all their turns. */
export const toClassTable = (sessions: readonly SessionSummary[]): Table => {
  const pushbacks = sessions.flatMap(({ counts }) => counts?.pushbacks ?? []);
  const turns = sumOf(sessions, ({ counts }) => counts?.developerTurns ?? 0);
  const row = (label: string, some: readonly Pushback[]): TableRow => ({
    label,
    name: '',
    figures: { here: toShare(some.length, turns), count: toCount(some.length) },
  });
  return {
    id: 'classes',
    title: 'Pushback by class',
    of: 'developer turns, as detected here without a model and as a person corrected it; turns of one session are alike, so the true intervals are wider',
    columns: [whole('here', 'of the turns'), value('count', 'turns')],
    chart: 'bars',
    rows: [
      row('any', pushbacks),
      ...pushbackClasses.map(name =>
        row(
          name.replaceAll('_', ' '),
          pushbacks.filter(one => one.class === name),
        ),
      ),
    ],
  };
};

/** What went on between where a pushback began and the pushback: the cost until it was seen. */
export const toSpanTable = (sessions: readonly SessionSummary[]): Table => {
  const spans = sessions.flatMap(({ counts }) => counts?.origins.map(({ span }) => span) ?? []);
  return {
    id: 'undetected',
    title: 'How long it went undetected',
    of: 'pushbacks whose beginning the log shows, from there to the pushback; the interval of a median lies between two ranks',
    columns: [
      whole('median', 'median'),
      value('high', '90th percentile'),
      value('known', 'known'),
      value('unknown', 'not known'),
    ],
    chart: 'none',
    rows: spanParts.map(({ part, label }) => toSpanRow(label, spans, part)),
  };
};

const spanParts: readonly { readonly part: keyof Cost; readonly label: string }[] = [
  { part: 'turns', label: 'turns' },
  { part: 'toolCalls', label: 'tool calls' },
  { part: 'minutes', label: 'minutes' },
  { part: 'tokens', label: 'tokens' },
];

const toSpanRow = (label: string, spans: readonly (Cost | null)[], part: keyof Cost): TableRow => {
  const known = spans.flatMap(span => span?.[part] ?? []).toSorted((a, b) => a - b);
  const n = known.length;
  const at = (share: number) => (n === 0 ? Number.NaN : quantileSorted(known, share));
  return {
    label,
    name: '',
    figures: {
      median: toNumber(at(0.5), n, medianRange(known)),
      high: toNumber(at(0.9), n, null),
      known: toCount(n),
      unknown: toCount(spans.length - n),
    },
  };
};

/**
 * Did it help? An apology is hollow when the agent's answer to a pushback took the blame and the developer had to push
 * back on the same matter again, which is told by a beginning that both share.
 */
export const toApologyTable = (sessions: readonly SessionSummary[]): Table => {
  const answered = sessions.flatMap(withWhatFollows);
  const conceded = answered.filter(({ pushback }) => isConceded(pushback));
  const other = answered.filter(({ pushback }) => !isConceded(pushback));
  const row = (label: string, some: readonly Followed[]): TableRow => ({
    label,
    name: '',
    figures: { here: toShare(some.filter(({ again }) => again).length, some.length) },
  });
  return {
    id: 'apologies',
    title: 'Hollow apologies',
    of: 'pushbacks with a known beginning: the same matter was pushed back on again. A concession counts where it weighed in the detection, so some are missed',
    columns: [whole('here', 'again')],
    chart: 'none',
    rows: [row('after the agent conceded', conceded), row('after any other answer', other)],
  };
};

type Followed = { readonly pushback: Pushback; readonly again: boolean };

const isConceded = ({ signals }: Pushback): boolean => signals.some(({ text }) => text === concessionText);

const withWhatFollows = ({ counts }: SessionSummary): Followed[] => {
  const onsets = new Map(counts?.origins.map(({ turn, onset }) => [turn, onset]));
  return (counts?.pushbacks ?? []).flatMap((pushback, at, all) => {
    const onset = onsets.get(pushback.turn) ?? null;
    if (onset === null) return [];
    return [{ pushback, again: all.slice(at + 1).some(({ turn }) => onsets.get(turn) === onset) }];
  });
};

/** Does a symptom come back in a later session of the project? What it was about no episode says, so the symptom alone. */
export const toRelapseTable = (sessions: readonly JudgedSession[]): Table => {
  const projects = projectsOf(sessions).map(inOrder =>
    inOrder.map(({ episodes }) => new Set(episodes.flatMap(({ symptoms }) => symptoms))),
  );
  return {
    id: 'relapse',
    title: 'Relapse',
    of: 'sessions with the symptom that have a later classified session in their project: a later one has it again',
    columns: [whole('here', 'comes back')],
    chart: 'bars',
    rows: symptomCodes.map(code => {
      const places = projects.flatMap(inOrder => {
        const last = inOrder.findLastIndex(one => one.has(code));
        return inOrder.slice(0, -1).flatMap((one, at) => (one.has(code) ? [at < last] : []));
      });
      return {
        label: code,
        name: labelName(code),
        figures: { here: toShare(places.filter(Boolean).length, places.length) },
      };
    }),
  };
};
