import type { RuleKind } from './standing-rule.ts';
import type { IsoTime } from './turn.ts';

/**
 * One sign that a rule is wanted, at its turn. `says`: the developer states it; `again`: says it once more, or objects
 * that it was not kept; `breaks`: the agent did what it forbids; `episode`: a classified breach of what was asked.
 */
export type RuleProof = {
  readonly session: string;
  readonly turn: number;
  readonly at: IsoTime | null;
  readonly does: 'says' | 'again' | 'breaks' | 'episode';
  /** The developer's words, or of a break what was done; on one line, its secrets hidden. */
  readonly words: string;
};

/** What a guard does with a call that it meets. */
export type GuardAct = 'deny' | 'ask';

/** What would hold a rule without words. */
export type RuleGuard =
  /** Commands that begin with one of these, each a few words long: `git push`. */
  | { readonly kind: 'command'; readonly act: GuardAct; readonly prefixes: readonly string[] }
  /** Files at these places, as globs: to be edited at all, or only to be made. */
  | {
      readonly kind: 'path';
      readonly act: GuardAct;
      readonly does: 'edit' | 'create';
      readonly globs: readonly string[];
    }
  /** Every tool that edits, until the developer says so. */
  | { readonly kind: 'tool'; readonly act: GuardAct; readonly tool: 'edit' }
  /** What a linter forbids as well; `adds` is the source of a pattern over the lines that an edit adds. */
  | {
      readonly kind: 'lint';
      readonly adds: string;
      readonly biome: readonly [group: string, name: string];
      readonly eslint: string;
    }
  /** A check that has to run; `command` is how this project was seen to run it, null when it was not. */
  | { readonly kind: 'check'; readonly check: string; readonly command: string | null };

/** A guard as one agent takes it: the text of a file, or what to add to it. */
export type GuardSnippet = {
  readonly agent: string;
  /** Where it goes, from the project's folder; a command line where no file holds it. */
  readonly file: string | null;
  readonly text: string;
  /** What the agent cannot be told so; empty where it holds the rule. */
  readonly limits: string;
};

/**
 * What a guard would have met in all past tool calls of the project. An innocent call is one that nobody pushed back on:
 * it was neither refused nor stopped, is no break of this rule, and neither its own turn, nor the developer's next one,
 * nor one that names its turn as its beginning, is pushback.
 */
export type Backtest = {
  readonly sessions: number;
  readonly calls: number;
  /** Calls that it meets. */
  readonly stopped: number;
  readonly innocent: number;
  /** Some of each, latest first. */
  readonly examples: readonly {
    readonly session: string;
    readonly turn: number;
    readonly what: string;
    readonly innocent: boolean;
  }[];
};

/** A line of a rule file that says a rule. */
export type RuleLine = { readonly file: string; readonly line: number; readonly text: string };

/**
 * Do the project's rule files say it? `said` is the line that says it now. `atSigns` counts the signs whose time the
 * history of the files tells about: in force when the rule was broken or said again, or not yet.
 */
export type RulePresence = {
  /**
   * `absent`: no file says it. `ignored`: one did when it was broken or said again. `said`: one does, and nothing is known
   * against it since. `unknown`: the project's folder is not on this machine.
   */
  readonly state: 'absent' | 'ignored' | 'said' | 'unknown';
  readonly said: RuleLine | null;
  readonly atSigns: { readonly inForce: number; readonly notYet: number; readonly unknown: number };
};

export type RuleProposal =
  | { readonly kind: 'line'; readonly file: string; readonly text: string }
  | { readonly kind: 'guard'; readonly guard: RuleGuard; readonly snippets: readonly GuardSnippet[] };

/** A rule that a person took up, as the store keeps it. */
export type AdoptedRule = {
  readonly id: string;
  readonly project: string;
  readonly rule: string;
  readonly kind: RuleKind | null;
  readonly at: IsoTime;
  readonly as: 'line' | 'guard';
  /** Where it was written, from the project's folder; several with a comma between. */
  readonly file: string;
};

/** What adopting a rule would write. `before` null: the file is not there yet. */
export type PlannedFile = {
  readonly file: string;
  readonly before: string | null;
  readonly after: string;
  /** Unified; as the file has it, control characters and all. */
  readonly diff: string;
};
export type AdoptionPlan = {
  readonly rule: ProposedRule;
  readonly folder: string;
  readonly as: AdoptedRule['as'];
  readonly files: readonly PlannedFile[];
};

/** How a rule went before it was adopted and after: its breaks over the sessions of the project. */
export type Relapse = {
  readonly adoptedAt: IsoTime;
  readonly as: AdoptedRule['as'];
  readonly file: string;
  readonly before: RuleRate;
  readonly after: RuleRate;
};
/** `sessions` that a break was seen in, of `n`; `share` null where they are too few to tell. */
export type RuleRate = { readonly sessions: number; readonly n: number; readonly share: number | null };

/** A rule that a project's logs ask for, with what they rest on. */
export type ProposedRule = {
  /** The same at every reading, as long as the project and its oldest sign stay. */
  readonly id: string;
  readonly project: string;
  /** Where the project lies on this machine; null when it does not. */
  readonly folder: string | null;
  /** In one line, in the developer's words; secrets hidden. */
  readonly rule: string;
  readonly kind: RuleKind | null;
  readonly signs: number;
  readonly sessions: number;
  readonly breaks: number;
  readonly lastSeen: IsoTime | null;
  /** The latest first. */
  readonly evidence: readonly RuleProof[];
  readonly presence: RulePresence;
  /** Null where a file says it and nothing more is needed, or nothing more is known. */
  readonly proposal: RuleProposal | null;
  /** Of the guard, proposed or not; null where no single call shows a break. */
  readonly backtest: Backtest | null;
  readonly relapse: Relapse | null;
};

export type ProposedRules = {
  readonly sessions: number;
  readonly projects: number;
  readonly rules: readonly ProposedRule[];
};

/** The files that the agents read their standing rules from. */
export const ruleFiles = [
  'AGENTS.md',
  'CLAUDE.md',
  '.cursorrules',
  '.github/copilot-instructions.md',
] as const;
