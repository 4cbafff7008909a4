import type { Episode } from '../domain/episode.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { type JudgedSession, toLabels } from './judged-session.ts';
import { buildStudySections } from './study-sections.ts';
import type { Section, Table } from './table.ts';
import { type Judges, toCoverageTable, toSilentTable } from './tables/coverage.ts';
import { contextTable, type Grouping, toGroupTable } from './tables/groups.ts';
import { toApologyTable, toClassTable, toRelapseTable, toSpanTable } from './tables/pushbacks.ts';

/** The episodes that hold in a classified session, and who found them. */
export type Judgement = { readonly judge: string; readonly episodes: readonly Episode[] };

export type ReportInput = Omit<Judges, 'judgeOf'> & {
  readonly sessions: readonly SessionSummary[];
  /** By session id. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** The filters as they were typed; empty when there are none. */
  readonly narrowedBy: string;
};

export type Report = {
  readonly narrowedBy: string;
  readonly sessions: number;
  readonly classified: number;
  /** The first and the last day that a session started on; null where none says. */
  readonly from: string | null;
  readonly to: string | null;
  readonly sections: readonly Section[];
};

/** Every table over these sessions: what pushback shows in all of them, and the study's over those that were classified. */
export const buildReport = (input: ReportInput): Report => {
  const { sessions, judgements, narrowedBy } = input;
  const judged = sessions.flatMap(session => toJudged(session, judgements.get(session.head.id)));
  const days = sessions.flatMap(({ head }) => head.startedAt?.slice(0, 10) ?? []).toSorted();
  return {
    narrowedBy,
    sessions: sessions.length,
    classified: judged.length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    sections: [
      section('coverage', 'Coverage', [coverageOf(input)]),
      section('pushback', 'Pushback', [
        toClassTable(sessions),
        toSilentTable(sessions, input.showsSign),
        toSpanTable(sessions),
        toApologyTable(sessions),
        toRelapseTable(judged),
      ]),
      section('groups', 'Where', groupTables(sessions, judged)),
      ...buildStudySections(judged),
    ],
  };
};

const section = (id: string, title: string, tables: readonly Table[]): Section => ({ id, title, tables });

const coverageOf = ({ sessions, judgements, showsSign, unread }: ReportInput): Table =>
  toCoverageTable(sessions, {
    judgeOf: new Map([...judgements].map(([id, { judge }]) => [id, judge])),
    showsSign,
    unread,
  });

const toJudged = (
  { head, counts }: SessionSummary,
  judgement: Judgement | undefined,
): readonly JudgedSession[] => {
  if (!judgement) return [];
  const { id, project, modality, startedAt } = head;
  return [
    {
      ...{ id, project, modality, startedAt },
      developerTurns: counts?.developerTurns ?? null,
      agentTurns: counts?.agentTurns ?? null,
      episodes: judgement.episodes.map(toLabels),
    },
  ];
};

const groupTables = (sessions: readonly SessionSummary[], judged: readonly JudgedSession[]): Table[] => {
  const byId = new Map(judged.map(one => [one.id, one]));
  return [...groupings.map(grouping => toGroupTable(grouping, sessions, byId)), contextTable];
};

const groupings: readonly Grouping[] = [
  { id: 'agents', title: 'By agent', groupOf: ({ head }) => head.agent, order: 'most turns first' },
  { id: 'models', title: 'By model', groupOf: ({ head }) => head.model, order: 'most turns first' },
  { id: 'projects', title: 'By project', groupOf: ({ head }) => head.project, order: 'most turns first' },
  {
    id: 'hours',
    title: 'By hour of the session’s start, local time',
    groupOf: ({ head }) => head.startedAt && hourOf(head.startedAt),
    order: 'by name',
  },
];

const hourOf = (at: string): string | null =>
  Number.isNaN(Date.parse(at)) ? null : `${String(new Date(at).getHours()).padStart(2, '0')}:00`;
