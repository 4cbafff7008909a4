import { hash } from 'node:crypto';
import type {
  AdoptedRule,
  Backtest,
  ProposedRule,
  RuleGuard,
  RulePresence,
  RuleProposal,
} from '../domain/proposed-rule.ts';
import { oneLine } from '../domain/sanitise.ts';
import type { DemandCluster } from './cluster-demands.ts';
import { type Demand, demandsSame, type StatedDemand } from './demand.ts';
import { guardSnippets } from './guard-snippets.ts';
import { type DatedSession, measureRelapse } from './measure-relapse.ts';

/** What is known of a cluster when its rule is put together. `hide` takes secrets out of a text. */
export type RuleFacts = {
  readonly project: string;
  readonly folder: string | null;
  readonly cluster: DemandCluster;
  readonly presence: RulePresence;
  readonly guard: RuleGuard | null;
  readonly backtest: Backtest | null;
  readonly sessions: readonly DatedSession[];
  /** The rule files that the project has. */
  readonly files: readonly string[];
  readonly adopted: AdoptedRule | null;
  readonly hide: (text: string) => string;
  readonly readRule: (sentence: string) => StatedDemand | null;
};

/** The rule that a cluster asks for: in one line, with its signs, and what is proposed. */
export const toProposedRule = (facts: RuleFacts): ProposedRule => {
  const { project, folder, cluster, presence, backtest, adopted, hide } = facts;
  const { signs, demands } = cluster;
  const [leader] = demands;
  const rule = hide(ruleLine(cluster, facts.readRule));
  return {
    id: adopted?.id ?? ruleId(project, leader),
    ...{ project, folder, rule, kind: leader.kind, signs: signs.length },
    sessions: new Set(signs.map(({ session }) => session)).size,
    breaks: signs.filter(({ does }) => does === 'breaks' || does === 'episode').length,
    lastSeen: signs[0]?.at ?? null,
    evidence: signs.slice(0, mostEvidence).map(sign => ({ ...sign, words: hide(sign.words) })),
    presence: presence.said
      ? { ...presence, said: { ...presence.said, text: hide(presence.said.text) } }
      : presence,
    proposal: propose(facts, rule),
    backtest: backtest && {
      ...backtest,
      examples: backtest.examples.map(example => ({ ...example, what: hide(example.what) })),
    },
    relapse: adopted && measureRelapse(adopted, facts.sessions, signs),
  };
};

/** The adopted rule that a cluster is: by its id, or by its words where old logs are gone. */
export const adoptedFor = (
  project: string,
  { demands: [leader] }: DemandCluster,
  adopted: readonly AdoptedRule[],
  readRule: (sentence: string) => StatedDemand | null,
): AdoptedRule | null => {
  const own = adopted.filter(one => one.project === project);
  const id = ruleId(project, leader);
  const isLike = ({ rule, kind }: AdoptedRule) => {
    const read = readRule(rule);
    return demandsSame({ words: rule, kind, objects: read?.objects ?? [], acts: read?.acts ?? null }, leader);
  };
  return own.find(one => one.id === id) ?? own.find(isLike) ?? null;
};

const ruleId = (project: string, { kind, words }: Demand): string =>
  hash('sha256', JSON.stringify([project, kind, words.toLowerCase()]), 'hex').slice(0, 8);

/** A stated rule is clearer than an objection; the oldest one leads. What is said around it belongs to its task. */
const ruleLine = ({ demands }: DemandCluster, readRule: RuleFacts['readRule']): string => {
  const leader = demands.find(({ kind }) => kind !== null) ?? demands[0];
  const clause = clausesOf(leader.words).find(part => {
    const read = readRule(part);
    return read?.kind === leader.kind && JSON.stringify(read.acts) === JSON.stringify(leader.acts);
  });
  const line = withoutMarks(clause ?? leader.words);
  return oneLine(line.charAt(0).toUpperCase() + line.slice(1), mostRuleChars);
};

/** The parts of a sentence between commas, without what asks for them. */
const clausesOf = (sentence: string): string[] =>
  sentence.split(/[,;]\s+| [–—-] /).map(part => part.replace(/^(?:(?:please|pls|and|but|so|also) )+/i, ''));

const withoutMarks = (words: string): string =>
  words
    .replace(/\*\*|__|^[\s>*#-]+/g, '')
    .trim()
    .replace(/[\s,;:–—-]+$/, '');

const propose = (
  { presence, guard, files, adopted, cluster: { demands } }: RuleFacts,
  rule: string,
): RuleProposal | null => {
  const agents = byFrequency(demands.map(({ agent }) => agent));
  if (presence.state === 'absent' || presence.state === 'unknown')
    return { kind: 'line', file: fileFor(agents[0] ?? '', files), text: `- ${rule}` };
  if (presence.state === 'said' || guard === null || adopted?.as === 'guard') return null;
  return { kind: 'guard', guard, snippets: guardSnippets(guard, agents) };
};

const byFrequency = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, name => name)].sort((a, b) => b[1].length - a[1].length).map(([name]) => name);

/** The file that the agent reads: one that is there already, else the agent's usual one. */
const fileFor = (agent: string, files: readonly string[]): string => {
  const read = readBy.find(([name]) => name.test(agent))?.[1] ?? ['AGENTS.md'];
  return read.find(file => files.includes(file)) ?? read[0] ?? 'AGENTS.md';
};
const readBy: readonly (readonly [RegExp, readonly string[]])[] = [
  [/claude/i, ['CLAUDE.md', 'AGENTS.md']],
  [/cursor/i, ['AGENTS.md', '.cursorrules']],
  [/copilot/i, ['AGENTS.md', '.github/copilot-instructions.md']],
];

const mostRuleChars = 160;
const mostEvidence = 20;
