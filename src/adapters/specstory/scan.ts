import type { Modality, SessionHead } from '../../domain/session.ts';
import type { Scanner } from '../adapter.ts';
import { toTitle } from '../read-record.ts';
import { createTurnSpans } from '../turn-spans.ts';

/** A header line at column 0 starts a message, whatever fence or details block it seems to stand in. */
export const headerLine = /^_\*\*(User|Assistant|Agent)( - sidechain)?(?: \((.*)\))?\*\*_\s*$/;
const sessionComment = /^<!-- (.+?) Session (\S+) \((.*?)\) -->/;
const titleLine = /^##? (.+)$/;
const stamp = /(\d{4}-\d{2}-\d{2})[T _](\d{2})[:-](\d{2})(?:[:-](\d{2}(?:\.\d+)?))?Z/;
const commandStart = /^\s*<(command-name|command-message|local-command-|bash-)|^Caveat: The messages below/;
const interruptLine = /^\[Request interrupted by user/;

type Message = {
  from: number;
  to: number;
  as: string;
  at: string | null;
  isCommand: boolean;
  hasText: boolean;
};

/** Follows a SpecStory export: markdown, a header line for each message. */
export const scanSpecstory = (path: string): Scanner => {
  const messages: Message[] = [];
  const meta = {
    title: '',
    prompt: '',
    agent: '',
    id: '',
    started: '',
    last: '',
    model: '',
    headLines: 0,
    prompts: 0,
    toolCalls: 0,
  };

  const push = (raw: string, index: number) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const header = line.startsWith('_**') ? headerLine.exec(line) : null;
    const last = messages.at(-1);
    if (last) last.to = index;
    if (header) return start(header, index);
    if (!last) return readHead(line);
    last.to = index + 1;
    if (line.trim() !== '' && line !== '---' && !last.hasText) {
      last.hasText = true;
      if (last.as === 'prompt') meta.prompt ||= line;
      if (last.as === 'prompt') {
        if (commandStart.test(line)) last.as = 'command';
        else if (interruptLine.test(line)) last.as = 'interruption';
      }
    }
    if (last.as === 'reply' && (line.startsWith('<tool-use ') || line.startsWith('Tool use: **')))
      meta.toolCalls += 1;
  };

  const start = (header: RegExpExecArray, index: number) => {
    const detail = header[3] ?? '';
    const at = toTime(detail);
    const isUser = header[1] === 'User';
    if (at) {
      meta.started ||= at;
      if (at > meta.last) meta.last = at;
    }
    if (isUser) meta.prompts += 1;
    else meta.model = toModel(detail) || meta.model;
    const as = isUser ? 'prompt' : header[2] ? 'side' : 'reply';
    messages.push({ from: index, to: index + 1, as, at, isCommand: false, hasText: false });
  };

  const readHead = (line: string) => {
    meta.headLines += 1;
    const comment = sessionComment.exec(line);
    if (comment) {
      meta.agent = comment[1] ?? '';
      meta.id = comment[2] ?? '';
      meta.started = toTime(comment[3] ?? '') ?? meta.started;
    } else if (!line.startsWith('## SpecStory')) meta.title ||= titleLine.exec(line)?.[1] ?? '';
  };

  const spans = () => {
    const turns = createTurnSpans();
    for (const { from, to, as, at } of messages) {
      turns.add(as === 'prompt' ? 'developer' : 'agent', { from, to, as }, at);
    }
    return turns.spans();
  };

  const head = (): SessionHead => {
    const name = path.split(/[\\/]/).at(-1)?.replace(/\.md$/, '') ?? '';
    const started =
      toTime(name.replace(/^(\d{4}-\d{2}-\d{2}_\d{2}-\d{2})(?!-?\d|Z)/, '$1Z')) ?? (meta.started || null);
    const { agent, modality } = toAgent(meta.agent);
    const titled = meta.title.replace(/\s*\([^()]*\d{1,2}[:-]\d{2}[^()]*\)\s*$/, '');
    const slug = name.replace(/^[\d_-]+Z?-?/, '').replaceAll('-', ' ');
    return {
      id: `specstory:${meta.id || name}`,
      source: 'specstory',
      agent,
      modality,
      project: /^(.*?)[\\/]\.specstory[\\/]/.exec(path)?.[1] ?? null,
      title: toTitle(stamp.test(titled) || !titled ? slug : titled) || toTitle(meta.prompt) || '(no title)',
      path,
      startedAt: started,
      endedAt: meta.last || null,
      model: meta.model || null,
      parent: null,
    };
  };

  return {
    push,
    outline: () => ({
      head: head(),
      spans: spans(),
      prompts: meta.prompts,
      toolCalls: meta.toolCalls,
      problems: messages.length === 0 ? [{ path, line: null, what: 'no turn in this export' }] : [],
      skipped: { 'head line': meta.headLines },
    }),
  };
};

const toTime = (text: string): string | null => {
  const found = stamp.exec(text);
  return found ? `${found[1]}T${found[2]}:${found[3]}:${found[4] ?? '00'}Z` : null;
};

const toModel = (detail: string): string =>
  detail
    .replace(stamp, '')
    .replace(/^model /, '')
    .replace(/, mode .*$/, '')
    .trim();

const names: Readonly<Record<string, { agent: string; modality: Modality }>> = {
  '': { agent: 'Cursor', modality: 'ide' },
  cursor: { agent: 'Cursor', modality: 'ide' },
  'Cursor IDE': { agent: 'Cursor', modality: 'ide' },
  vscode: { agent: 'Copilot', modality: 'ide' },
  'VS Code Copilot IDE': { agent: 'Copilot', modality: 'ide' },
};
const toAgent = (name: string): { agent: string; modality: Modality } =>
  names[name] ?? { agent: name, modality: 'cli' };
