import { countOf } from '../../domain/count-of.ts';
import { oneLine } from '../../domain/sanitise.ts';
import type { RuleKind, RuleTouch } from '../../domain/standing-rule.ts';
import { type Act, tellCommand } from './act.ts';
import { runsCheck, runsCommand } from './commands.ts';
import { isNamed } from './find-objects.ts';
import type { Guard } from './to-guard.ts';

/** A rule as an agent turn meets it. `allowed`: the developer said yes since it was stated; `fresh`: nothing was said since. */
export type Met = {
  readonly kind: RuleKind;
  readonly guard: Guard;
  readonly allowed: boolean;
  readonly fresh: boolean;
};
type Seen = Omit<RuleTouch, 'turn'>;

/**
 * What the acts of one agent turn show about a rule. An act that is asked about first is held against the rule only
 * when the developer had no turn in between: what was settled in words meanwhile, no log tells.
 */
export const judgeActs = (acts: readonly Act[], { kind, guard, allowed, fresh }: Met): Seen[] => {
  if (kind === 'only') return acts.flatMap(act => insideOrOut(act, guard));
  if (kind === 'always') return checkedAtEnd(acts, guard);
  if (kind === 'order') return [...checkedBeforeCommit(acts, guard), ...readBefore(acts, guard)];
  if (kind === 'ask-first' && !allowed && !fresh) return [];
  const seen = acts.flatMap(act => guarded(act, guard, kind === 'ask-first' && allowed ? 'kept' : 'broken'));
  return seen.length === 0 && fresh ? leftAlone(acts, guard) : seen;
};

/**
 * The answer to the rule itself shows that it was kept, when there was such work in it as could have broken it: edits of
 * other files for a rule about files, for what a command does inside no log tells.
 */
const leftAlone = (acts: readonly Act[], { edits, commands, dependencies }: Guard): Seen[] => {
  if (edits === 'any' && acts.some(act => act.command !== '')) return [];
  const isShown = dependencies || commands.length > 0;
  const isWork = (act: Act) => edits === 'any' || act.edited.length > 0 || (isShown && act.command !== '');
  const count = acts.filter(isWork).length;
  const what = `${countOf(count, 'tool call')}, none against it`;
  return count > 0 ? [{ callId: null, what, verdict: 'kept' }] : [];
};

const guarded = (act: Act, guard: Guard, verdict: RuleTouch['verdict']): Seen[] => {
  const { callId } = act;
  const seen = (what: string): Seen => ({ callId, what, verdict });
  const command = guard.commands.some(name => runsCommand(act.command, name)) ? [seen(tellCommand(act))] : [];
  const dependency = guard.dependencies && act.dependency !== null ? [seen(act.dependency)] : [];
  return [...command, ...dependency, ...guardedFiles(act, guard).map(path => seen(tellPath(path)))];
};

const guardedFiles = (act: Act, { edits, removes }: Guard): readonly string[] => {
  if (removes.length > 0) return act.removed.filter(path => removes.some(object => isNamed(object, path)));
  if (edits === null) return [];
  if (edits === 'new docs') return act.created.filter(isDocument);
  if (edits === 'new files') return act.created.filter(path => !isScratch(path));
  if (edits === 'any') return act.edited.filter(isCode);
  if (edits === 'tests') return act.edited.filter(path => isTest(path));
  return [...act.edited, ...act.removed].filter(path => edits.some(object => isNamed(object, path)));
};

const insideOrOut = (act: Act, { edits }: Guard): Seen[] => {
  if (edits === null || typeof edits === 'string') return [];
  return act.edited
    .filter(path => !isScratch(path))
    .map(path => ({
      callId: act.callId,
      what: tellPath(path),
      verdict: edits.some(object => isNamed(object, path)) ? 'kept' : 'broken',
    }));
};

/** A check between two edits proves nothing of the later one and shows some care: it is left out. */
const checkedAtEnd = (acts: readonly Act[], { check }: Guard): Seen[] => {
  const last = acts.findLastIndex(act => act.edited.some(isCode));
  const edit = acts[last];
  if (!check || !edit) return [];
  const after = acts.slice(last + 1).find(act => runsCheck(act.command, check));
  if (after) return [{ callId: after.callId, what: tellCommand(after), verdict: 'kept' }];
  if (acts.some(act => runsCheck(act.command, check))) return [];
  const path = edit.edited.find(isCode) ?? '';
  return [{ callId: edit.callId, what: `no ${check} after ${tellPath(path)}`, verdict: 'broken' }];
};

const checkedBeforeCommit = (acts: readonly Act[], { check, commands }: Guard): Seen[] => {
  const at = acts.findIndex(act => commands.some(name => runsCommand(act.command, name)));
  const commit = acts[at];
  if (!check || !commit) return [];
  const edited = acts.slice(0, at).findLastIndex(act => act.edited.some(isCode));
  const checked = acts.slice(0, at + 1).findLastIndex(act => runsCheck(act.command, check));
  if (checked > edited) return [{ callId: commit.callId, what: tellCommand(commit), verdict: 'kept' }];
  return edited < 0 ? [] : [{ callId: commit.callId, what: tellCommand(commit), verdict: 'broken' }];
};

const readBefore = (acts: readonly Act[], { reads }: Guard): Seen[] => {
  const first = acts.findIndex(act => act.edited.some(isCode));
  const edit = acts[first];
  if (reads.length === 0 || !edit) return [];
  const read = acts
    .slice(0, first)
    .find(act => act.read.some(text => reads.some(path => mentions(text, path))));
  if (read) return [{ callId: read.callId, what: oneLine(read.read[0] ?? '', 120), verdict: 'kept' }];
  return [{ callId: edit.callId, what: `edits before reading ${reads.join(', ')}`, verdict: 'broken' }];
};

const mentions = (text: string, path: string): boolean => text.toLowerCase().includes(path);
const tellPath = (path: string): string => oneLine(path, 120);
const isDocument = (path: string): boolean => /\.(?:md|mdx|rst|txt|adoc)$/i.test(path) && !isScratch(path);
const isScratch = (path: string): boolean =>
  /^(?:\/private)?\/(?:tmp|var\/folders)\/|[\\/]\.claude[\\/]plans[\\/]/i.test(path);
const isCode = (path: string): boolean => !isDocument(path) && !isScratch(path) && path !== '';
const isTest = (path: string): boolean =>
  /(?:^|[\\/])(?:tests?|specs?|__tests__)[\\/]|[._-](?:test|spec)s?\.\w+$|(?:^|[\\/])test_[^\\/]*$|Tests?\.\w+$/.test(
    path,
  );
