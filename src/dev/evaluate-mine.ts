import { homedir } from 'node:os';
import { placesOf } from '../app/config.ts';
import { openApp } from '../app/open-app.ts';
import type { Pushback, PushbackReview } from '../domain/pushback.ts';
import { messageOf } from '../errors.ts';
import { detectPushbacks } from '../pushback/detect-pushback.ts';
import { openStore } from '../store/open-store.ts';
import { formatShare } from './binary-score.ts';

/** A turn that a person spoke of, and what detection says of it. */
export type Judged = { readonly review: PushbackReview; readonly detected: Pushback | null };

/**
 * How far detection agrees with this machine's own reviews (`a` and `R` in a replay). Only turns that a person spoke of
 * count, so these are no precision and recall of all turns: people speak up where something looks wrong.
 */
export const evaluateMine = async (): Promise<{ table: string; json: unknown }> => {
  const { store } = placesOf(undefined, process.cwd());
  const app = openApp({
    sessions: [],
    cwd: process.cwd(),
    home: homedir(),
    env: process.env,
    now: () => new Date(),
  });
  const judged: Judged[] = [];
  const missing: string[] = [];
  for (const [session, reviews] of openStore(store).allPushbackReviews()) {
    try {
      const pushbacks = detectPushbacks(app.turns(await app.resolve(session)));
      for (const [turn, review] of reviews)
        judged.push({ review, detected: pushbacks.find(one => one.turn === turn) ?? null });
    } catch (error) {
      missing.push(`${session}: ${messageOf(error)}`);
    }
  }
  await app.close();
  return { table: formatAgreement(judged, missing), json: { ...agreementOf(judged), missing } };
};

export const agreementOf = (judged: readonly Judged[]) => {
  const isPushback = ({ review }: Judged) => review.decision !== 'rejected';
  const both = judged.filter(item => isPushback(item) && item.detected !== null);
  return {
    turns: judged.length,
    agreed: judged.filter(item => isPushback(item) === (item.detected !== null)).length,
    wronglyMarked: judged.filter(item => !isPushback(item) && item.detected !== null).length,
    missed: judged.filter(item => isPushback(item) && item.detected === null).length,
    both: both.length,
    sameClass: both.filter(({ review, detected }) => review.class === detected?.class).length,
  };
};

const formatAgreement = (judged: readonly Judged[], missing: readonly string[]): string => {
  const { turns, agreed, wronglyMarked, missed, both, sameClass } = agreementOf(judged);
  if (turns === 0) return 'No review is kept yet: a and R in a replay say what is pushback and what is not.';
  return [
    `${turns} reviewed turns: detection agrees on ${agreed} (${formatShare(agreed / turns)})`,
    `  marked, but no pushback by your word: ${wronglyMarked}`,
    `  pushback by your word, but not marked: ${missed}`,
    both > 0 ? `  the same class on ${sameClass} of ${both} (${formatShare(sameClass / both)})` : '',
    ...missing.map(line => `  not found: ${line}`),
  ]
    .filter(line => line !== '')
    .join('\n');
};
