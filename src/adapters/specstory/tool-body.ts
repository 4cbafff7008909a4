/** A fenced block of a tool body: the word after its backquotes, and its text. */
type Fence = { readonly language: string; readonly text: string };

/** A tool's record taken apart: its summary line, the prose before the first fence, its fences. */
export type ToolBody = {
  readonly summary: string;
  readonly prose: string;
  readonly fences: readonly Fence[];
};

const opening = /^(`{3,})(\w*)\s*$/;
/** Blocks that SpecStory writes itself and closes right; all others hold output, whose own fences are not escaped. */
const wellClosed: ReadonlySet<string> = new Set(['bash', 'diff', 'json']);
const markup = /<\/?(?:tool-use[^>]*|details|summary)>/g;

/** Takes a tool's record apart, each line once. Output runs to the last fence line, for it may hold fences itself. */
export const readToolBody = (lines: readonly string[]): ToolBody => {
  const lastFence = lines.findLastIndex(line => /^`{3,}\s*$/.test(line));
  const summary: string[] = [];
  const prose: string[] = [];
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const open = opening.exec(line);
    if (open && at < lastFence) {
      const [, ticks = '', language = ''] = open;
      const end = wellClosed.has(language) ? closingOf(lines, at, ticks, lastFence) : lastFence;
      fences.push({ language, text: lines.slice(at + 1, end).join('\n') });
      at = end;
    } else if (line.includes('<summary>')) summary.push(line);
    else if (!open) prose.push(line);
  }
  return {
    summary: readable(summary.join(' ').replace(markup, '')).trim(),
    prose: readable(prose.join('\n').replace(markup, '')).trim(),
    fences: fences.map(({ language, text }) => ({ language, text: readable(text) })),
  };
};

const closingOf = (lines: readonly string[], from: number, ticks: string, lastFence: number): number => {
  for (let at = from + 1; at < lastFence; at += 1) if (lines[at]?.trimEnd() === ticks) return at;
  return lastFence;
};

const entities: Readonly<Record<string, string>> = {
  '&#96;': '`',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};
const readable = (text: string): string =>
  text.replace(/&(?:#96|lt|gt|amp);/g, entity => entities[entity] ?? entity);
