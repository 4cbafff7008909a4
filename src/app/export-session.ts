import { createSecretHider } from '../classify/hide-secrets.ts';
import type { Episode } from '../domain/episode.ts';
import type { Pushback } from '../domain/pushback.ts';
import type { SessionHead } from '../domain/session.ts';
import type { Turn } from '../domain/turn.ts';
import { UserError } from '../errors.ts';
import type { ExportedSession } from '../report/exported-session.ts';
import { toExportedSession } from '../report/to-exported-session.ts';

/** What of a session is exported: some of its turns, what one episode spans, or all of it. */
export type ExportPart = {
  readonly turns: { readonly from: number; readonly to: number } | null;
  readonly episode: string | null;
};

export type ExportSource = {
  readonly head: SessionHead;
  readonly turns: readonly Turn[];
  readonly pushbacks: readonly Pushback[];
  readonly episodes: readonly Episode[];
};

/**
 * A session as it is shared, or a part of it. Unless `reveal`, secrets, addresses and user names are hidden wherever they
 * stand; they are looked for in the whole session, so a part hides what only another part gives away. Throws UserError
 * (3) when no turn or episode is meant.
 */
export const exportSession = (
  source: ExportSource,
  part: ExportPart,
  { reveal }: { readonly reveal: boolean },
): ExportedSession => {
  const { head, turns, pushbacks } = source;
  const episodes = source.episodes.filter(({ id }) => part.episode === null || id === part.episode);
  const { from, to } = rangeOf(part, episodes, turns.length);
  const chosen = turns.filter(({ number }) => number >= from && number <= to);
  if (chosen.length === 0)
    throw new UserError(`There is no turn from ${from} to ${to}.`, `The session has ${turns.length} turns.`, {
      code: 3,
    });
  const toExport = {
    head,
    turns: chosen,
    of: turns.length,
    pushbacks,
    episodes: episodes.filter(({ pushback }) => pushback.some(turn => turn >= from && turn <= to)),
  };
  if (reveal) return { ...toExportedSession(toExport, text => text), redacted: null };
  const hider = createSecretHider({ head, turns });
  const hidden = toExportedSession(toExport, hider.hide);
  return { ...hidden, redacted: hider.foundIn(JSON.stringify(hidden)) };
};

const rangeOf = (
  { turns, episode }: ExportPart,
  episodes: readonly Episode[],
  last: number,
): { readonly from: number; readonly to: number } => {
  if (turns) return turns;
  if (episode === null) return { from: 1, to: last };
  const [one] = episodes;
  if (!one)
    throw new UserError(`The session has no episode ${episode}.`, '`pushback classify SESSION` lists them.', {
      code: 3,
    });
  const told = [one.onset, one.resolvedAt, ...one.pushback, ...one.evidence.map(({ turn }) => turn)];
  const places = told.filter(turn => turn !== null);
  return { from: Math.max(1, Math.min(...places) - 1), to: Math.min(last, Math.max(...places) + 1) };
};
