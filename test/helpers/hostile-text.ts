import fc from 'fast-check';

/** What a log may hold to take over a terminal, to forge a row, or to break the shape of the screen. */
export const payloads: readonly string[] = [
  '\u001b[2J\u001b[H', // clear
  '\u001b[31;5mred\u001b[8mhidden',
  '\u001b]0;pwned\u0007', // title
  '\u001b]2;pwned\u001b\\',
  '\u001b]52;c;cHduZWQ=\u0007', // clipboard
  '\u001b]8;;https://example.org/pwned\u0007click\u001b]8;;\u0007',
  '\u001b[?1049l\u001b[?25h\u001b[?1000h', // leave the screen, track the mouse
  '\u001b[6n\u001b[c\u001bZ', // queries that are answered as input
  '\u001bP+q544e\u001b\\', // DCS
  '\u001b_G\u001b\\\u001b^x\u001b\\\u001bXx\u001b\\', // APC, PM, SOS
  '\u001b_Gf=100,a=T;iVBORw0KGgo=\u001b\\', // a picture of Kitty's
  '\u001b]1337;File=inline=1:iVBORw0KGgo=\u0007', // and of iTerm's
  '\u001bc\u001b7\u001b8\u001bM',
  '\u009b31m\u009d0;pwned\u009c\u0090x\u009c', // C1
  '\u001b', // cut off
  '\u001b]52;c;',
  '\u001b[38;5;',
  '\r\u0008\u0008\u000b\u000c\u0007\u0000\u007f',
  'abc\rforged row\n\u0085\u2028\u2029next',
  '\u202egnp.exe\u202c\u2066x\u2067y\u2068z\u2069\u061c\u200e\u200f', // bidi
  '\u200b'.repeat(500),
  '\u200d\ufeff\u2060\u00ad\u034f\u3164\uffa0\u115f'.repeat(40),
  `a${'\u0301'.repeat(300)}`, // marks
  '👩‍💻👨‍👩‍👧‍👦❤️🏳️‍🌈1️⃣🇫🇷👍🏽',
  '👩\u200d'.repeat(60),
  'a\ufe0f\u200db\u{e0041}\u{e007f}',
  '\ud800', // lone surrogates
  '\udfff\ud83d',
  '漢字かなｶﾞ한글'.repeat(30),
  'नमस्ते ภาษาไทย שלום عربى'.repeat(8),
  '\t\t\tx\ty',
  'x'.repeat(3000),
  '\ufff9a\ufffab\ufffb',
];

/** Text that nobody would want to see raw: payloads amid words, cut anywhere. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...payloads) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
      {
        weight: 1,
        arbitrary: fc.string({
          unit: fc.constantFrom('\u001b', '[', ']', '\u0007', '3', 'm', '\u200d', '👩', 'é', '\u009b'),
        }),
      },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .chain(parts => {
    const text = parts.join('');
    return fc.nat(text.length).map(at => text.slice(at) + text.slice(0, at));
  });

/** What an adapter goes by: changed, the record would be passed over and show nothing. */
const structural = new Set([
  ...[
    'type',
    'role',
    'uuid',
    'parentUuid',
    'sessionId',
    'timestamp',
    'isSidechain',
    'subtype',
    'cwd',
    'version',
  ],
  ...['id', 'tool_use_id', 'call_id', 'payload.type', 'session_id'],
]);

/** What a model, a person or a run of long ago wrote, in a file of the store. */
const written = new Set([
  ...['name', 'description', 'quote', 'context', 'note', 'reasoning', 'other', 'model'],
]);

/** A file of the store with something hostile in every text of it: its labels and numbers stay. */
export const poisonStored = (value: unknown, hostile: () => string, key = ''): unknown => {
  if (typeof value === 'string') return written.has(key) ? `${value}${hostile()}` : value;
  if (Array.isArray(value)) return value.map(item => poisonStored(item, hostile, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, poisonStored(item, hostile, name)]),
  );
};

/** The log with something hostile in every field that a person may come to see: its shape stays, its words do not. */
export const poison = (text: string, hostile: () => string): string =>
  text
    .split('\n')
    .map(line => {
      if (line === '') return line;
      const record = parse(line);
      // A Markdown log: its own marks stay where they begin a line.
      if (record === undefined)
        return /^\s*(#|_\*\*|---|```|<)/.test(line) ? line : line + oneLineOf(hostile());
      return JSON.stringify(poisonValue(record, '', hostile));
    })
    .join('\n');

const oneLineOf = (text: string): string => text.replace(/[\n\r]/g, ' ');

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const poisonValue = (value: unknown, key: string, hostile: () => string): unknown => {
  if (typeof value === 'string') return structural.has(key) ? value : `${value}${hostile()}`;
  if (Array.isArray(value)) return value.map(item => poisonValue(item, key, hostile));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, poisonValue(item, name, hostile)]),
  );
};
