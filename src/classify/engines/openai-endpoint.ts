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
  /** Set when what is sent can be read on its way. */
  readonly warning: string | null;
  /** Takes the key out of any text. */
  readonly scrub: (text: string) => string;
};

/**
 * Finds address and key. Throws UserError (2) without a usable address or key, and for plain http to a public host: a
 * session would cross the internet in clear text. An endpoint on this machine needs no key.
 */
export const toEndpoint = ({ baseURL, apiKeyEnv, env }: EndpointOptions): Endpoint => {
  const keyName = apiKeyEnv ?? 'OPENAI_API_KEY';
  const url = toUrl(baseURL ?? 'https://api.openai.com/v1');
  const reach = reachOf(url.hostname);
  if (url.protocol === 'http:' && reach === 'world') {
    throw new UserError(
      `${url.host} would get the session unencrypted, over the internet.`,
      'Give its address with https://.',
    );
  }
  const key = env[keyName]?.trim() || (reach === 'machine' ? 'none' : '');
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
    warning:
      url.protocol === 'http:' && reach === 'network'
        ? `Not encrypted: whoever can listen on the network between here and ${url.host} can read the session.`
        : null,
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

/**
 * How far away a host is: this very machine, somebody else's on a private network, or anywhere. Private are the address
 * ranges of RFC 1918 and 4193, link-local ones, bare names and the names that no public server answers for.
 */
const reachOf = (hostname: string): 'machine' | 'network' | 'world' => {
  if (/^\[::1\]$|^(?:.+\.)?localhost$|^127(?:\.\d{1,3}){3}$/.test(hostname)) return 'machine';
  const isPrivate =
    /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2})$/.test(
      hostname,
    ) ||
    /^\[f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):/.test(hostname) ||
    /^[^.[\]]+$|\.(?:local|lan|internal|home\.arpa)$/.test(hostname);
  return isPrivate ? 'network' : 'world';
};
