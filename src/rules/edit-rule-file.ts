/** What a file says with an addition; `reason`: why it cannot be added for the person. */
export type Edited = { readonly text: string } | { readonly reason: string };

/**
 * The file with a rule's line at its end, right after a list that stands there, or the text that a guard needs merged
 * into it: JSON into JSON, lines of a rules file below those that it has. `text` null: there is no file yet. What stands
 * in the file stays as it is; what would have to be overwritten, or is no plain JSON, is left to the person.
 */
export const editRuleFile = (file: string, text: string | null, addition: string): Edited => {
  if (file.endsWith('.json')) return mergeJson(text ?? '{}', addition);
  if (file.endsWith('.toml') && text !== null) return { reason: 'it holds settings already' };
  return { text: appended(text ?? '', addition) };
};

const appended = (text: string, addition: string): string => {
  const line = addition.trimEnd();
  const known = text.split(/\r?\n/);
  if (line.split('\n').every(one => known.includes(one))) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (text.trim() === '') return `${line}\n`.replaceAll('\n', end);
  const body = text.replace(/\s+$/, '');
  const last = body.slice(body.lastIndexOf('\n') + 1);
  const isListed = /^\s*[-*+] /.test(last) || !/^[-*+] /.test(line);
  return `${body}${end}${isListed ? '' : end}${line.replaceAll('\n', end)}${end}`;
};

type Json = { readonly [key: string]: unknown };

const mergeJson = (text: string, addition: string): Edited => {
  try {
    const present: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (!isObject(present)) return { reason: 'it is no JSON object' };
    const merged = merge(present, JSON.parse(addition));
    return { text: `${JSON.stringify(merged, null, indentOf(text))}\n` };
  } catch (error) {
    return { reason: error instanceof Overwrite ? error.message : 'it is no plain JSON' };
  }
};

class Overwrite extends Error {}

/** Lists grow by what they lack, objects by their keys; a value that is set to something else is the person's. */
const merge = (present: Json, added: Json): Json => {
  const merged: Record<string, unknown> = { ...present };
  for (const [key, value] of Object.entries(added)) {
    const known = Object.hasOwn(present, key) ? present[key] : undefined;
    if (known === undefined) merged[key] = value;
    else if (isObject(known) && isObject(value)) merged[key] = merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value)) merged[key] = joined(known, value);
    else if (JSON.stringify(known) !== JSON.stringify(value))
      throw new Overwrite(`it sets ${key} to ${JSON.stringify(known)} already`);
  }
  return merged;
};

const joined = (present: readonly unknown[], added: readonly unknown[]): unknown[] => {
  const known = new Set(present.map(value => JSON.stringify(value)));
  return [...present, ...added.filter(value => !known.has(JSON.stringify(value)))];
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const indentOf = (text: string): string => /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
