import type { MomentGroup } from './moment.ts';
import { oneLine } from './sanitise.ts';

/** What people call a group: a class, a thing, or what the log does not tell; safe to print. */
export const groupName = ({ name }: Pick<MomentGroup, 'name'>): string => {
  if (name === 'once') return 'about a thing that no other is about';
  if (name === 'unnamed') return 'about what the log does not name';
  const [, kind, thing] = /^(rule|file|command) (.*)$/s.exec(name) ?? [];
  if (kind === undefined || thing === undefined) return name.replaceAll('_', ' ');
  return kind === 'command' ? `running ${oneLine(thing, 80)}` : `${kind} ${oneLine(thing, 80)}`;
};
