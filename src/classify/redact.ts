import { looksSecret, secretRules } from './secret-rules.ts';

export type Redacted = {
  readonly text: string;
  /** How many different secrets of each kind were hidden. */
  readonly found: Readonly<Record<string, number>>;
  /** Puts the originals back; only in this process, for they are kept nowhere else. */
  readonly restore: (text: string) => string;
};

/**
 * Hides secrets, e-mail addresses and user names in home paths behind `[REDACTED:kind:n]`. The same secret always gets
 * the same placeholder within one call, so what is said about it still makes sense. No hash of a secret leaves the machine.
 */
export const redact = (text: string): Redacted => {
  const ledger = createLedger(text);
  const hidden = secretRules.reduce(
    (current, { kind, pattern }) =>
      current.replace(pattern, (...args: unknown[]) => hideIn(args, secret => ledger.hide(kind, secret))),
    text,
  );
  return { text: hidden, found: ledger.found(), restore: ledger.restore };
};

const placeholders = /\[REDACTED:[a-z-]+:\d+\]/g;

const createLedger = (source: string) => {
  const taken = new Set(source.match(placeholders));
  const bySecret = new Map<string, string>();
  const byPlaceholder = new Map<string, string>();
  const counts = new Map<string, number>();
  const found: Record<string, number> = {};

  /** A log may hold a placeholder of its own: that one is passed over, or `restore` would put a secret there. */
  const next = (kind: string): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder = `[REDACTED:${kind}:${count}]`;
    return taken.has(placeholder) ? next(kind) : placeholder;
  };
  const hide = (kind: string, secret: string): string => {
    const known = bySecret.get(secret);
    if (known) return known;
    const placeholder = next(kind);
    bySecret.set(secret, placeholder);
    byPlaceholder.set(placeholder, secret);
    found[kind] = (found[kind] ?? 0) + 1;
    return placeholder;
  };
  const restore = (text: string): string =>
    text.replace(placeholders, placeholder => byPlaceholder.get(placeholder) ?? placeholder);
  return { hide, restore, found: () => found };
};

/** Replaces the secret within one match. An assigned value must look like a secret; other rules are sure by form. */
const hideIn = (args: readonly unknown[], hide: (secret: string) => string): string => {
  const match = String(args[0]);
  const groups = toGroups(args.at(-1));
  const secret = groups.secret ?? groups.bare ?? '';
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
