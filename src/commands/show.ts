import type { CommandApp } from '../app/open-app.ts';
import { toSessionJson } from '../app/to-session-json.ts';
import { type CheckedClaim, claimWords } from '../domain/claim.ts';
import { lineageWords, noLineage } from '../domain/lineage.ts';
import type { Pushback } from '../domain/pushback.ts';
import { heldEpisodes } from '../domain/reviewed-run.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { SessionSummary } from '../domain/session-summary.ts';
import { type Turn, turnText, turnThinking, turnToolCalls } from '../domain/turn.ts';
import { usageWords } from '../domain/usage-words.ts';
import { type Output, toJson } from './output.ts';

/** `pushback show SESSION`: one session, normalised. */
export const show = async (
  app: CommandApp,
  argument: string,
  { json }: { json: boolean },
  { out }: Output,
): Promise<void> => {
  const summary = await app.resolve(argument);
  const turns = app.turns(summary);
  const classification = await app.classification(summary.head.id);
  const episodes = classification && heldEpisodes(classification).length;
  const pushbacks = new Map((await app.pushbacks(summary)).map(pushback => [pushback.turn, pushback]));
  out(
    json
      ? toJson({
          ...toSessionJson(summary, episodes),
          classification,
          marks: await app.marks(summary.head.id),
          turns: turns.map(turn => ({
            ...toTurnJson(turn, pushbacks.get(turn.number) ?? null),
            claims: claimsOf(summary, turn.number),
          })),
        })
      : formatSession(summary, turns, pushbacks),
  );
};

const claimsOf = ({ counts }: SessionSummary, number: number): CheckedClaim[] =>
  (counts?.claims ?? []).filter(({ turn }) => turn === number);

const toTurnJson = (turn: Turn, pushback: Pushback | null) => ({
  number: turn.number,
  speaker: turn.speaker,
  at: turn.at,
  tokens: turn.tokens,
  cost: turn.cost,
  abandoned: turn.abandoned ?? false,
  text: turnText(turn),
  thinking: turnThinking(turn),
  toolCalls: turnToolCalls(turn).map(({ id, name, kind, input, output, status }) => ({
    id,
    name,
    kind,
    input,
    output,
    status,
  })),
  subagent: turnToolCalls(turn).find(call => call.subagent)?.subagent ?? null,
  pushback,
});

const formatSession = (
  summary: SessionSummary,
  turns: readonly Turn[],
  pushbacks: ReadonlyMap<number, Pushback>,
): string => {
  const { head, lineage = noLineage } = summary;
  const lines = turns.flatMap(turn => {
    const pushback = pushbacks.get(turn.number);
    const mark = pushback ? `  ↯ ${pushback.class} ${pushback.strength}` : '';
    const calls = turnToolCalls(turn).map(
      call => `    ${call.status} ${oneLine(call.name, 30)} ${oneLine(call.target, 100)}`,
    );
    const claims = claimsOf(summary, turn.number).map(claim => `    ◈ ${claimWords(claim)}`);
    return [
      `${turn.number} ${turn.speaker}${turn.abandoned ? ' (abandoned)' : ''}${mark}`,
      `    ${oneLine(turnText(turn), 400)}`,
      ...claims,
      ...calls,
      '',
    ];
  });
  return [
    `${oneLine(head.title, 200)}`,
    `${oneLine(head.agent, 200)} · ${head.startedAt ?? 'no date'} · ${oneLine(head.path, 400)}`,
    ...(summary.counts ? [`used: ${usageWords(summary.counts)}`] : []),
    ...lineageWords(lineage).map(({ name, words }) => `${name}: ${oneLine(words, 400)}`),
    '',
    ...lines,
  ]
    .join('\n')
    .trimEnd();
};
