/**
 * Everything that our screens may tell a terminal, one pattern a kind. What a log smuggled in would be something else:
 * a title (OSC 0), the clipboard (OSC 52), a mode, a query that the terminal answers.
 */
const allowed: readonly RegExp[] = [
  /^\u001b\[[\d;:]*m$/, // colours and weights
  /^\u001b\[\d*(;\d*)?[A-HJK]$/, // cursor moves, clears
  /^\u001b\[(\d+;\d+)?r$/, // the rows that scroll
  /^\u001bM$/, // one row down
  /^\u001b\[\?(7|25|1049|2004|2026)[hl]$/, // wrapping, cursor, alternate screen, bracketed paste, synchronised updates
  /^\u001b\[\?(1000|1002|1003|1006)[hl]$/, // mouse
  /^\u001b\]8;[\w=:]*;(https?|file):\/\/[\u0021-\u007e]*(\u0007|\u001b\\)$/, // a link
  /^\u001b\]8;;(\u0007|\u001b\\)$/, // its end
];

const sequence =
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[PX^_][^\u001b\u009c]*(?:\u001b\\|\u009c)?|\u001b[ -/]*[0-~]|\u001b/g;
/** What obeys without an escape, reorders a row, or takes no room: C0 but line ends, C1, bidi, zero width, tags. */
const bare =
  /[\0-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|\p{Surrogate}/u;
/** A joiner that joins no two pictures, and a selector that selects nothing. */
const stray =
  /(?<!\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d|\u200d(?!\p{Extended_Pictographic})|(?<!\p{Emoji})(?:\ufe0e|\ufe0f)/u;
/** Marks in a heap draw over the rows above and below. */
const heap = /[\p{Mn}\p{Me}]{9,}/u;

/** What of the bytes a program wrote to its terminal was none of ours, readable; empty when all was. */
export const strayTraffic = (written: string): string[] => {
  const sequences = written.match(sequence) ?? [];
  const text = written.replace(sequence, '');
  return [
    ...sequences.filter(one => !allowed.some(pattern => pattern.test(one))),
    ...[bare, stray, heap].flatMap(pattern => pattern.exec(text)?.[0] ?? []),
  ].map(one => JSON.stringify(one).replace(/[^ -~]/gu, toEscape));
};

const toEscape = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** The terminal as a program left it, read from what it wrote. */
export const leftModes = (written: string) => {
  const last = (mode: string) => new RegExp(`.*\\u001b\\[\\?${mode}([hl])`, 's').exec(written)?.[1] ?? null;
  return {
    alternate: last('1049') === 'h',
    cursor: last('25') !== 'l',
    wrapping: last('7') !== 'l',
    paste: last('2004') === 'h',
    synchronised: last('2026') === 'h',
    mouse: ['1000', '1002', '1003', '1006'].some(mode => last(mode) === 'h'),
  };
};

/** What a program must leave behind, however it ended. */
export const restored = {
  alternate: false,
  cursor: true,
  wrapping: true,
  paste: false,
  synchronised: false,
  mouse: false,
};
