import type { SessionSummary } from '../domain/session-summary.ts';
import { lastActive } from '../domain/session-summary.ts';

/** What the first start tells; the screen puts the keys of the actions in the place of their names. */
export const firstRunHint =
  'Welcome: {open} replays a session, {nextPushback} goes to the next pushback, {help} tells the keys of a screen, {palette} finds any command.';

/** What Claude Code keeps its logs for, in days, unless `cleanupPeriodDays` in its settings.json says otherwise. */
const usualDays = 30;
/** Told so many days before the first log goes. */
const daysBefore = 10;
const day = 86_400_000;

/**
 * Says that Claude Code will soon delete logs of this list, and how to keep them; null while none is near its end.
 * `settings` is the text of Claude Code's settings.json; null when there is none.
 */
export const toDeletionNotice = (
  sessions: readonly SessionSummary[],
  settings: string | null,
  now: Date,
): string | null => {
  const days = cleanupDays(settings);
  const ages = sessions
    .filter(({ head }) => head.source === 'claude-code')
    .map(session => (now.getTime() - Date.parse(lastActive(session))) / day);
  if (!ages.some(age => age >= days - daysBefore)) return null;
  return `Claude Code deletes logs after ${days} days, and some here are near it: "cleanupPeriodDays" in its settings.json keeps them longer.`;
};

const cleanupDays = (settings: string | null): number => {
  try {
    const cleanupPeriodDays = JSON.parse(settings ?? '{}')?.cleanupPeriodDays;
    return Number.isFinite(cleanupPeriodDays) && cleanupPeriodDays > 0 ? cleanupPeriodDays : usualDays;
  } catch {
    return usualDays;
  }
};
