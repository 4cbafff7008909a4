import type { Scanner } from '../adapter.ts';
import { followRecords, type RecordLog } from '../follow-records.ts';
import { type JsonRecord, toCount, toRecord, toRecords, toText } from '../read-record.ts';
import { eventOf, isFinish, isFollowUp, refusalWords, timeOf, wordsOf } from './event.ts';

/** Tokens of an answer of the model, by its id; the first event of the answer takes them. */
type Usage = Map<string, number>;

/** Follows the events of a conversation; what it cost stands in its state, which comes first. */
export const scanOpenhands = (path: string): Scanner => {
  const usage: Usage = new Map();
  return followRecords(path, {
    source: 'openhands',
    agent: 'OpenHands',
    modality: 'cli',
    see: (record, log) => {
      const event = eventOf(record);
      if (!event) log.skip(`${toText(record.kind)} that is torn`);
      else if (record.kind === 'state') takeState(event, log, usage);
      else takeEvent(event, log, usage);
    },
  });
};

const takeState = (state: JsonRecord, log: RecordLog, usage: Usage): void => {
  log.tell({
    id: toText(state.id),
    project: toText(toRecord(state.workspace)?.working_dir),
    model: toText(toRecord(toRecord(state.agent)?.llm)?.model),
  });
  const metrics = Object.values(toRecord(toRecord(state.stats)?.usage_to_metrics) ?? {});
  for (const one of toRecords(metrics).flatMap(({ token_usages }) => toRecords(token_usages)))
    usage.set(toText(one.response_id), usedTokens(one) ?? 0);
};

/** Cached reads are part of `prompt_tokens`. */
const usedTokens = (used: JsonRecord): number | null => {
  const [prompt, answer] = [toCount(used.prompt_tokens), toCount(used.completion_tokens)];
  if (prompt === null || answer === null) return null;
  return Math.max(0, prompt - (toCount(used.cache_read_tokens) ?? 0)) + answer;
};

const takeEvent = (event: JsonRecord, log: RecordLog, usage: Usage): void => {
  const at = timeOf(event);
  const kind = toText(event.kind);
  log.noteTime(at);
  if (kind === 'MessageEvent' && event.source === 'user') takePrompt(event, log, at);
  else if (kind === 'MessageEvent' || kind === 'ActionEvent') {
    const calls = kind === 'ActionEvent' && !isFinish(event) ? [toText(event.tool_call_id)] : [];
    log.add({ speaker: 'agent', as: withUsage('reply', event, usage), at, calls });
  } else if (answers.has(kind)) takeAnswer(event, log, at);
  else if (kind === 'PauseEvent' || kind === 'InterruptEvent') log.add({ speaker: 'agent', as: 'stop', at });
  else if (noted.has(kind)) log.add({ speaker: 'agent', as: 'note', at });
  else log.skip(kind || 'event without a kind');
};

const answers = new Set(['ObservationEvent', 'UserRejectObservation', 'AgentErrorEvent']);
const noted = new Set(['Condensation', 'CondensationSummaryEvent', 'ConversationErrorEvent']);

const withUsage = (as: string, event: JsonRecord, usage: Usage): string => {
  const answer = toText(event.llm_response_id);
  const tokens = usage.get(answer);
  usage.delete(answer);
  return tokens === undefined ? as : `${as} ${tokens}`;
};

const takePrompt = (event: JsonRecord, log: RecordLog, at: string | null): void => {
  if (isFollowUp(event)) log.add({ speaker: 'agent', as: 'injected', at });
  else log.add({ speaker: 'developer', as: 'prompt', at, prompt: wordsOf(event) });
};

const takeAnswer = (event: JsonRecord, log: RecordLog, at: string | null): void => {
  if (isFinish(event)) log.skip('echo of the last words');
  else log.result(toText(event.tool_call_id), 'result');
  const words = refusalWords(event);
  if (words) log.add({ speaker: 'developer', as: 'feedback', at, prompt: words });
};
