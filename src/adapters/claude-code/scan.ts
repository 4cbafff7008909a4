import type { Problem } from '../../domain/problem.ts';
import type { Scanner } from '../adapter.ts';
import { type JsonRecord, readRecord, toRecord, toText } from '../read-record.ts';
import { createTurnSpans } from '../turn-spans.ts';
import { createHead } from './head.ts';
import { contentBlocks, isStop, promptText, toolResult } from './message.ts';
import { isNotedSystem, noiseType, skipName } from './passed-over.ts';
import { isCommand, userKind } from './prompt-kind.ts';
import { createPromptQueue, type Queued } from './prompt-queue.ts';
import { createRewinds } from './rewinds.ts';

/** Follows a Claude Code log: one record a line, several lines a message, prompts in four different forms. */
export const scanClaudeCode = (path: string): Scanner => {
  const turns = createTurnSpans();
  const head = createHead(path);
  const queue = createPromptQueue();
  const problems: Problem[] = [];
  const skipped: Record<string, number> = {};
  const rewinds = createRewinds();
  const callTurns = new Map<string, number>();
  let prompts = 0;
  let toolCalls = 0;

  const skip = (kind: string) => {
    skipped[kind] = (skipped[kind] ?? 0) + 1;
  };

  const push = (line: string, index: number) => {
    if (line.trim() === '') return;
    const noise = noiseType(line);
    if (noise) return skip(noise);
    const record = readRecord(index === 0 ? line.replace(/^\uFEFF/, '') : line, index);
    if (record) take(record, index);
    else problems.push({ path, line: index + 1, what: 'torn line: not a JSON object' });
  };

  const take = (record: JsonRecord, index: number) => {
    const uuid = toText(record.uuid);
    if (uuid && rewinds.isRecorded(uuid)) return skip('repeated record');
    if (uuid) rewinds.recorded(uuid, index);
    head.note(record);
    const type = toText(record.type);
    const taker = takers.get(type);
    if (taker) taker(record, index);
    else skip(skipName(type));
  };

  /** A sidechain inside its parent's log, in contrast to a subagent's own file. */
  const isSide = (record: JsonRecord): boolean => record.isSidechain === true && !head.isSubagent();

  const say = (speaker: 'developer' | 'agent', as: string, index: number, record: JsonRecord): number =>
    turns.add(
      speaker,
      { from: index, to: index + 1, as },
      toText(record.timestamp) || null,
      toText(record.uuid),
    );

  /** A command belongs to whoever has the floor. */
  const mention = (as: string, index: number, record: JsonRecord) => {
    const last = turns.last();
    if (last) turns.attach(last.number, { from: index, to: index + 1, as });
    else say('agent', as, index, record);
  };

  const takeReply = (record: JsonRecord, index: number) => {
    const side = isSide(record);
    if (!side) head.noteModel(record);
    const number = say('agent', side ? 'side-reply' : 'reply', index, record);
    for (const block of contentBlocks(record.message)) {
      if (block.type !== 'tool_use') continue;
      if (!side) toolCalls += 1;
      callTurns.set(toText(block.id), number);
    }
  };

  const takeUser = (record: JsonRecord, index: number) => {
    const kind = userKind(record);
    if (kind === 'skip') return skip('injected user record');
    if (kind === 'result' || kind === 'feedback') return takeResult(record, index, kind);
    if (isStop(record.message)) say('agent', isSide(record) ? 'side-stop' : 'interruption', index, record);
    if (kind === 'interruption') return;
    if (kind === 'command') return mention('command', index, record);
    if (kind === 'note') return void say('agent', 'note', index, record);
    if (record.isSidechain === true) return takeOrder(record, index);
    takeOverdue(record);
    takeOwnTurn(promptText(record.message), index, record);
  };

  /** What the parent asked of its subagent: no person wrote it. */
  const takeOrder = (record: JsonRecord, index: number) => {
    if (!isSide(record)) head.notePrompt(promptText(record.message));
    say('agent', isSide(record) ? 'side-order' : 'order', index, record);
  };

  const takePrompt = (as: string, text: string, index: number, record: JsonRecord): number => {
    prompts += 1;
    head.notePrompt(text);
    return say('developer', as, index, record);
  };

  /** Only to a prompt that was no mere word in between can the developer go back. */
  const takeOwnTurn = (text: string, index: number, record: JsonRecord) => {
    const parent = toText(record.parentUuid);
    const left = rewinds.leftBy(parent);
    if (left) {
      say('agent', `rewind ${left.turn}`, index, record);
      turns.abandon(left.turn, left.line);
    }
    rewinds.placed({ line: index, parent, turn: takePrompt('prompt', text, index, record) });
  };

  const takeOverdue = (record: JsonRecord) => {
    for (const queued of queue.overdue()) takeQueued(queued, record);
  };
  const takeQueued = ({ text, line }: Queued, record: JsonRecord) => {
    takePrompt('enqueued', text, line, record);
  };

  const takeResult = (record: JsonRecord, index: number, kind: 'result' | 'feedback') => {
    const number = callTurns.get(toText(toolResult(record)?.tool_use_id));
    if (number === undefined) skip('result without its call');
    else turns.attach(number, { from: index, to: index + 1, as: 'result' });
    if (kind === 'feedback') say('developer', 'feedback', index, record);
  };

  const takeAttachment = (record: JsonRecord, index: number) => {
    const attachment = toRecord(record.attachment) ?? {};
    const type = toText(attachment.type);
    const text = promptText({ content: attachment.prompt });
    const typed = attachment.commandMode !== 'task-notification' && text !== '' && !text.startsWith('<');
    if (type !== 'queued_command' || !typed) return skip(`attachment ${type.slice(0, 40)}`);
    queue.arrived(text);
    takePrompt('queued', text, index, record);
  };

  const takeQueue = (record: JsonRecord, index: number) => {
    const step = queue.take(record, index, head.version());
    if (!step) return;
    if ('skip' in step) skip(step.skip);
    else takeQueued(step.prompt, record);
  };

  const takeSystem = (record: JsonRecord, index: number) => {
    const subtype = toText(record.subtype);
    if (subtype === 'local_command' && isCommand(toText(record.content)))
      mention('system-command', index, record);
    else if (isNotedSystem(subtype)) say('agent', 'system', index, record);
    else skip(`system ${subtype.slice(0, 40)}`);
  };

  const takers = new Map<string, (record: JsonRecord, index: number) => void>([
    ['assistant', takeReply],
    ['user', takeUser],
    ['attachment', takeAttachment],
    ['queue-operation', takeQueue],
    ['system', takeSystem],
    ['summary', head.noteTitle],
    ['ai-title', head.noteTitle],
    ['custom-title', head.noteTitle],
  ]);

  const outline: Scanner['outline'] = () => {
    const left = queue.left();
    return {
      head: head.build(rewinds.isRecorded),
      spans: turns.spans(),
      prompts,
      toolCalls,
      problems,
      skipped: left > 0 ? { ...skipped, 'queued, never handed over': left } : skipped,
    };
  };
  return { push, outline };
};
