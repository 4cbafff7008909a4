import type { ToolKind } from '../../domain/tool-call.ts';
import { toRecord, toText } from '../read-record.ts';
import { toTarget } from '../tool-kinds.ts';
import type { ToolBody } from './tool-body.ts';

/** The path, command or query that a tool's record names, '' where its text names none; `results` is its output. */
export const targetOf = (body: ToolBody, kind: ToolKind, results: string): string => {
  // `Using "Apply Patch"` names the tool once more.
  const named = /^.*?\*\*.*?\*\*\s*(?:•\s*)?(.*)$/.exec(body.summary)?.[1]?.replace(/^Using ".*/, '') ?? '';
  const shell = kind === 'run' ? body.fences.find(({ language }) => language === 'bash')?.text.trim() : '';
  return (
    shell ||
    argumentOf(inputOf(body)) ||
    linkIn(`${named}\n${body.prose}`) ||
    /pattern `([^`\n]+)`/.exec(body.prose)?.[1] ||
    /^(?:(?:Edit|Read) file|Run command): (.+)$/.exec(named)?.[1] ||
    /^`(.+)`$/.exec(named)?.[1] ||
    /`([^`\n]+)`/.exec(body.prose)?.[1] ||
    named ||
    firstWords(body.prose) ||
    fromResults(results, kind)
  );
};

/** Copilot keeps a command beside what was made of it. */
const argumentOf = (input: unknown): string =>
  toText(toRecord(toRecord(input)?.commandLine)?.original) || toTarget(input);

/** The vendor's arguments, where an editor printed them as JSON. */
export const inputOf = ({ prose, fences }: ToolBody): unknown => {
  const [json] = fences;
  if (json?.language !== 'json' || !/^Parameters:/m.test(prose)) return null;
  try {
    return JSON.parse(json.text);
  } catch {
    return null;
  }
};

/** The file behind the first link of an editor, which leaves its text empty. */
const linkIn = (text: string): string => {
  const path = /\[[^\]]*\]\(file:\/\/([^)#]+)[^)]*\)/.exec(text)?.[1] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const firstWords = (prose: string): string => {
  const [line = ''] = prose.split('\n', 1);
  const question = /^\*\*(.+\?)\*\*$/.exec(line)?.[1];
  if (question) return question;
  return /^(?:\*\*|Parameters:|Additional data:|Result:|\[Request)/.test(line) ? '' : line.slice(0, 200);
};

/** Edits of Claude Code name their file only in the line that reports them, below whatever was written. */
const reportLine =
  /^(?:The file (.+?) has been updated\b|File created successfully at: (.+?)(?: \(file state .*)?$)/gm;

/** What only the answer of a tool names. */
const fromResults = (results: string, kind: ToolKind): string => {
  const [, updated, created] = kind === 'edit' ? ([...results.matchAll(reportLine)].at(-1) ?? []) : [];
  return (
    updated ||
    created ||
    /^Updated task (#\d+)/.exec(results)?.[1] ||
    fromInvocation(/^ {2}"invocationMessage": "((?:[^"\\]|\\.)*)"/m.exec(results)?.[1] ?? '', kind)
  );
};

/** The line that Copilot shows while a tool runs. */
const fromInvocation = (message: string, kind: ToolKind): string =>
  linkIn(message) || /`([^`]+)`/.exec(message)?.[1] || (kind === 'task' ? message : '');
