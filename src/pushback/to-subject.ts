import type { Subject } from '../domain/pushback.ts';
import type { StandingRule } from '../domain/standing-rule.ts';
import { commandsIn } from './ledger/commands.ts';
import type { TurnFacts } from './turn-facts.ts';

type Known = {
  /** The rule that the pushback recalls. */
  readonly rule: StandingRule | undefined;
  readonly turn: TurnFacts | undefined;
  /** The agent turn that it objects to. */
  readonly act: TurnFacts | undefined;
  readonly wasEdited: (name: string) => boolean;
};

/**
 * What a pushback is about, as far as the log names it: the rule that it recalls; else the file that the developer writes
 * of; else the one file that the agent had changed; else the one well-known command that it had run. Null says nothing:
 * of several files none is guessed.
 */
export const toSubject = ({ rule, turn, act, wasEdited }: Known): Subject | null => {
  if (rule) return { kind: 'rule', name: (rule.objects[0] ?? rule.sentence).toLowerCase() };
  const named = turn?.named ?? [];
  const edited = act?.edited ?? [];
  const file =
    named.find(name => edited.includes(name)) ??
    named.find(wasEdited) ??
    named[0] ??
    (edited.length === 1 ? edited[0] : undefined);
  if (file !== undefined) return { kind: 'file', name: file };
  const [command, another] = edited.length === 0 ? commandsOf(act) : [];
  return command !== undefined && another === undefined ? { kind: 'command', name: command } : null;
};

const commandsOf = (act: TurnFacts | undefined): string[] => [
  ...new Set((act?.ran ?? []).flatMap(line => commandsIn(line).slice(0, 1))),
];
