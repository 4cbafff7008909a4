import type { DatabaseSync } from 'node:sqlite';
import type { Moment, MomentAct } from '../domain/moment.ts';
import type { Pushback } from '../domain/pushback.ts';
import type { SessionCounts, SessionSummary } from '../domain/session-summary.ts';
import { slotBits, turnKey, turnNumber } from './filter-sql.ts';

const mostPrevious = 600;

/**
 * Reads the moments at these keys, each with the agent turn that it objects to. `chars` is how much is told of what
 * developer and agent said. One that is gone since the keys were found is left out.
 */
export const readMoments = (database: DatabaseSync, keys: Iterable<number>, chars: number): Moment[] => {
  const one = database.prepare(
    `select session.id, turn.speaker, turn.at, substr(turn.text, 1, ?) as words, moment.pushback,
       (select substr(text, -${mostPrevious}) from turn as it where it.key = moment.key + 1) as previous
     from current_pushback as moment cross join turn on turn.key = moment.key
     cross join session on session.slot = moment.key >> ${slotBits} where moment.key = ?`,
  );
  const actOf = createActReader(database, chars);
  const countsOf = createCountsReader(database);
  return [...keys].flatMap(key => {
    const row = one.get(chars, key);
    if (!row) return [];
    const turn = turnNumber(key);
    const slot = Math.floor(key / 2 ** slotBits);
    const counts = countsOf(slot);
    const origin = counts?.origins.find(one => one.turn === turn) ?? null;
    const rule = origin?.rule == null ? undefined : counts?.rules[origin.rule];
    const isStop = row.speaker === 'agent';
    const pushback: Pushback = JSON.parse(String(row.pushback));
    return [
      {
        session: String(row.id),
        turn,
        at: typeof row.at === 'string' ? row.at : null,
        pushback,
        words: isStop ? '' : String(row.words),
        previous: String(row.previous ?? ''),
        act: actOf(slot, origin?.onset ?? (isStop ? turn : turn - 1)),
        origin: origin && { onset: origin.onset, span: origin.span },
        rule: rule ? { turn: rule.turn, text: rule.sentence } : null,
      },
    ];
  });
};

const createActReader = (database: DatabaseSync, chars: number) => {
  const one = database.prepare(
    `select turn.speaker, substr(turn.text, -${chars}) as words, act.paths, act.commands
     from turn left join act on act.key = turn.key where turn.key = ?`,
  );
  return (slot: number, turn: number): MomentAct | null => {
    const row = turn > 0 ? one.get(turnKey(slot, turn)) : undefined;
    if (row?.speaker !== 'agent') return null;
    return { turn, words: String(row.words), paths: linesOf(row.paths), commands: linesOf(row.commands) };
  };
};

const linesOf = (lines: unknown): string[] =>
  typeof lines === 'string' && lines !== '' ? lines.split('\n') : [];

/** Moments of one session often stand together, and what is kept of a session is read once for all. */
const createCountsReader = (database: DatabaseSync) => {
  const one = database.prepare('select summary from session where slot = ?');
  const read = new Map<number, SessionCounts | null>();
  return (slot: number): SessionCounts | null => {
    const known = read.get(slot);
    if (known !== undefined) return known;
    const summary: SessionSummary | undefined =
      JSON.parse(String(one.get(slot)?.summary ?? 'null')) ?? undefined;
    read.set(slot, summary?.counts ?? null);
    return summary?.counts ?? null;
  };
};
