import { fileURLToPath } from 'node:url';

/** A library's text, and what the bundle carries in its place. */
type Patch = { readonly file: string; readonly find: string | RegExp; readonly put: string };

const patches: readonly Patch[] = [
  // Yoga's loader fetches its own data: URL, which loads undici: 20 ms of the first frame.
  { file: 'yoga-wasm-base64-esm.js', find: '"function"!=typeof fetch?', put: '!0?' },
  // Text with the signs of our own screens is as wide as it is long, too. For any other, each character goes through
  // six regular expressions.
  {
    file: 'string-width/index.js',
    find: String.raw`/^[\u0020-\u007E]*$/`,
    put: String.raw`/^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u2319\u231C-\u2328\u23CE\u2500-\u25FC\u2713-\u2717\u2758-\u2794]*$/`,
  },
  // The regular expression of all emoji takes 10 ms to build: not before a text may hold one.
  {
    file: 'string-width/index.js',
    find: String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
    put: String.raw`const rgiEmojiRegex = { test(text) { this.built ??= /^\p{RGI_Emoji}$/v; return this.built.test(text); } };`,
  },
  // On another size Ink draws the old frame first, relative to where the cursor was, and skips lines that are the same:
  // the terminal has moved them meanwhile. In the alternate screen the next frame clears and draws all of it, at once.
  {
    file: 'ink/build/ink.js',
    find: 'if (currentWidth < this.lastTerminalWidth ||',
    put: `if (this.alternateScreen) {
            this.lastOutputToRender = '';
            this.lastOutputHeight = Number.POSITIVE_INFINITY;
            setTimeout(this.onRender, 50).unref();
        } else if (currentWidth < this.lastTerminalWidth ||`,
  },
  {
    file: 'ink/build/ink.js',
    find: 'dom.emitLayoutListeners(this.rootNode);\n        this.onRender();',
    put: 'dom.emitLayoutListeners(this.rootNode);\n        if (!this.alternateScreen) this.onRender();',
  },
  // Rows are drawn once instead of every cell of every frame.
  {
    file: 'ink/build/output.js',
    find: 'export default class Output {',
    put: 'let drawRows;\nexport default class Output {',
  },
  {
    file: 'ink/build/output.js',
    find: 'get() {',
    put: 'get() {\n        drawRows ??= createRowDrawer(Output);\n        return drawRows(this) ?? this.drawCells();\n    }\n    drawCells() {',
  },
  {
    file: 'ink/build/sanitize-ansi.js',
    find: /const sanitizeAnsi = (.*?)\n\};/s,
    put: 'const sanitizeAnsi = rememberTexts($1\n});',
  },
  {
    file: 'ink/build/render-node-to-output.js',
    find: "import widestLine from 'widest-line';",
    put: "import measureText from './measure-text.js';\nconst widestLine = text => measureText(text).width;",
  },
  // What was to be written later belongs to the frame before.
  {
    file: 'ink/build/ink.js',
    find: 'if (shouldClearTerminal) {',
    put: 'if (shouldClearTerminal) {\n            this.throttledLog.cancel?.();',
  },
  // Rows that only moved are moved by the terminal.
  {
    file: 'ink/build/log-update.js',
    find: 'const buffer = [];\n        buffer.push(returnPrefix);',
    put: `const buffer = [];
        buffer.push(returnPrefix);
        const isFull = visibleCount === stream.rows && previousVisible === stream.rows;
        const scrolled = isFull && areColumnsUnchanged && !hasTrailingNewline && scrollRows(previousLines, nextLines);
        if (scrolled) {
            buffer.push(scrolled.escape);
            previousLines = scrolled.lines;
        }`,
  },
  ...[
    'string-width/index.js',
    'slice-ansi/tokenize-ansi.js',
    'wrap-ansi/index.js',
    'cli-truncate/index.js',
    'ansi-tokenize/build/tokenize.js',
    'ink/build/line-update.js',
  ].map(file => ({ file, find: /new Intl\.Segmenter\([^)]*\)/, put: 'createSegmenter()' })),
];

/** What of our own the patched libraries call, and where it is. */
const ours = {
  createSegmenter: 'graphemes',
  createRowDrawer: 'whole-rows',
  rememberTexts: 'whole-rows',
  scrollRows: 'scroll-rows',
};
const devtools = '\0devtools';

/** Bundles Ink without its developer tools and with faster text: the same screens in less time. */
export const slimInk = {
  name: 'slim-ink',
  resolveId: (id: string) => (id === 'react-devtools-core' ? devtools : undefined),
  load: (id: string) =>
    id === devtools
      ? 'export const initialize=()=>{};export const connectToDevTools=()=>{};export default {};'
      : undefined,
  /** Throws when a library no longer holds the text that is replaced. */
  transform: (code: string, id: string) => {
    const fitting = patches.filter(({ file }) => id.endsWith(`/${file}`));
    if (fitting.length === 0) return undefined;
    const patched = fitting.reduce((text, { find, put, file }) => {
      const next = text.replace(find, put);
      if (next === text) throw new Error(`${file} is another one: look at slim-ink again.`);
      return next;
    }, code);
    const imports = Object.entries(ours)
      .filter(([name]) => patched.includes(`${name}(`))
      .map(([name, file]) => `import { ${name} } from ${JSON.stringify(beside(`../tui/${file}.ts`))};\n`);
    return { code: imports.join('') + patched, map: null };
  },
};

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
