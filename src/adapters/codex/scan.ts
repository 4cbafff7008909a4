import type { Problem } from '../../domain/problem.ts';
import type { Piece } from '../../domain/session.ts';
import type { Speaker } from '../../domain/turn.ts';
import type { Scanner } from '../adapter.ts';
import { toCount, toText } from '../read-record.ts';
import { createTurnSpans } from '../turn-spans.ts';
import { createCopiedHistory } from './copied-history.ts';
import { type Entry, readEntry } from './entry.ts';
import { createHead } from './head.ts';
import {
  eventPrompt,
  imageUrls,
  isAbortMark,
  itemPrompt,
  messageParts,
  reasoningText,
  shellCommand,
} from './prompt-text.ts';
import { callTokens, createCallCounts } from './usage.ts';

/** Something that the log may say again in another form right after: kept until that is known. */
type Held = { readonly as: string; readonly text: string; readonly entry: Entry; readonly index: number };

const notedEvents = new Set(['entered_review_mode', 'exited_review_mode', 'error']);
/** An agent re-sends a prompt by itself only at once; later, it is a person who repeats. */
const resentMs = 1000;

/** Follows a rollout: nearly everything is written twice, as an item for the model and as an event for the screen. */
export const scanCodex = (path: string): Scanner => {
  const turns = createTurnSpans();
  const head = createHead(path);
  const problems: Problem[] = [];
  const skipped: Record<string, number> = {};
  const callTurns = new Map<string, number>();
  /** What was written last, by form, so that its second form is known when it comes late. */
  const last = { itemReply: '', eventReply: '', reasoning: '', prompt: '', itemPrompt: '' };
  let abortedAt: string | null = null;
  let markedAbort = false;
  let copied: ReturnType<typeof createCopiedHistory> | undefined;
  let held: Held[] = [];
  let context: Piece | null = null;
  const callCounts = createCallCounts();
  /** Token counts whose reply no turn holds yet. */
  let counts: Piece[] = [];
  let hasEvents = false;
  /** Where every prompt stands that was not taken back. */
  const asked: { readonly turn: number; readonly line: number }[] = [];
  let prompts = 0;
  let toolCalls = 0;

  const skip = (kind: string) => {
    const name = kind.slice(0, 60);
    skipped[name] = (skipped[name] ?? 0) + 1;
  };
  const piece = (index: number, as: string): Piece => ({ from: index, to: index + 1, as });
  const add = (speaker: Speaker, index: number, as: string, { at }: Entry): number => {
    const number = turns.add(speaker, piece(index, as), at);
    if (speaker === 'developer') return number;
    for (const waiting of context ? [context, ...counts] : counts) turns.attach(number, waiting);
    context = null;
    counts = [];
    return number;
  };

  const push = (line: string, index: number) => {
    if (line.trim() === '') return;
    const entry = readEntry(line, index);
    if (!entry) {
      problems.push({ path, line: index + 1, what: 'torn line: not a JSON object' });
      return;
    }
    if (head.hasMeta() && copied?.isCopied(entry)) return skip('copied history');
    const isFirstMeta = entry.type === 'session_meta' && !head.hasMeta();
    head.noteEntry(entry);
    if (isFirstMeta) copied = createCopiedHistory(head.ownId());
    take(entry, index);
  };

  const take = (entry: Entry, index: number) => {
    const { type, payload } = entry;
    if (type === 'response_item') takeItem(entry, index);
    else if (type === 'event_msg') takeEvent(entry, index);
    else if (type === 'turn_context') context = piece(index, 'context');
    else if (type === 'compacted') {
      flush();
      add('agent', index, 'compacted', entry);
    } else if (type === 'session_meta' || type === 'state') skip(type);
    else skip(`unknown:${type || toText(payload.type)}`);
  };

  const takeItem = (entry: Entry, index: number) => {
    const { payload } = entry;
    const type = toText(payload.type);
    if (type === 'message') takeMessage(entry, index);
    else if (type === 'reasoning') takeReasoning(entry, index);
    else if (/_output$/.test(type)) takeResult(toText(payload.call_id), 'output', index);
    else if (/_call$/.test(type)) takeCall(entry, index);
    else skip(`item ${type}`);
  };

  const takeMessage = (entry: Entry, index: number) => {
    const { payload } = entry;
    if (payload.role === 'assistant') return takeReply(entry, index);
    if (payload.role !== 'user') return skip(`message of ${toText(payload.role) || 'nobody'}`);
    if (isAbortMark(payload)) return hold({ as: 'abort-mark', text: '', entry, index });
    if (shellCommand(payload)) {
      flush();
      add('agent', index, 'command', entry);
      return;
    }
    const text = itemPrompt(payload);
    if (text || imageUrls(payload).length > 0) hold({ as: 'item', text, entry, index });
    else skip('injected user message');
  };

  const takeReply = (entry: Entry, index: number) => {
    const text = messageParts(entry.payload).join('\n\n');
    drop(one => one.as === 'reply-event' && one.text.trim() === text.trim());
    flush();
    if (text.trim() === '') return skip('empty reply');
    if (text.trim() === last.eventReply) return skip('repeated reply');
    last.itemReply = text.trim();
    add('agent', index, 'reply', entry);
  };

  const takeReasoning = (entry: Entry, index: number) => {
    const text = reasoningText(entry.payload);
    if (text === '') return skip('encrypted reasoning');
    drop(one => one.as === 'reasoning-event' && text.includes(one.text.trim()));
    flush();
    last.reasoning = text;
    add('agent', index, 'reasoning', entry);
  };

  const takeCall = (entry: Entry, index: number) => {
    flush();
    toolCalls += 1;
    const id = toText(entry.payload.call_id) || toText(entry.payload.id);
    const number = add('agent', index, 'call', entry);
    if (id) callTurns.set(id, number);
  };

  const takeResult = (id: string, as: string, index: number) => {
    const number = callTurns.get(id);
    if (number === undefined) skip(`${as} without its call`);
    else turns.attach(number, piece(index, as));
  };

  const takeEvent = (entry: Entry, index: number) => {
    const { payload } = entry;
    const type = toText(payload.type);
    if (type === 'user_message') takePrompt(entry, index);
    else if (type === 'agent_message') {
      const text = toText(payload.message).trim();
      if (text === '' || text === last.itemReply) skip('repeated reply-event');
      else hold({ as: 'reply-event', text, entry, index });
    } else if (type === 'agent_reasoning') {
      const text = toText(payload.text).trim();
      if (text === '' || last.reasoning.includes(text)) skip('repeated reasoning-event');
      else hold({ as: 'reasoning-event', text, entry, index });
    } else if (type === 'turn_aborted') takeAbort(entry, index);
    else if (type === 'token_count') takeCount(entry, index);
    else if (type === 'exec_command_end') takeResult(toText(payload.call_id), 'exec-end', index);
    else if (type === 'patch_apply_end') takeResult(toText(payload.call_id), 'patch-end', index);
    else if (type === 'thread_rolled_back') takeRollback(entry, index);
    else if (notedEvents.has(type)) {
      flush();
      add('agent', index, 'note', entry);
    } else skip(`event ${type}`);
  };

  /** The last prompts and all that followed them are taken back. */
  const takeRollback = (entry: Entry, index: number) => {
    flush();
    const taken = asked.splice(-Math.max(1, toCount(entry.payload.num_turns) ?? 1))[0];
    add('agent', index, taken ? `rewind ${taken.turn}` : 'note', entry);
    if (taken) turns.abandon(taken.turn, taken.line);
  };

  /** It stands after what the call brought; a reply that is still held is not in its turn yet. */
  const takeCount = ({ payload }: Entry, index: number) => {
    if (callCounts.isRepeat(payload)) return skip('repeated token_count');
    if (callTokens(payload) === null) return skip('event token_count');
    const turn = turns.last();
    if (turn?.speaker === 'agent' && held.length === 0) turns.attach(turn.number, piece(index, 'usage'));
    else counts.push(piece(index, 'usage'));
  };

  const takePrompt = (entry: Entry, index: number) => {
    const text = eventPrompt(entry.payload);
    const twin = held.find(one => one.as === 'item');
    hasEvents = true;
    drop(one => one.as === 'item');
    flush();
    const hasImages = [entry.payload.images, entry.payload.local_images].some(
      images => Array.isArray(images) && images.length > 0,
    );
    if (text === '' && !hasImages) return skip('event that is no prompt');
    if (text !== '' && text === last.itemPrompt) {
      last.itemPrompt = '';
      return skip('repeated prompt');
    }
    if (isResent(text, entry.at)) return skip('prompt sent again after a stop');
    addPrompt(text, index, 'prompt', entry);
    // The item holds the pictures where the event only names them.
    if (twin && imageUrls(entry.payload).length === 0 && imageUrls(twin.entry.payload).length > 0)
      add('developer', twin.index, 'images', twin.entry);
  };

  const isResent = (text: string, at: string | null): boolean =>
    abortedAt !== null &&
    text === last.prompt &&
    Math.abs(Date.parse(at ?? '') - Date.parse(abortedAt)) < resentMs;

  const addPrompt = (text: string, index: number, as: string, entry: Entry) => {
    head.notePrompt(text);
    last.prompt = text;
    last.itemReply = '';
    last.eventReply = '';
    abortedAt = null;
    markedAbort = false;
    // What a parent agent asks is no word of a person.
    if (head.isSubagent()) {
      add('agent', index, 'task', entry);
      return;
    }
    prompts += 1;
    asked.push({ turn: add('developer', index, as, entry), line: index });
  };

  const takeAbort = (entry: Entry, index: number) => {
    drop(one => one.as === 'abort-mark');
    flush();
    abortedAt = entry.at;
    if (markedAbort) return skip('stop already marked');
    const reason = toText(entry.payload.reason);
    add('agent', index, reason === '' || reason === 'interrupted' ? 'interruption' : 'note', entry);
  };

  const hold = (one: Held) => {
    if (one.as === 'abort-mark' && (abortedAt !== null || markedAbort)) return skip('mark of a stop');
    // Once there are events, they are the list of prompts.
    if (one.as === 'item' && hasEvents && imageUrls(one.entry.payload).length === 0)
      return skip('repeated prompt');
    held.push(one);
  };
  const drop = (isTwin: (one: Held) => boolean) => {
    for (const one of held) if (isTwin(one)) skip(`repeated ${one.as}`);
    held = held.filter(one => !isTwin(one));
  };
  /** What was held stands alone: nothing repeated it. */
  const flush = () => {
    const alone = held;
    held = [];
    for (const one of alone) addHeld(one);
  };
  const addHeld = ({ as, text, entry, index }: Held) => {
    if (as === 'item') {
      if (hasEvents) skip('repeated prompt');
      else {
        addPrompt(text, index, 'item', entry);
        last.itemPrompt = text;
      }
      return;
    }
    if (as === 'abort-mark') markedAbort = true;
    if (as === 'reply-event') last.eventReply = text;
    if (as === 'reasoning-event') last.reasoning = text;
    add('agent', index, as === 'abort-mark' ? 'interruption' : as, entry);
  };

  return {
    push,
    outline: () => {
      flush();
      const left = counts.length;
      return {
        head: head.head(),
        spans: turns.spans(),
        prompts,
        toolCalls,
        problems,
        skipped: left > 0 ? { ...skipped, 'token_count without its reply': left } : skipped,
      };
    },
  };
};
