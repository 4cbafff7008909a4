import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import defaults from '../../config/defaults.json' with { type: 'json' };
import { type Effort, efforts } from '../classify/engines/openai-request.ts';
import { type ValidateWith, validateWays } from '../classify/validate-ways.ts';
import { messageOf, UserError } from '../errors.ts';
import { readText } from '../files/read-text.ts';

export const engineNames = ['offline', 'openai'] as const;
/** What can answer the stages of a classification. */
export type EngineName = (typeof engineNames)[number];

export const themeNames = [
  'terminal',
  'dark',
  'light',
  'high-contrast',
  'colour-blind',
  'monochrome',
] as const;
/** How the screen is drawn. `terminal` uses the terminal's own 16 colours, so it fits any background. */
export type ThemeName = (typeof themeNames)[number];

/** Keys in place of the usual ones: by screen, then by the action's name. Which there are, the screens know. */
export type KeySettings = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a person can set. Defaults are config/defaults.json; a key in a file or on the command line wins. */
export type Config = {
  readonly engine: EngineName;
  /** The least strength that counts as pushback, 0.2 to 1; null: where the detector was found to do best. */
  readonly threshold: number | null;
  /** Null: the one that was chosen last. */
  readonly theme: ThemeName | null;
  readonly keys: KeySettings;
  /** Is the mouse taken? Its wheel and clicks never are the only way. */
  readonly mouse: boolean;
  readonly openai: {
    readonly baseUrl: string;
    readonly model: string;
    /** The name of the environment variable that holds the key: no key is ever written in a file. */
    readonly apiKeyEnv: string;
    readonly timeoutSeconds: number;
    /** What the model reads, in tokens; null: what config/models.json says, and no limit for a model it does not know. */
    readonly contextTokens: number | null;
    /** A command that prints the key, run where the variable is not set. */
    readonly keyCommand: string | null;
    readonly organization: string | null;
    readonly project: string | null;
    /** Sent with every request; a value `$NAME` is taken from the environment. */
    readonly headers: Readonly<Record<string, string>>;
    /** How many questions are with the endpoint at a time. */
    readonly concurrency: number;
    /** Null leaves it to the model. */
    readonly reasoningEffort: Effort | null;
    readonly validateWith: ValidateWith;
    /** Is every developer turn labelled too? */
    readonly labelTurns: boolean;
    /** The most that one run may use: US dollars, and tokens of requests and replies together; null: no limit. */
    readonly maxCost: number | null;
    readonly maxTokens: number | null;
  };
};

export type EngineOverrides = {
  readonly engine?: string | undefined;
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly labelTurns?: boolean | undefined;
};

export type Places = { readonly config: string; readonly index: string; readonly store: string };

/** Where pushback keeps things: the system's own places, or all but the config under the folder of `--store`. */
export const placesOf = (store: string | undefined, cwd: string): Places => {
  const paths = envPaths('pushback', { suffix: '' });
  const folder = store === undefined ? null : resolve(cwd, store);
  return {
    config: join(paths.config, 'config.json'),
    index: join(folder ? join(folder, 'cache') : paths.cache, 'index.sqlite'),
    store: folder ?? paths.data,
  };
};

/**
 * Reads the config: the named file, else the one at its usual place if there is one, over the defaults.
 * Throws UserError (2) that names file and key when it is not there, no JSON, or holds what it may not.
 */
export const loadConfig = async (
  named: string | undefined,
  usual: string,
  overrides: EngineOverrides,
): Promise<Config> => {
  const path = named ?? usual;
  const text = readText(path);
  if (text === null && named !== undefined)
    throw new UserError(`There is no config file at ${path}.`, 'Name another one, or leave --config out.');
  const file = text === null ? {} : await checkFile(parseFile(text, path), path);
  return {
    engine: toEngine(overrides.engine ?? file.engine ?? defaults.engine),
    threshold: file.threshold ?? defaults.threshold,
    theme: file.theme ?? defaults.theme,
    keys: file.keys ?? defaults.keys,
    mouse: file.mouse ?? defaults.mouse,
    openai: {
      ...usualOpenai,
      ...file.openai,
      ...(overrides.model === undefined ? {} : { model: overrides.model }),
      ...(overrides.baseUrl === undefined ? {} : { baseUrl: overrides.baseUrl }),
      ...(overrides.labelTurns === undefined ? {} : { labelTurns: overrides.labelTurns }),
    },
  };
};

/** What config/defaults.json says of the openai engine. */
export const usualOpenai: Config['openai'] = {
  ...defaults.openai,
  validateWith: validateWays.find(way => way === defaults.openai.validateWith) ?? 'evidence',
};

const toEngine = (name: string): EngineName => {
  const engine = engineNames.find(known => known === name);
  if (engine) return engine;
  throw new UserError(`There is no engine “${name}”.`, `Engines are ${engineNames.join(' and ')}.`);
};

/** The theme of this name; null where there is none. */
export const toTheme = (name: string | null): ThemeName | null =>
  themeNames.find(known => known === name) ?? null;

const parseFile = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const why = messageOf(cause);
    throw new UserError(`The config file ${path} is no JSON: ${why}`, 'Mend it or take it away.', { cause });
  }
};

type ConfigFile = {
  readonly engine?: EngineName | undefined;
  readonly threshold?: number | undefined;
  readonly theme?: ThemeName | undefined;
  readonly keys?: KeySettings | undefined;
  readonly mouse?: boolean | undefined;
  readonly openai?: { readonly [Key in keyof Config['openai']]?: Config['openai'][Key] } | undefined;
};

/** Zod takes 10 ms to load, and most people have no config file. */
const checkFile = async (value: unknown, path: string): Promise<ConfigFile> => {
  const { z } = await import('zod');
  const name = z.string().min(1).exactOptional();
  const openai = z.strictObject({
    baseUrl: name,
    model: name,
    apiKeyEnv: name,
    timeoutSeconds: z.number().positive().max(3600).exactOptional(),
    contextTokens: z.number().int().min(2000).exactOptional(),
    keyCommand: name,
    organization: name,
    project: name,
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().min(1)).exactOptional(),
    concurrency: z.number().int().min(1).max(64).exactOptional(),
    reasoningEffort: z.enum(efforts).exactOptional(),
    validateWith: z.enum(validateWays).exactOptional(),
    labelTurns: z.boolean().exactOptional(),
    maxCost: z.number().positive().exactOptional(),
    maxTokens: z.number().int().positive().exactOptional(),
  });
  const schema = z.strictObject({
    engine: z.enum(engineNames).exactOptional(),
    threshold: z.number().min(0.2).max(1).exactOptional(),
    theme: z.enum(themeNames).exactOptional(),
    mouse: z.boolean().exactOptional(),
    keys: z.record(z.string(), z.record(z.string(), z.array(z.string()))).exactOptional(),
    openai: openai.exactOptional(),
  });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    issue => `  ${issue.path.join('.') || '(whole file)'}: ${issue.message}`,
  );
  throw new UserError(
    [`The config file ${path} is wrong:`, ...wrong].join('\n'),
    'config/README.md lists the keys; a file needs only those that differ.',
  );
};
