import { UserError } from '../../errors.ts';

export type EndpointOptions = {
  readonly baseURL?: string | undefined;
  /** The name of the environment variable that holds the key; `OPENAI_API_KEY` unless told. */
  readonly apiKeyEnv?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Where requests go and by what key. `shown` and `host` hold no user name, password or query: they may be printed. */
export type Endpoint = {
  readonly baseURL: string;
  readonly shown: string;
  readonly host: string;
  readonly key: string;
  readonly keyName: string;
  /** Takes the key out of any text. */
  readonly scrub: (text: string) => string;
};

/** Finds address and key. Throws UserError (2) without a usable address or key; an endpoint on this machine needs no key. */
export const toEndpoint = ({ baseURL, apiKeyEnv, env }: EndpointOptions): Endpoint => {
  const keyName = apiKeyEnv ?? 'OPENAI_API_KEY';
  const url = toUrl(baseURL ?? 'https://api.openai.com/v1');
  const key = env[keyName]?.trim() || (isLocal(url.hostname) ? 'none' : '');
  if (!key) {
    throw new UserError('The openai engine has no key.', `Set ${keyName}, or use the offline engine.`);
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError(
      `The key in ${keyName} holds a character that no key has.`,
      'Set it again, without spaces or line breaks.',
    );
  }
  return {
    baseURL: url.href.replace(/\/$/, ''),
    shown: `${url.origin}${url.pathname}`.replace(/\/$/, ''),
    host: url.host,
    key,
    keyName,
    scrub: text => (key === 'none' ? text : text.replaceAll(key, '[key]')),
  };
};

const toUrl = (text: string): URL => {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  throw new UserError(
    'The base URL of the openai engine is no plain http(s) address.',
    'Give it as https://host/v1, and the key in the environment.',
  );
};

/** Only this very machine: a name or address of the local network is somebody else's computer. */
const isLocal = (hostname: string): boolean =>
  hostname === '[::1]' || /^(?:.+\.)?localhost$|^127(?:\.\d{1,3}){3}$/.test(hostname);
