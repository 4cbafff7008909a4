import { useEffect } from 'react';
import type { App } from '../../../app/app.ts';
import type { OpenSession } from '../../../app/open-session.ts';
import type { SessionSummary } from '../../../domain/session-summary.ts';
import { type Branch, toBranch } from './branch.ts';
import { inSlices } from './in-slices.ts';
import type { Place, ReplayModel, SessionView } from './replay-model.ts';
import type { ReplayAction } from './replay-state.ts';

/** Reads the subagents that are in view, one at a time and between frames; what was read stays. */
export const useBranches = (
  app: App,
  summary: SessionSummary,
  wanted: string | undefined,
  dispatch: (action: ReplayAction) => void,
): void => {
  useEffect(() => {
    if (wanted === undefined) return;
    return readBranch(app, summary, wanted, branch => dispatch({ type: 'branched', id: wanted, branch }));
  }, [app, summary, wanted, dispatch]);
};

/** The first subagent on the lines in view that nobody has looked for yet. */
export const firstUnread = (
  model: ReplayModel,
  { top, height, view }: { readonly top: Place; readonly height: number; readonly view: SessionView },
): string | undefined =>
  model
    .seen(top, height, view)
    .map(({ turn, block }) => subagentOf(model, turn, block))
    .find(id => id !== null && !view.branches.has(id)) ?? undefined;

const subagentOf = (model: ReplayModel, turn: number, block: number): string | null => {
  const found = model.turn(turn)?.blocks[block];
  return found?.kind === 'tool' ? found.call.subagent : null;
};

/** Tells what a subagent did, null where its log is not here or cannot be read. Gives back what ends it early. */
const readBranch = (
  app: App,
  parent: SessionSummary,
  id: string,
  tell: (branch: Branch | null) => void,
): (() => void) => {
  let session: OpenSession | null | undefined;
  const close = () => {
    session?.close();
    session = null;
  };
  /** A log may vanish while it is read: one that cannot be read is one that is not here. */
  const orNull = <Value>(ask: () => Value): Value | null => {
    try {
      return ask();
    } catch {
      close();
      return null;
    }
  };
  const readOn = (): boolean => {
    if (session !== undefined) return session?.readOn() ?? false;
    const found = app.findSubagent(parent, id);
    session = found && app.openSession(found);
    return session !== null;
  };
  const stop = inSlices(
    app.now,
    () => orNull(readOn) ?? false,
    () => {
      const branch = orNull(() => session && toBranch(session));
      close();
      tell(branch ?? null);
    },
  );
  return () => {
    stop();
    close();
  };
};
