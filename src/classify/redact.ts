import { looksSecret, secretRules } from './secret-rules.ts';

export type Redacted = {
  readonly text: string;
  /** How many different secrets of each kind were hidden. */
  readonly found: Readonly<Record<string, number>>;
  /** Puts the originals back; only in this process, for they are kept nowhere else. */
  readonly restore: (text: string) => string;
};

/** A secret with the placeholder that stands for it. */
export type Secret = { readonly kind: string; readonly secret: string; readonly placeholder: string };

export type Redactor = {
  readonly redact: (text: string) => string;
  /** The placeholder for a secret that is known from elsewhere. */
  readonly hide: (kind: string, secret: string) => string;
  readonly restore: (text: string) => string;
  /** How many different secrets of each kind stand hidden in a text. */
  readonly foundIn: (text: string) => Readonly<Record<string, number>>;
  readonly secrets: () => readonly Secret[];
};

/**
 * Hides secrets, e-mail addresses and user names in home paths behind `[REDACTED:kind:n]`. The same secret always gets
 * the same placeholder within one call, so what is said about it still makes sense. No hash of a secret leaves the machine.
 */
export const redact = (text: string): Redacted => {
  const redactor = createRedactor([text]);
  const hidden = redactor.redact(text);
  return { text: hidden, found: redactor.foundIn(hidden), restore: redactor.restore };
};

/**
 * Hides the secrets of several texts behind one set of placeholders. A log may hold a placeholder of its own: those of
 * `sources` are passed over, or `restore` would put a secret there.
 */
export const createRedactor = (sources: readonly string[]): Redactor => {
  const taken = new Set(sources.flatMap(source => source.match(placeholders) ?? []));
  const bySecret = new Map<string, Secret>();
  const byPlaceholder = new Map<string, Secret>();
  const counts = new Map<string, number>();

  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder = `[REDACTED:${kind}:${count}]`;
    return taken.has(placeholder) ? next(kind) : placeholder;
  };
  const hide = (kind: string, secret: string): string => {
    const known = bySecret.get(secret);
    if (known) return known.placeholder;
    const hidden = { kind, secret, placeholder: next(kind) };
    bySecret.set(secret, hidden);
    byPlaceholder.set(hidden.placeholder, hidden);
    return hidden.placeholder;
  };
  return {
    hide,
    redact: text =>
      secretRules.reduce(
        (current, { kind, pattern }) =>
          current.replace(pattern, (...args: unknown[]) => hideIn(args, secret => hide(kind, secret))),
        text,
      ),
    restore: text =>
      text.replace(placeholders, placeholder => byPlaceholder.get(placeholder)?.secret ?? placeholder),
    foundIn: text => {
      const present = [...new Set(text.match(placeholders))].flatMap(mark => byPlaceholder.get(mark) ?? []);
      const kinds = Map.groupBy(present, ({ kind }) => kind);
      return Object.fromEntries([...kinds].map(([kind, secrets]) => [kind, secrets.length]));
    },
    secrets: () => [...bySecret.values()],
  };
};

const placeholders = /\[REDACTED:[a-z-]+:\d+\]/g;

/** Replaces the secret within one match, or all of it when the rule names no part. An assigned value must look like a secret; other rules are sure by form. */
const hideIn = (args: readonly unknown[], hide: (secret: string) => string): string => {
  const match = String(args[0]);
  const groups = toGroups(args.at(-1));
  const secret = groups.secret ?? groups.bare ?? match;
  const isAssigned = 'bare' in groups;
  if (
    secret === '' ||
    secret.includes('[REDACTED:') ||
    (isAssigned && !looksSecret(secret, groups.bare === undefined))
  )
    return match;
  const at = match.lastIndexOf(secret);
  return `${match.slice(0, at)}${hide(secret)}${match.slice(at + secret.length)}`;
};

const toGroups = (value: unknown): { secret?: string; bare?: string } =>
  typeof value === 'object' && value !== null ? value : {};
