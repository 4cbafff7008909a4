import type { Modality, SessionHead } from '../../domain/session.ts';
import type { Scanner } from '../adapter.ts';
import { toTitle } from '../read-record.ts';
import { spansOf } from '../turn-spans.ts';
import { createPartCutter, isToolPart } from './cut-parts.ts';
import { headerLine, interruptLine, stamp, toModel, toTime } from './header.ts';

const sessionComment = /^<!-- (.+?) Session (\S+) \((.*?)\) -->/;
const titleLine = /^##? (.+)$/;
/** Machine text in the place of a prompt. */
const noteStart = /^\s*<(?:task-notification|local-command-|bash-std)|^Caveat: The messages below/;
const commandStart = /^\s*<(?:command-name|command-message|bash-input)>/;

type Message = {
  from: number;
  to: number;
  as: string;
  at: string | null;
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

  let cutter = createPartCutter(false);
  const countCalls = () => cutter.parts().filter(isToolPart).length;

  const push = (raw: string, index: number) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const header = line.startsWith('_**') ? headerLine.exec(line) : null;
    const last = messages.at(-1);
    if (last) last.to = index;
    if (header) return start(header, index);
    if (!last) return readHead(line);
    last.to = index + 1;
    if (last.as === 'cursor' || last.as === 'reply') cutter.push(line);
    else if (last.as !== 'side' && line.trim() !== '' && line !== '---') tellPrompt(last, line);
  };

  /** The first words of a prompt say whether a person wrote it. */
  const tellPrompt = (message: Message, line: string) => {
    if (!message.hasText) message.as = kindOfPrompt(line);
    else if (message.as === 'interruption') message.as = 'prompt';
    message.hasText = true;
    if (message.as === 'prompt') meta.prompt ||= line;
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
    // Only Cursor's old layouts name no session in their head; what they write as plain lines is prose elsewhere.
    const isCursor = header[1] === 'Assistant' && meta.agent === '';
    const as = isUser ? 'prompt' : header[2] ? 'side' : isCursor ? 'cursor' : 'reply';
    messages.push({ from: index, to: index + 1, as, at, hasText: false });
    meta.toolCalls += countCalls();
    cutter = createPartCutter(isCursor);
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
      branch: null,
      parent: null,
    };
  };

  return {
    push,
    outline: () => ({
      head: head(),
      spans: spansOf(messages, as => as === 'prompt'),
      prompts: meta.prompts,
      toolCalls: meta.toolCalls + countCalls(),
      problems: messages.length === 0 ? [{ path, line: null, what: 'no turn in this export' }] : [],
      skipped: { 'head line': meta.headLines },
    }),
  };
};

const kindOfPrompt = (line: string): string => {
  if (noteStart.test(line)) return 'note';
  if (commandStart.test(line)) return 'command';
  return interruptLine.test(line) ? 'interruption' : 'prompt';
};

const names: Readonly<Record<string, { agent: string; modality: Modality }>> = {
  '': { agent: 'Cursor', modality: 'ide' },
  cursor: { agent: 'Cursor', modality: 'ide' },
  'Cursor IDE': { agent: 'Cursor', modality: 'ide' },
  vscode: { agent: 'Copilot', modality: 'ide' },
  'VS Code Copilot IDE': { agent: 'Copilot', modality: 'ide' },
};
const toAgent = (name: string): { agent: string; modality: Modality } =>
  names[name] ?? { agent: name, modality: 'cli' };
