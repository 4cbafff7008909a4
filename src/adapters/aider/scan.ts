import { noPrompt, type SessionHead } from '../../domain/session.ts';
import type { Scanner } from '../adapter.ts';
import { toTitle } from '../read-record.ts';
import { spansOf } from '../turn-spans.ts';
import { kindOfLine, type LineKind, wordsOf } from './line-kind.ts';

type Run = { from: number; to: number; readonly as: LineKind; readonly at: string | null };

/** Follows a history: lines of one kind that follow each other are one message. */
export const scanAider = (path: string): Scanner => {
  const runs: Run[] = [];
  const seen = { first: '', last: '', prompt: '', model: '', prompts: 0, blank: 0, starts: 0 };
  let isFenced = false;

  const takeStart = (line: string) => {
    const [, day, time] = /started at (\S+) (\S+)/.exec(line) ?? [];
    const at = day && time && !Number.isNaN(Date.parse(`${day}T${time}Z`)) ? `${day}T${time}.000Z` : '';
    seen.first ||= at;
    seen.last = at || seen.last;
    seen.starts += 1;
    isFenced = false;
  };
  const push = (raw: string, index: number) => {
    const line = raw.replace(/\r$/, '');
    const as = kindOfLine(line, isFenced);
    if (as === 'output' || as === 'stop') isFenced = false;
    if (as === 'start') return takeStart(line);
    const last = runs.at(-1);
    if (as === 'reply' && /^\s*(?:```|~~~)/.test(line)) isFenced = !isFenced;
    if (as === 'blank') {
      seen.blank += 1;
      // Between two paragraphs of a reply it belongs to it.
      if (last?.as !== 'reply') return;
    }
    if (last && (last.as === as || as === 'blank') && last.to === index) last.to = index + 1;
    else runs.push({ from: index, to: index + 1, as, at: seen.last || null });
    if (as === 'prompt' && !(last?.as === 'prompt' && last.to === index + 1)) seen.prompts += 1;
    if (as === 'prompt') seen.prompt ||= wordsOf(line);
    if (as === 'output') seen.model = /^> (?:Main )?[Mm]odel: (\S+)/.exec(line)?.[1] ?? seen.model;
  };
  const head = (): SessionHead => ({
    id: `aider:${seen.first.replace(/\D/g, '').slice(0, 14) || 'history'}`,
    source: 'aider',
    agent: 'Aider',
    modality: 'cli',
    project: /^(.*)[\\/][^\\/]+$/.exec(path)?.[1] ?? null,
    title: toTitle(seen.prompt) || noPrompt,
    path,
    startedAt: seen.first || null,
    // When the last run ended nothing tells.
    endedAt: seen.last || null,
    model: seen.model || null,
    branch: null,
    parent: null,
  });
  return {
    push,
    outline: () => ({
      head: head(),
      spans: spansOf(runs, as => as === 'prompt' || as === 'command'),
      prompts: seen.prompts,
      toolCalls: 0,
      problems: [],
      skipped: { 'start of a run': seen.starts, 'blank line': seen.blank },
    }),
  };
};
