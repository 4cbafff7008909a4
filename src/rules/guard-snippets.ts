import type { GuardSnippet, RuleGuard } from '../domain/proposed-rule.ts';

/** A guard as each of these agents takes it, as far as its own documentation says how; none of one that says nothing. */
export const guardSnippets = (guard: RuleGuard, agents: readonly string[]): GuardSnippet[] =>
  guard.kind === 'lint' ? lintSnippets(guard) : vendorSnippets(guard, agents);

/** A linter holds for every agent, and for people. */
const lintSnippets = ({
  biome: [group, name],
  eslint,
}: Extract<RuleGuard, { kind: 'lint' }>): GuardSnippet[] => {
  const limits = 'It holds where the linter runs: before a commit, or in CI.';
  const biome = { linter: { rules: { [group]: { [name]: 'error' } } } };
  return [
    { agent: 'Biome, for every agent', file: null, text: json(biome), limits },
    { agent: 'ESLint, for every agent', file: null, text: json({ rules: { [eslint]: 'error' } }), limits },
  ];
};

const vendorSnippets = (guard: RuleGuard, agents: readonly string[]): GuardSnippet[] =>
  vendors
    .filter(({ isOf }) => agents.some(agent => isOf.test(agent)))
    .flatMap(({ agent, write }) => write(guard).map(part => ({ agent, ...part })));

type Part = Omit<GuardSnippet, 'agent'>;
type Vendor = {
  readonly agent: string;
  /** The agent's name as logs tell it. */
  readonly isOf: RegExp;
  readonly write: (guard: RuleGuard) => readonly Part[];
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Source: code.claude.com/docs, “Permissions” and “Hooks”. */
const claudeCode = (guard: RuleGuard): Part[] => {
  const file = '.claude/settings.json';
  const rules = (act: string, all: readonly string[]): string => json({ permissions: { [act]: all } });
  switch (guard.kind) {
    case 'command':
      return [
        {
          file,
          text: rules(
            guard.act,
            guard.prefixes.map(prefix => `Bash(${prefix}:*)`),
          ),
          limits: 'It meets the command as it begins: not with options between its words (git -C . push).',
        },
      ];
    case 'path':
      return guard.does === 'edit'
        ? [
            {
              file,
              text: rules(
                guard.act,
                guard.globs.map(glob => `Edit(${glob})`),
              ),
              limits: 'It meets the editing tools: a shell command still reaches the file.',
            },
          ]
        : [
            {
              file,
              text: json(newFileHook(guard.globs)),
              limits: 'It needs jq; a shell command still makes files.',
            },
          ];
    case 'tool':
      return [
        {
          file,
          text: json({ permissions: { defaultMode: 'plan' } }),
          limits: 'Every session begins in plan mode, whatever it is for.',
        },
      ];
    case 'check':
      return guard.command === null
        ? []
        : [
            {
              file,
              text: json(checkHook(guard.command)),
              limits: 'It runs whenever the agent stops; needs jq.',
            },
          ];
    case 'lint':
      return [];
  }
};

/** Exit code 2 stops the call and hands what stands on stderr to the agent. */
const newFileHook = (globs: readonly string[]) => {
  const ends = globs.map(glob => glob.replace(/^\*\*\/?/, '*')).join('|');
  const command = `f=$(jq -r .tool_input.file_path); case "$f" in ${ends || '*'}) [ -e "$f" ] || { echo "No new files of this kind here without being asked." >&2; exit 2; };; esac`;
  return { hooks: { PreToolUse: [{ matcher: 'Write', hooks: [{ type: 'command', command }] }] } };
};

/** A second stop in a row is let through, or a check that cannot pass would keep the agent for ever. */
const checkHook = (check: string) => {
  const command = `jq -e .stop_hook_active >/dev/null || ${check} >&2 || exit 2`;
  return { hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } };
};

/** Source: developers.openai.com/codex/rules and the configuration reference. */
const codex = (guard: RuleGuard): Part[] => {
  if (guard.kind === 'tool')
    return [
      {
        file: '.codex/config.toml',
        text: 'sandbox_mode = "read-only"\napproval_policy = "on-request"\n',
        limits: 'Every session begins so, whatever it is for, in a project that Codex trusts.',
      },
    ];
  if (guard.kind !== 'command') return [];
  const decision = guard.act === 'ask' ? 'prompt' : 'forbidden';
  const rule = (prefix: string) =>
    `prefix_rule(pattern = ${JSON.stringify(prefix.split(' '))}, decision = "${decision}", justification = "The developer asked for it.")`;
  return [
    {
      file: '.codex/rules/pushback.rules',
      text: `${guard.prefixes.map(rule).join('\n')}\n`,
      limits: 'Codex calls such rules experimental, and reads them in a project that it trusts.',
    },
  ];
};

/** Source: cursor.com/docs, “Hooks” and “CLI permissions”. */
const cursor = (guard: RuleGuard): Part[] => {
  if (guard.kind === 'path' && guard.does === 'edit')
    return [
      {
        file: '.cursor/cli.json',
        text: json({ permissions: { deny: guard.globs.map(glob => `Write(${glob})`) } }),
        limits: 'It holds for the Cursor CLI alone.',
      },
    ];
  if (guard.kind !== 'command') return [];
  const begins = guard.prefixes.map(prefix => prefix.replaceAll('.', '\\.').replaceAll(' ', ' +')).join('|');
  const command = `jq -r .command | grep -Eq '(^|[;&|(] *)(${begins})( |$)' && { echo 'The developer forbids this command.' >&2; exit 2; } || echo '{}'`;
  return [
    {
      file: '.cursor/hooks.json',
      text: json({ version: 1, hooks: { beforeShellExecution: [{ command }] } }),
      limits: 'It needs jq and grep, and denies where the rule only wants to be asked.',
    },
  ];
};

/** Source: code.visualstudio.com/docs, “Manage approvals”. Both are questions, never refusals. */
const copilot = (guard: RuleGuard): Part[] => {
  const asks = (key: string, names: readonly string[]): Part[] => [
    {
      file: '.vscode/settings.json',
      text: json({ [key]: Object.fromEntries(names.map(name => [name, false])) }),
      limits: 'VS Code asks before each; it has no way to forbid.',
    },
  ];
  if (guard.kind === 'command') return asks('chat.tools.terminal.autoApprove', guard.prefixes);
  return guard.kind === 'path' ? asks('chat.tools.edits.autoApprove', guard.globs) : [];
};

/** Source: docs.github.com, “Using GitHub Copilot CLI”. */
const copilotCli = (guard: RuleGuard): Part[] => {
  if (guard.kind !== 'command') return [];
  const flags = guard.prefixes.map(prefix => `--deny-tool='shell(${prefix})'`);
  return [{ file: null, text: `copilot ${flags.join(' ')}\n`, limits: 'It has to be given at every start.' }];
};

const vendors: readonly Vendor[] = [
  { agent: 'Claude Code', isOf: /claude/i, write: claudeCode },
  { agent: 'Codex', isOf: /codex/i, write: codex },
  { agent: 'Cursor', isOf: /cursor/i, write: cursor },
  { agent: 'Copilot', isOf: /copilot/i, write: copilot },
  { agent: 'Copilot CLI', isOf: /copilot/i, write: copilotCli },
];
