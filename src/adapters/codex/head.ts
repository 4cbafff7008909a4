import { noPrompt, type SessionHead } from '../../domain/session.ts';
import { type JsonRecord, toRecord, toText, toTitle } from '../read-record.ts';
import type { Entry } from './entry.ts';

/** Collects what a list shows of a session while its log is scanned. The first `session_meta` is the session's own. */
export const createHead = (path: string) => {
  let meta: JsonRecord | undefined;
  const seen = { first: '', last: '', model: '', cwd: '', name: '', prompt: '' };

  const noteTime = (at: string | null) => {
    if (!at) return;
    if (!seen.first || at < seen.first) seen.first = at;
    if (at > seen.last) seen.last = at;
  };
  const noteEntry = ({ type, payload, at }: Entry) => {
    noteTime(at);
    if (type === 'session_meta') {
      meta ??= payload;
      noteTime(toText(payload.timestamp) || null);
    }
    if (type === 'turn_context') {
      seen.model = toText(payload.model) || seen.model;
      seen.cwd ||= toText(payload.cwd);
    }
    if (payload.type === 'thread_name_updated') seen.name = toText(payload.thread_name) || seen.name;
  };

  const ownId = () => toText(meta?.id);
  const head = (): SessionHead => {
    const source = meta?.source;
    const parent = parentOf(meta);
    return {
      id: `codex:${ownId() || fileId(path)}`,
      source: 'codex',
      agent: 'Codex',
      modality: source === 'vscode' || /desktop|vscode/i.test(toText(meta?.originator)) ? 'ide' : 'cli',
      project: toText(meta?.cwd) || seen.cwd || null,
      title: toTitle(seen.name || seen.prompt) || noPrompt,
      path,
      startedAt: seen.first || null,
      endedAt: seen.last || null,
      model: seen.model || null,
      branch: toText(toRecord(meta?.git)?.branch) || null,
      parent: parent ? `codex:${parent}` : null,
    };
  };
  return {
    noteEntry,
    notePrompt: (text: string) => {
      seen.prompt ||= text;
    },
    hasMeta: () => meta !== undefined,
    ownId,
    isSubagent: () => isSubagent(meta),
    head,
  };
};

const isSubagent = (meta: JsonRecord | undefined): boolean =>
  toRecord(meta?.source)?.subagent !== undefined || meta?.thread_source === 'subagent';

/** A fork by a person has an origin but no parent: only a subagent has one. */
const parentOf = (meta: JsonRecord | undefined): string => {
  const spawn = toRecord(toRecord(toRecord(meta?.source)?.subagent)?.thread_spawn);
  return isSubagent(meta) ? toText(spawn?.parent_thread_id) || toText(meta?.parent_thread_id) : '';
};

const fileId = (path: string): string => {
  const name =
    path
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.jsonl$/, '') ?? '';
  return /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.exec(name)?.[0] ?? (name || 'unknown');
};
