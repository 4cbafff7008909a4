import { noPrompt, type SessionHead } from '../../domain/session.ts';
import { type JsonRecord, toRecord, toText, toTitle } from '../read-record.ts';

/**
 * Gathers what a log tells about itself. Titles rank custom > ai > summary > first prompt, the last of a kind wins; a
 * summary may describe another session and counts only when its leaf is a record of this one.
 */
export const createHead = (path: string) => {
  const titles = { custom: '', ai: '', prompt: '' };
  const summaries: { text: string; leaf: string }[] = [];
  const sessions = new Set<string>();
  const meta = {
    agent: '',
    project: '',
    branch: '',
    model: '',
    first: '',
    last: '',
    version: '',
    begun: false,
  };
  const fileName =
    path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.jsonl$/, '') ?? '';

  const note = (record: JsonRecord): void => {
    const session = toText(record.sessionId);
    if (session) sessions.add(session);
    meta.project ||= toText(record.cwd);
    meta.branch = toText(record.gitBranch) || meta.branch;
    meta.version = toText(record.version) || meta.version;
    noteOpening(record);
    noteTime(toText(record.timestamp));
  };

  /** A file that opens in a sidechain with an agent's id is that subagent's own. */
  const noteOpening = (record: JsonRecord): void => {
    if (meta.begun || typeof record.uuid !== 'string') return;
    meta.begun = true;
    if (record.isSidechain === true) meta.agent = toText(record.agentId);
  };

  const noteTime = (at: string): void => {
    if (at && (!meta.first || at < meta.first)) meta.first = at;
    if (at > meta.last) meta.last = at;
  };

  const noteModel = (record: JsonRecord): void => {
    const model = toText(toRecord(record.message)?.model);
    if (model && model !== '<synthetic>') meta.model = model;
  };

  const noteTitle = (record: JsonRecord): void => {
    titles.custom = toText(record.customTitle) || titles.custom;
    titles.ai = toText(record.aiTitle) || titles.ai;
    const text = toText(record.summary);
    if (text) summaries.push({ text, leaf: toText(record.leafUuid) });
  };

  const build = (isRecord: (uuid: string) => boolean): SessionHead => {
    // Copied lines keep the id of the session that they came from: the file's own name tells which one is meant.
    const session = sessions.has(fileName) ? fileName : ([...sessions][0] ?? '');
    const summary = summaries.findLast(({ leaf }) => leaf === '' || isRecord(leaf))?.text;
    const title = toTitle(titles.custom || titles.ai || summary || titles.prompt);
    return {
      id: `claude-code:${meta.agent || session || fileName || 'unknown'}`,
      source: 'claude-code',
      agent: 'Claude Code',
      modality: 'cli',
      project: meta.project || null,
      title: title || noPrompt,
      path,
      startedAt: meta.first || null,
      endedAt: meta.last || null,
      model: meta.model || null,
      branch: meta.branch || null,
      parent: meta.agent && session ? `claude-code:${session}` : null,
    };
  };

  return {
    note,
    noteModel,
    noteTitle,
    notePrompt: (text: string): void => {
      titles.prompt ||= text;
    },
    isSubagent: (): boolean => meta.agent !== '',
    version: (): string => meta.version,
    build,
  };
};
