import type { CommandApp } from '../app/open-app.ts';
import { countOf } from '../domain/count-of.ts';
import type { Pushback } from '../domain/pushback.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { type Turn, turnText } from '../domain/turn.ts';
import { UserError } from '../errors.ts';
import { type Output, toJson } from './output.ts';

/** `pushback moments [SESSION…]`: pushback of some sessions or of all, strongest first. */
export const moments = async (
  app: CommandApp,
  sessions: readonly string[],
  { json }: { json: boolean },
  { out, talk }: Output,
): Promise<void> => {
  const chosen =
    sessions.length > 0 ? await Promise.all(sessions.map(app.resolve)) : (await app.library()).sessions;
  const all = chosen.flatMap(summary => readMoments(app, summary)).sort((a, b) => b.strength - a.strength);
  if (all.length === 0)
    throw new UserError(
      'No pushback found.',
      'Detection reads words and the signs a log shows; `pushback show SESSION` shows the turns.',
      { code: 3 },
    );
  if (json) return out(toJson({ moments: all }));
  out(
    all
      .map(
        moment =>
          `${moment.strength.toFixed(2)} ${moment.class} ${moment.session} turn ${moment.turn}\n    ${oneLine(moment.text, 200)}`,
      )
      .join('\n'),
  );
  talk(`${countOf(all.length, 'moment')} in ${countOf(chosen.length, 'session')}.`);
};

const readMoments = (app: CommandApp, summary: SessionSummary) => {
  const pushbacks = summary.counts?.pushbacks ?? [];
  if (pushbacks.length === 0) return [];
  const session = app.openSession(summary);
  try {
    while (session.readOn());
    return pushbacks.map(pushback => ({
      ...toMoment(summary, pushback, session.turn(pushback.turn), session.turn(pushback.turn - 1)),
      ...toOrigin(summary, pushback.turn),
    }));
  } finally {
    session.close();
  }
};

const toMoment = (
  { head }: SessionSummary,
  pushback: Pushback,
  turn: Turn | undefined,
  before: Turn | undefined,
) => ({
  session: head.id,
  turn: pushback.turn,
  at: turn?.at ?? null,
  class: pushback.class,
  secondary: pushback.secondary,
  strength: pushback.strength,
  signals: pushback.signals,
  text: turn ? turnText(turn) : '',
  previous: before ? turnText(before).slice(-600) : '',
});

/** Where it began and what it cost until then; the rule that it recalls. Null where that is not known. */
const toOrigin = ({ counts }: SessionSummary, turn: number) => {
  const origin = counts?.origins.find(one => one.turn === turn);
  const rule = origin?.rule == null ? undefined : counts?.rules[origin.rule];
  return {
    onset: origin?.onset ?? null,
    span: origin?.span ?? null,
    rule: rule ? { turn: rule.turn, text: rule.sentence } : null,
  };
};
