import { sanitise } from '../domain/sanitise.ts';
import type { Turn } from '../domain/turn.ts';
import type { ClassifyInput } from './engine.ts';
import { createRedactor, type Redactor, type Secret } from './redact.ts';
import { looksSecret } from './secret-rules.ts';

export type SecretHider = Pick<Redactor, 'restore' | 'foundIn'> & {
  readonly hide: (text: string) => string;
};

/**
 * Hides the secrets of a session in any text made from it. They are looked for in the whole log, for what is made from
 * it shows less: a quote comes without the `password=` that gave the secret away, and a shortened turn or output may
 * keep only a piece of a key. So every secret is hidden by its value too, and so is every piece of it that is long
 * enough to be told from other text.
 */
export const createSecretHider = ({ head, turns }: Pick<ClassifyInput, 'head' | 'turns'>): SecretHider => {
  const sources = [head.title, ...turns.flatMap(textsOf)];
  const redactor = createRedactor(sources);
  for (const source of sources) redactor.redact(source);
  const known = redactor
    .secrets()
    .filter(({ kind, secret }) => !knownByPlace.has(kind) || looksSecret(secret, false));
  const starts = indexStarts(known);
  const pieces = indexPieces(known);
  const hideSeen = (text: string): string =>
    hidePieces(hideValues(redactor.redact(text), starts), pieces, redactor.hide);
  return { hide: text => hideParted(text, hideSeen), restore: redactor.restore, foundIn: redactor.foundIn };
};

/** What is unseen, a colour or a zero width, may part a secret: it is looked for once more as a reader sees the text. */
export const hideParted = (text: string, hide: (text: string) => string): string => {
  const hidden = hide(text);
  const seen = sanitise(hidden);
  if (seen === hidden) return hidden;
  const again = hide(seen);
  return again === seen ? hidden : again;
};

/** All that can reach a request, before anything is shortened. */
const textsOf = ({ blocks }: Turn): string[] =>
  blocks.flatMap(block => {
    if (block.kind === 'text') return [block.text];
    return block.kind === 'tool' ? [block.call.target, block.call.output ?? ''] : [];
  });

/** Characters of a piece that is told from other text; a shorter one lets nobody in. */
const leastPiece = 12;
/** What is only known by where it stood may be an ordinary word, which must not vanish from the whole session. */
const knownByPlace = new Set(['secret', 'password', 'uri-password', 'basic-auth', 'email', 'host', 'user']);
/** Names and addresses share their ends with each other: a piece of one says nothing. */
const wholeOnly = new Set(['email', 'host', 'user']);

/** No known secret is shorter: `looksSecret` asks for as much, and so does the form of every token. */
const startLength = 8;

type Starts = ReadonlyMap<string, readonly Secret[]>;

/** Secrets by their first characters, the longest first: a log may hold thousands, and is searched once for all. */
const indexStarts = (secrets: readonly Secret[]): Starts =>
  Map.groupBy(
    secrets.toSorted((a, b) => b.secret.length - a.secret.length),
    ({ secret }) => secret.slice(0, startLength),
  );

const hideValues = (text: string, starts: Starts): string => {
  if (starts.size === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at + startLength <= text.length; at += 1) {
    const found = starts
      .get(text.slice(at, at + startLength))
      ?.find(({ secret }) => text.startsWith(secret, at));
    if (!found) continue;
    kept.push(text.slice(from, at), found.placeholder);
    from = at + found.secret.length;
    at = from - 1;
  }
  kept.push(text.slice(from));
  return kept.join('');
};

type Pieces = ReadonlyMap<string, Secret['kind']>;

/** Every stretch of `leastPiece` characters of every secret. A tool's output is shown on one line, so in that form too. */
const indexPieces = (secrets: readonly Secret[]): Pieces => {
  const pieces = new Map<string, string>();
  for (const { kind, secret } of secrets) {
    if (wholeOnly.has(kind)) continue;
    for (const form of new Set([secret, secret.replace(/\s+/g, ' ')]))
      for (let at = 0; at + leastPiece <= form.length; at += 1)
        pieces.set(form.slice(at, at + leastPiece), kind);
  }
  return pieces;
};

const hidePieces = (text: string, pieces: Pieces, hide: Redactor['hide']): string => {
  if (pieces.size === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at + leastPiece <= text.length; at += 1) {
    const kind = pieces.get(text.slice(at, at + leastPiece));
    if (kind === undefined) continue;
    let end = at + leastPiece;
    while (pieces.has(text.slice(end - leastPiece + 1, end + 1)) && end < text.length) end += 1;
    kept.push(text.slice(from, at), hide(kind, text.slice(at, end)));
    from = end;
    at = end - 1;
  }
  kept.push(text.slice(from));
  return kept.join('');
};
