/** A parsed line of a JSONL log, every field optional: a log promises nothing. */
export type JsonRecord = { readonly [key: string]: unknown };

/**
 * Parses one record; undefined when it is torn or no object. `at` is its place in its log, where it may be asked for
 * again: see `parsingOnce`.
 */
export const readRecord = (text: string, at?: number): JsonRecord | undefined => {
  const known = at === undefined ? undefined : parsed?.[at];
  if (known) return known;
  const record = parseRecord(text);
  if (record && parsed && at !== undefined && keptChars < mostKept) {
    parsed[at] = record;
    keptChars += text.length;
  }
  return record;
};

const parseRecord = (text: string): JsonRecord | undefined => {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/**
 * Lets `work`, which scans one log and then decodes its turns, parse each record once instead of twice: what is parsed is
 * kept until `work` ends, up to a bound.
 */
export const parsingOnce = <Value>(work: () => Value): Value => {
  parsed = [];
  keptChars = 0;
  try {
    return work();
  } finally {
    parsed = undefined;
  }
};
/** By their place in the log. */
let parsed: JsonRecord[] | undefined;
let keptChars = 0;
const mostKept = 4_000_000;

export const toRecord = (value: unknown): JsonRecord | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;

export const toText = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A count as a log should have it: a whole number from 0 on; null for anything else. */
export const toCount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
/** US dollars as a log says them; null for anything else. */
export const toDollars = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
export const toRecords = (value: unknown): readonly JsonRecord[] =>
  Array.isArray(value) ? value.map(toRecord).filter(record => record !== undefined) : [];

const longestTitle = 120;

/** A title from a prompt: its first words on one line, with `…` where it goes on. */
export const toTitle = (text: string): string => {
  const title = text.replace(/\s+/g, ' ').trim();
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1).trimEnd()}…` : title;
};

/** Arguments that a log keeps as a JSON text: what it says, or the text itself where it cannot be read. */
export const parseInput = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
