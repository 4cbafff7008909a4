import { homedir } from 'node:os';
import { Argument, Command, CommanderError, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { type EngineName, type EngineOverrides, engineNames } from './app/config.ts';
import { type SessionFormat, sessionFormats } from './app/export-text.ts';
import { type CommandApp, openApp } from './app/open-app.ts';
import { type ReportFormat, reportFormats } from './app/report-text.ts';
import { adopt } from './commands/adopt.ts';
import { classify } from './commands/classify.ts';
import { classifyBatch } from './commands/classify-batch.ts';
import { completionScripts, type Shell, shells } from './commands/completion-scripts.ts';
import { doctor } from './commands/doctor.ts';
import { exportSessions } from './commands/export.ts';
import { exportOne } from './commands/export-session.ts';
import { find, queryHelp } from './commands/find.ts';
import { list } from './commands/list.ts';
import { moments } from './commands/moments.ts';
import { type Output, toJson } from './commands/output.ts';
import { report } from './commands/report.ts';
import { review } from './commands/review.ts';
import { rules } from './commands/rules.ts';
import { show } from './commands/show.ts';
import { type MomentGrouping, type MomentOrder, momentGroupings, momentOrders } from './domain/moment.ts';
import { sanitise } from './domain/sanitise.ts';
import { messageOf, UserError } from './errors.ts';
import { isFolder } from './files/find-logs.ts';

type Flags = {
  sessions?: string[];
  agent?: string;
  project?: string;
  after?: string;
  before?: string;
  config?: string;
  store?: string;
  json?: boolean;
  verbose?: boolean;
};

type ClassifyOptions = Omit<EngineOverrides, 'engine'> & {
  readonly engine?: EngineName | 'batch';
  readonly batchFolder?: string;
  readonly cancel?: boolean;
  readonly yes?: boolean;
  readonly maxCost?: number;
  readonly maxTokens?: number;
  readonly fresh?: boolean;
  readonly preview?: boolean;
};

type ExportFlags = {
  readonly format: 'study' | SessionFormat;
  readonly turns?: { readonly from: number; readonly to: number };
  readonly episode?: string;
  readonly reveal?: boolean;
  readonly yes?: boolean;
};

const output: Output = {
  out: text => {
    process.stdout.write(`${text}\n`);
  },
  talk: text => {
    process.stderr.write(`${sanitise(text)}\n`);
  },
};

const program = new Command('pushback')
  .description(
    'Replays coding-agent sessions in the terminal and shows where the developer had to push back.',
  )
  .version(manifest.version)
  .argument('[session]', 'a session id, a unique prefix, a piece of a title, a log file or a folder of logs')
  .option(
    '--sessions <path>',
    'read this folder or file instead of the agents’ own places (repeatable)',
    collect,
  )
  .option('--agent <name>', 'only sessions of this agent')
  .option('--project <name>', 'only sessions of this project')
  .option('--after <date>', 'only sessions that started on or after this date', toDate)
  .option('--before <date>', 'only sessions that started before this date', toDate)
  .option('--config <file>', 'a config file instead of the usual one')
  .option('--store <dir>', 'keep classifications and the index in this folder instead of the usual ones')
  .option('--json', 'print one JSON value on stdout')
  .option('--verbose', 'print the stack of an error')
  .option('--no-color', 'no colour (as NO_COLOR)')
  .showHelpAfterError()
  .exitOverride()
  .configureOutput({ writeErr: text => process.stderr.write(sanitise(text)) })
  .action(open);

program
  .command('list')
  .description('sessions, newest first, one a line')
  .action(() => withApp(app => list(app, flags(), output)));
program
  .command('show <session>')
  .description('one session, normalised')
  .action((session: string) => withApp(app => show(app, session, flags(), output)));
program
  .command('find <query...>')
  .description(`turns that answer a query: ${queryHelp}`)
  .option('--pushback', 'only turns that push back')
  .option('--limit <n>', 'at most so many hits', '50')
  .action((query: string[], { pushback, limit }: { pushback?: boolean; limit: string }) =>
    withApp(app =>
      find(app, query.join(' '), { ...flags(), pushback: pushback === true, limit: toLimit(limit) }, output),
    ),
  );
program
  .command('moments [session...]')
  .description('pushback moments, strongest first')
  .addOption(new Option('--order <name>', 'which come first').choices(momentOrders).default('strongest'))
  .addOption(
    new Option('--by <name>', 'put together what is of one class, or about one rule, file or command')
      .choices(momentGroupings)
      .default('none'),
  )
  .option('--limit <n>', 'at most so many moments')
  .action(
    (sessions: string[], { limit, ...view }: { order: MomentOrder; by: MomentGrouping; limit?: string }) =>
      withApp(app =>
        moments(
          app,
          sessions,
          { ...flags(), ...view, limit: limit === undefined ? Infinity : toLimit(limit) },
          output,
        ),
      ),
  );
program
  .command('classify [session...]')
  .description('find the misalignment episodes of sessions (or of a folder of them), keep and print them')
  .addOption(
    new Option(
      '--engine <name>',
      'who answers; offline sends nothing, batch uses the Batch API: begin it with sessions, go on with none',
    ).choices([...engineNames, 'batch']),
  )
  .option('--model <name>', 'the model to ask, with --engine openai')
  .option('--base-url <url>', 'any endpoint that speaks OpenAI chat completions, with --engine openai')
  .option('-y, --yes', 'send without asking; needs --max-cost where the price is known')
  .option('--max-cost <usd>', 'stop before it costs more, and keep what is done', toAmount('--max-cost'))
  .option(
    '--max-tokens <n>',
    'stop before it takes more tokens, and keep what is done',
    toAmount('--max-tokens'),
  )
  .option('--preview', 'print what would be sent, letter by letter, and send nothing')
  .option(
    '--label-turns',
    'have the model label every developer turn too: shown as its word, beside the rules',
  )
  .option('--fresh', 'ask anew what was answered before')
  .option('--batch-folder <dir>', 'put requests there and find replies there, with --engine batch')
  .option('--cancel', 'take the batch job back, with --engine batch')
  .action(async (sessions: string[], options: ClassifyOptions) => {
    const { engine, yes, maxCost, maxTokens, fresh, preview, batchFolder, cancel, ...places } = options;
    const consent = {
      ...{ ...flags(), yes: yes === true },
      limits: { cost: maxCost ?? null, tokens: maxTokens ?? null },
    };
    const overrides = engine === undefined || engine === 'batch' ? places : { ...places, engine };
    await withApp(
      async app => {
        const io = {
          ...output,
          confirm: process.stdin.isTTY ? confirm : null,
          status: process.stderr.isTTY ? showStatus : null,
          signal: interrupted(),
        };
        process.exitCode =
          engine === 'batch'
            ? await classifyBatch(
                app,
                sessions,
                { ...consent, folder: batchFolder ?? null, cancel: cancel === true },
                io,
              )
            : await classify(
                app,
                sessions,
                { ...consent, engine, fresh: fresh === true, preview: preview === true },
                io,
              );
      },
      { overrides },
    );
  });
program
  .command('review [session]')
  .description(
    'episodes that wait for your decision, least sure first; of one session: its runs side by side',
  )
  .option('--agreement', 'how far you, the offline rules and the model agree on each axis')
  .option('--limit <n>', 'at most so many episodes', '50')
  .action((session: string | undefined, { agreement, limit }: { agreement?: boolean; limit: string }) =>
    withApp(app =>
      review(app, session, { ...flags(), agreement: agreement === true, limit: toLimit(limit) }, output),
    ),
  );
program
  .command('report')
  .description(
    'what pushback and episodes add up to: the study’s tables over these sessions, beside what it found',
  )
  .addOption(
    new Option('--format <name>', 'terminal, or a file for elsewhere on stdout')
      .choices(reportFormats)
      .default('terminal'),
  )
  .action(({ format }: { format: ReportFormat }) =>
    withApp(app =>
      report(
        app,
        { format: flags().json ? 'json' : format, width: process.stdout.columns ?? 100 },
        { ...output, status: process.stderr.isTTY ? showStatus : null },
      ),
    ),
  );
const rulesCommand = program
  .command('rules')
  .description(
    'rules that your sessions ask for: said or broken again and again, and whether AGENTS.md and its like say them',
  )
  .action(() =>
    withApp(app => rules(app, flags(), { ...output, status: process.stderr.isTTY ? showStatus : null })),
  );
rulesCommand
  .command('adopt <id>')
  .description(
    'write a proposed rule into its project: shows the diff and asks; what breaks it from then on is told',
  )
  .option('-y, --yes', 'do not ask')
  .action((id: string, { yes }: { yes?: boolean }) =>
    withApp(app =>
      adopt(
        app,
        id,
        { ...flags(), yes: yes === true },
        {
          ...output,
          status: process.stderr.isTTY ? showStatus : null,
          confirm: process.stdin.isTTY ? confirm : null,
        },
      ),
    ),
  );
program
  .command('export [session...]')
  .description('a session to share, or the episodes of sessions as rows for another program; on stdout')
  .addOption(
    new Option(
      '--format <name>',
      'study: the annotated_misalignments of the paper, of all that were classified unless sessions are named; the others: one session (html: a replay in one file, cast: an asciicast)',
    )
      .choices(['study', ...sessionFormats])
      .default('study'),
  )
  .option('--turns <from-to>', 'only these turns of the session, like 12-40', toTurns)
  .option('--episode <id>', 'only the turns of this episode')
  .option('--reveal', 'names, addresses and secrets as they are; asks before it writes them')
  .option('-y, --yes', 'do not ask')
  .action((sessions: string[], { format, turns, episode, reveal, yes }: ExportFlags) =>
    withApp(app =>
      format === 'study'
        ? exportSessions(app, sessions, { reveal: reveal === true, yes: yes === true }, exportOutput())
        : exportOne(
            app,
            sessions,
            {
              ...{ format, turns: turns ?? null, episode: episode ?? null },
              ...{ reveal: reveal === true, yes: yes === true },
            },
            exportOutput(),
          ),
    ),
  );
program
  .command('mcp')
  .description(
    'answers coding agents over the Model Context Protocol: find, moments, episodes, rules; they start it',
  )
  .action(async () => {
    if (process.stdin.isTTY)
      output.talk('Coding agents start this one and speak on stdin; docs/mcp.md says how. ctrl-c ends it.');
    await withApp(async app => {
      const { serveMcp } = await import('./commands/mcp/serve-mcp.ts');
      await serveMcp(app, manifest.version, output);
    });
    // Reading may go on in the background; the agent has left.
    process.exit(0);
  });
program
  .command('completions')
  .description('a script for your shell that completes commands, flags, filters and sessions')
  .addArgument(new Argument('<shell>', 'the shell').choices(shells))
  .action((shell: Shell) => output.out(completionScripts[shell]));
program
  .command('complete', { hidden: true })
  .addArgument(new Argument('<shell>').choices(shells))
  .argument('[words...]')
  .action(async (shell: Shell, words: string[]) => {
    const { complete } = await import('./commands/complete.ts');
    readTypedFlags(words);
    await withApp(async app => {
      const lines = complete(app, program, shell, words);
      if (lines !== '') output.out(lines);
    });
  });
program
  .command('doctor')
  .description('what was found where, and what could not be read')
  .action(() =>
    withApp(async app => {
      process.exitCode = await doctor(app, flags(), manifest.version, output);
    }),
  );

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});
program.parseAsync().then(
  () => {},
  error => process.exit(fail(error)),
);

async function open(session?: string): Promise<void> {
  const folder = session !== undefined && isFolder(session) ? session : undefined;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    output.talk('This is no terminal: printing text. `pushback --help` shows the commands for scripts.');
    return withApp(
      app =>
        session === undefined || folder !== undefined
          ? list(app, flags(), output)
          : show(app, session, flags(), output),
      { folder },
    );
  }
  await withApp(
    async app => {
      const summary = session === undefined || folder !== undefined ? null : await app.resolveToOpen(session);
      const { runTui } = await import('./tui/run-tui.tsx');
      await runTui({ app, open: summary });
    },
    { folder },
  );
  // Reading goes on in the background; the person has left.
  process.exit(0);
}

type Opening = { readonly folder?: string | undefined; readonly overrides?: EngineOverrides };

async function withApp(
  use: (app: CommandApp) => Promise<void>,
  { folder, overrides }: Opening = {},
): Promise<void> {
  const { sessions = [], agent, project, after, before, config, store } = program.opts<Flags>();
  const app = openApp({
    ...overrides,
    sessions: folder === undefined ? sessions : [folder],
    agent,
    project,
    after,
    before,
    config,
    store,
    cwd: process.cwd(),
    home: homedir(),
    env: process.env,
    now: () => new Date(),
  });
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

/** Asks on stderr, for stdout is data's; anything but a yes is a no, ctrl-c and a closed input too. */
async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  terminal.on('close', () => resolve(false));
  terminal.on('SIGINT', () => terminal.close());
  terminal.question(question, answer => resolve(/^y(es)?$/i.test(answer.trim())));
  return promise.finally(() => terminal.close());
}

/**
 * Aborts at the first ctrl-c, so that what is found is kept; a second one ends the program at once. The listener stays:
 * the store's lock library kills the program when nobody else listens.
 */
function interrupted(): AbortSignal {
  const stop = new AbortController();
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  });
  return stop.signal;
}

/** Sessions are looked for where the line says; its last word may be half a flag. */
function readTypedFlags(words: readonly string[]): void {
  try {
    program.parseOptions(words.slice(0, words.at(-2)?.startsWith('-') ? -2 : -1));
  } catch {
    // A flag that is still wrong narrows nothing.
  }
}

function flags(): { json: boolean } {
  return { json: program.opts<Flags>().json === true };
}

function collect(path: string, paths: readonly string[] = []): string[] {
  return [...paths, path];
}

/** The beginning of an ISO date: a year, a month or a day. */
function toDate(text: string): string {
  // Date.parse takes the 31st of February for a day in March.
  const isReal = (date: number) => !Number.isNaN(date) && new Date(date).toISOString().startsWith(text);
  if (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) && isReal(Date.parse(text))) return text;
  throw new UserError(`“${text}” is no date.`, 'Give it like 2026-11-24, 2026-11 or 2026.');
}

function toTurns(text: string): { from: number; to: number } {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (from !== undefined && Number(from) >= 1 && Number(to) >= Number(from))
    return { from: Number(from), to: Number(to) };
  throw new UserError(`--turns wants a range of turns, not “${text}”.`, 'For example: --turns 12-40');
}

function toLimit(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UserError(`--limit wants a whole number above 0, not “${text}”.`, 'For example: --limit 50');
}

function exportOutput() {
  return { ...output, confirm: process.stdin.isTTY ? confirm : null };
}

/** One line that the next one replaces. */
function showStatus(line: string): void {
  const width = (process.stderr.columns ?? 80) - 1;
  process.stderr.write(`\r\u001b[2K${line.slice(0, width)}`);
}

function toAmount(flag: string): (text: string) => number {
  return text => {
    const amount = Number(text);
    if (Number.isFinite(amount) && amount > 0) return amount;
    throw new UserError(`${flag} wants a number above 0, not “${text}”.`, `For example: ${flag} 1`);
  };
}

/** Says what went wrong and what to do, and gives the exit code. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) {
    const wrong = error.exitCode !== 0;
    // Commander has said it in words already; a script gets the pinned object.
    if (wrong && process.argv.includes('--json')) {
      printError(error.message.replace(/^error: /, ''), 'pushback --help', 2);
    }
    return wrong ? 2 : 0;
  }
  const known = error instanceof UserError;
  const message = messageOf(error);
  const nextStep = known
    ? error.nextStep
    : 'This is a bug in pushback: run again with --verbose and report what it prints.';
  const code = known ? error.code : 1;
  if (process.argv.includes('--json')) printError(message, nextStep, code);
  else output.talk(sanitise(`${message}\n${nextStep}`));
  if (!known && process.argv.includes('--verbose') && error instanceof Error)
    output.talk(sanitise(error.stack ?? ''));
  return code;
}

function printError(message: string, nextStep: string, code: number): void {
  output.out(toJson({ error: { message, nextStep, code } }));
}
