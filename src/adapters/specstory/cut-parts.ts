/** A stretch of an agent message: prose, thinking, or what the agent had a tool do. `lines` keep their markup. */
export type Part = { readonly kind: PartKind; readonly lines: string[] };
type PartKind =
  | 'text'
  | 'thinking'
  | 'tool-use'
  | 'plain-tool'
  | 'details'
  | 'record'
  | 'shell'
  | 'diff'
  | 'cancelled'
  | 'interrupted';

const toolParts: ReadonlySet<PartKind> = new Set(['tool-use', 'plain-tool', 'record', 'shell', 'diff']);
/** Did the agent have a tool do this? A details block may also be the agent's own prose. */
export const isToolPart = (part: Part): boolean =>
  part.kind === 'details'
    ? part.lines.slice(0, 3).some(line => summaryLine.test(line))
    : toolParts.has(part.kind);

const recordLine = /^(?:Read file: .|Edited file: .|Could not find file '|Error calling tool\b)/;
const summaryLine =
  /<summary>\s*(?:Listed |Searched |Grep search|Edit(?:ed)? file|Read file|Fetched |MCP tool|Tool use)/;
const closers: Readonly<Partial<Record<PartKind, RegExp>>> = {
  'tool-use': /^(?:<\/details>)?<\/tool-use>\s*$/,
  details: /^<\/details>\s*$/,
  diff: /^```\s*$/,
};

/**
 * Cuts an agent message into parts, one line at a time and each line once. `isCursor` turns on what only Cursor's old
 * layouts write: tool records, commands and edits as plain lines and fences, which elsewhere are prose.
 * `parts` may be asked half way; what is still open then counts as it stands.
 */
export const createPartCutter = (isCursor: boolean) => {
  const parts: Part[] = [];
  /** Of a Cursor command: its code, the blank lines after it, its output. */
  let shell: 'code' | 'between' | 'output' = 'code';
  let opened: Part | null = null;
  let isRawThinking = false;

  const begin = (kind: PartKind, line: string): Part => {
    const part = { kind, lines: [line] };
    parts.push(part);
    return part;
  };
  const say = (line: string): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text') last.lines.push(line);
    else begin('text', line);
  };

  const push = (line: string): void => {
    if (opened) {
      if (goOn(opened, line)) return;
      opened = null;
    }
    const kind = kindOf(line, isCursor);
    if (kind === 'text') {
      say(line);
      return;
    }
    const part = begin(kind, line);
    shell = 'code';
    isRawThinking = kind === 'thinking' && !line.startsWith('<think><details>');
    const isWhole =
      (kind === 'thinking' && line.includes('</think>')) ||
      (kind === 'tool-use' && line.includes('</tool-use>')) ||
      (kind === 'details' && line.includes('</details>'));
    const isOneLine = kind === 'record' || kind === 'cancelled' || kind === 'interrupted';
    opened = isWhole || isOneLine ? null : part;
  };

  /** Gives the line to the open part; false when the part ended before it. */
  const goOn = (part: Part, line: string): boolean => {
    if (part.kind === 'shell') return goOnShell(part, line);
    // A border ends what was never closed: a model's raw thinking, a tool without an end mark.
    if ((isRawThinking || part.kind === 'plain-tool') && isBorder(line)) return false;
    if (part.kind === 'plain-tool' && line.startsWith('Tool use: **')) return false;
    part.lines.push(line);
    const closer = closers[part.kind];
    if (closer ? closer.test(line) : part.kind === 'thinking' && line.includes('</think>')) opened = null;
    return true;
  };

  const goOnShell = (part: Part, line: string): boolean => {
    if (shell === 'between' && line.trim() !== '' && line !== '```') return demote(part);
    if (line.trimEnd() === '```') {
      if (shell === 'output') opened = null;
      shell = shell === 'code' ? 'between' : 'output';
    }
    part.lines.push(line);
    return true;
  };

  /** A command without output was only shown, not run. */
  const demote = (part: Part): false => {
    parts.pop();
    for (const line of part.lines) say(line);
    return false;
  };

  return {
    push,
    parts: (): readonly Part[] => {
      const last = parts.at(-1);
      return last?.kind === 'shell' && opened === last && shell !== 'output'
        ? [...parts.slice(0, -1), { kind: 'text', lines: last.lines }]
        : parts;
    },
  };
};

/** The parts of a whole agent message. */
export const cutParts = (body: string, isCursor: boolean): readonly Part[] => {
  const cutter = createPartCutter(isCursor);
  for (const line of body.split('\n')) cutter.push(line);
  return cutter.parts();
};

const isBorder = (line: string): boolean => line === '---' || line === '_****_';

const kindOf = (line: string, isCursor: boolean): PartKind => {
  if (line.startsWith('<tool-use ')) return 'tool-use';
  if (line.startsWith('<think>')) return 'thinking';
  if (line.startsWith('Tool use: **')) return 'plain-tool';
  if (line.startsWith('[Request interrupted by user')) return 'interrupted';
  if (!isCursor) return 'text';
  if (line.startsWith('<details>')) return 'details';
  if (line.trimEnd() === 'Cancelled') return 'cancelled';
  if (line === '```bash') return 'shell';
  if (line === '```diff') return 'diff';
  return recordLine.test(line) ? 'record' : 'text';
};
