/** Where a record stands in a JSON document: bytes `start` to `end`, and the list that it is an element of, if of one. */
export type DocumentSpan = { readonly start: number; readonly end: number; readonly list: string | null };

/**
 * Cuts a JSON document into its members and the elements of the named lists, in order. Whatever the bytes are, each one
 * but white space, commas and brackets between the records lies in one of them, and what is damaged ends at the next
 * border that can be told: in a document with a line for each member, where the indentation comes back; in a compact one,
 * where an element begins as the first did.
 */
export const cutDocument = (bytes: Buffer, lists: readonly string[]): DocumentSpan[] => {
  const spans: DocumentSpan[] = [];
  const start = skipBlank(bytes, bytes.indexOf(byteOrderMark) === 0 ? 3 : 0);
  if (bytes[start] === openBracket) {
    const { end, signature } = cutList(bytes, start + 1, '', spans);
    cutMembers(bytes, end, lists, spans, signature && { list: '', signature });
  } else cutMembers(bytes, bytes[start] === openBrace ? start + 1 : start, lists, spans, null);
  return spans;
};

/** `before`: the list that ended last, whose elements may stand where no member does. */
const cutMembers = (
  bytes: Buffer,
  from: number,
  lists: readonly string[],
  spans: DocumentSpan[],
  before: EndedList | null,
): void => {
  let last = before;
  for (let at = skipBlank(bytes, from); at < bytes.length; at = skipBlank(bytes, at)) {
    // More after the end, or what is no member: the document is damaged, and elements may stand here.
    if (bytes[at] !== quote && last) {
      const next = findElement(bytes, at, last.signature);
      const end = next === -1 ? bytes.length : next;
      if (end > at && !isClosing(bytes, at, end)) spans.push({ start: at, end, list: null });
      at = next === -1 ? bytes.length : cutList(bytes, next, last.list, spans).end;
      continue;
    }
    const { name, value } = readName(bytes, at);
    if (name !== null && lists.includes(name) && bytes[value] === openBracket) {
      const cut = cutList(bytes, value + 1, name, spans);
      if (cut.signature) last = { list: name, signature: cut.signature };
      at = cut.end;
    } else {
      const end = Math.max(at + 1, endOfValue(bytes, value, indentOf(bytes, at)).end);
      if (!isClosing(bytes, at, end)) spans.push({ start: at, end, list: null });
      at = end;
    }
  }
};

type EndedList = { readonly list: string; readonly signature: Buffer };

/** Cuts the elements from `from` on; gives the place behind the list, and how its elements begin. */
const cutList = (
  bytes: Buffer,
  from: number,
  list: string,
  spans: DocumentSpan[],
): { end: number; signature: Buffer | null } => {
  let signature: Buffer | null = null;
  let at = skipBlank(bytes, from);
  const first = indentOf(bytes, at);
  while (at < bytes.length && !isListEnd(bytes, at, first)) {
    const indent = indentOf(bytes, at);
    signature ??= signatureAt(bytes, at);
    const value = endOfValue(bytes, at, indent);
    let end = Math.max(at + 1, value.end);
    if (first === null && signature && !(value.isWhole && isBorder(bytes, end))) {
      const next = findElement(bytes, at + 1, signature);
      end = next === -1 ? bytes.length : next;
    }
    if (!isClosing(bytes, at, end)) spans.push({ start: at, end, list });
    at = skipBlank(bytes, end);
  }
  return { end: Math.min(at + 1, bytes.length), signature: first === null ? signature : null };
};

/** Does the bracket at `at` close the list whose first element is set in by `first`? */
const isListEnd = (bytes: Buffer, at: number, first: number | null): boolean => {
  if (bytes[at] !== closeBracket) return false;
  const indent = indentOf(bytes, at);
  return first === null || first === 0 || (indent !== null && indent < first);
};

/** The name of a member and where its value begins; no name where none can be read. */
const readName = (bytes: Buffer, at: number): { name: string | null; value: number } => {
  if (bytes[at] !== quote) return { name: null, value: at };
  const end = endOfString(bytes, at);
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== colonSign) return { name: null, value: at };
  return { name: bytes.toString('utf8', at + 1, end - 1), value: skipSpace(bytes, colon + 1) };
};

/**
 * Behind the value at `at`: where its brackets close, at the latest where a line is set in as little as its first. Not
 * `isWhole`: its brackets do not match, and where it ends only its neighbours can tell.
 */
const endOfValue = (
  bytes: Buffer,
  at: number,
  indent: number | null,
): { readonly end: number; readonly isWhole: boolean } => {
  const open: number[] = [];
  let isWhole = true;
  for (let place = at; place < bytes.length; place += 1) {
    const byte = bytes[place];
    if (byte === newline && indent !== null && indentAfter(bytes, place) <= indent)
      return { end: behindClose(bytes, place, indent) ?? place, isWhole };
    if (open.length === 0 && (byte === comma || byte === newline || isClose(byte)))
      return { end: place, isWhole };
    if (byte === quote) {
      place = endOfString(bytes, place) - 1;
      if (open.length === 0) return { end: place + 1, isWhole };
    } else if (byte === openBrace || byte === openBracket) open.push(byte);
    else if (isClose(byte)) {
      isWhole &&= open.pop() === (byte === closeBrace ? openBrace : openBracket);
      if (open.length === 0) return { end: place + 1, isWhole };
    }
  }
  return { end: bytes.length, isWhole: isWhole && open.length === 0 };
};

/** Behind the bracket that the line after `place` begins with, when it is set in as far as the value that it closes. */
const behindClose = (bytes: Buffer, place: number, indent: number): number | null => {
  const at = place + 1 + indentAfter(bytes, place);
  return indentAfter(bytes, place) === indent && isClose(bytes[at]) ? at + 1 : null;
};

/** Behind the string that begins at `at`. A line never ends inside one: it is torn, and ends there. */
const endOfString = (bytes: Buffer, at: number): number => {
  for (let place = at + 1; place < bytes.length; place += 1) {
    const byte = bytes[place];
    if (byte === backslash) place += 1;
    else if (byte === quote) return place + 1;
    else if (byte === newline) return place;
  }
  return bytes.length;
};

/** How far the first thing on a line is set in; null when it is not the first thing, as in a compact document. */
const indentOf = (bytes: Buffer, at: number): number | null => {
  let place = at - 1;
  while (place >= 0 && isSpace(bytes[place])) place -= 1;
  return place >= 0 && bytes[place] === newline ? at - 1 - place : null;
};

/** The indentation of the line after the newline at `at`; a blank line has none to speak of. */
const indentAfter = (bytes: Buffer, at: number): number => {
  let place = at + 1;
  while (isSpace(bytes[place])) place += 1;
  const next = bytes[place];
  return next === undefined || next === newline ? Number.POSITIVE_INFINITY : place - at - 1;
};

/** An element's first bytes up to the name of its first member: `{"id":`. Null where it is no object. */
const signatureAt = (bytes: Buffer, at: number): Buffer | null => {
  if (bytes[at] !== openBrace || bytes[at + 1] !== quote) return null;
  const end = endOfString(bytes, at + 1);
  return bytes[end] === colonSign ? bytes.subarray(at, end + 1) : null;
};

const findElement = (bytes: Buffer, from: number, signature: Buffer): number => {
  const found = bytes.indexOf(Buffer.concat([Buffer.from(','), signature]), Math.max(0, from - 1));
  return found === -1 ? -1 : found + 1;
};

/** May an element end here? Only before a comma, or before the bracket that closes the list and what closes after it. */
const isBorder = (bytes: Buffer, end: number): boolean => {
  const at = skipSpace(bytes, end);
  if (bytes[at] === comma) return true;
  if (bytes[at] !== closeBracket) return false;
  const after = skipSpace(bytes, at + 1);
  return after >= bytes.length || bytes[after] === comma || isClose(bytes[after]) || bytes[after] === newline;
};

/** Nothing but the brackets that end a document. */
const isClosing = (bytes: Buffer, from: number, to: number): boolean => {
  for (let place = from; place < to; place += 1)
    if (!isClose(bytes[place]) && !isSpace(bytes[place]) && bytes[place] !== newline) return false;
  return true;
};

const skipSpace = (bytes: Buffer, from: number): number => {
  let at = from;
  while (isSpace(bytes[at]) || bytes[at] === newline) at += 1;
  return at;
};
/** Skips white space and the commas between values. */
const skipBlank = (bytes: Buffer, from: number): number => {
  let at = from;
  while (isSpace(bytes[at]) || bytes[at] === newline || bytes[at] === comma) at += 1;
  return at;
};

const [newline, quote, comma, colonSign, backslash] = [10, 34, 44, 58, 92];
const [openBracket, closeBracket, openBrace, closeBrace] = [91, 93, 123, 125];
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13;
const isClose = (byte: number | undefined): boolean => byte === closeBrace || byte === closeBracket;
