import type { Config } from './config.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Plain data, for it travels to a worker. `env` holds what `namesOf` the config names, and nothing else. */
export type EngineJob = {
  readonly config: Config;
  readonly env: Env;
  /** The folder of the store. */
  readonly store: string;
  /** Ask anew what was answered before? */
  readonly fresh: boolean;
};

/** The variables of the environment that an engine may see: the one of the key, and those that headers name as `$NAME`. */
export const namesOf = ({ openai }: Config): string[] => [
  openai.apiKeyEnv,
  ...Object.values(openai.headers).flatMap(value => (value.startsWith('$') ? [value.slice(1)] : [])),
];
