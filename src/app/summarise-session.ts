import type { Lineage } from '../domain/lineage.ts';
import { repeatedTurns } from '../domain/session-summary.ts';
import type { CompletedSession } from '../search/complete-sessions.ts';
import type { Claimed } from './claim-log.ts';
import { readProse, toCounts } from './read-prose.ts';
import { readWhole, toSummary } from './read-words.ts';
import { saidOf } from './said-of.ts';

/**
 * Reads a whole log again: what a list shows of it, and of its words those of the turns that may be pushback. Throws as
 * node:fs does when it cannot be read.
 */
export const summariseSession = (claimed: Claimed, lineage?: Lineage): CompletedSession =>
  readWhole(claimed, ({ outline, turn }) => {
    const known = outline();
    const prose = readProse(turn, known.spans.length);
    const summary = toSummary(claimed, known.head, toCounts(known, prose), lineage);
    const said = [...prose.pushbacks, ...prose.doubtful]
      .filter(one => one.turn > repeatedTurns(summary))
      .flatMap(one => turn(one.turn) ?? [])
      .map(saidOf);
    return { inode: claimed.log.inode, summary, said };
  });
