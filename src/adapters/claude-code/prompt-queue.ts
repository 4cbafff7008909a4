import { type JsonRecord, toText } from '../read-record.ts';
import { isMachineText } from './prompt-kind.ts';

export type Queued = { readonly text: string; readonly line: number };
/** What a queue record comes to: a prompt that is handed over now, or a named skip. */
export type QueueStep = { readonly prompt: Queued } | { readonly skip: string };

/**
 * Follows prompts that were typed while the agent worked. A `remove` hands the oldest over. Up to build 2.1.90 its
 * words stand only here; later ones repeat them in an attachment, which is then the prompt (`arrived`). One whose
 * attachment never came is `overdue` at the next turn.
 */
export const createPromptQueue = () => {
  const waiting: Queued[] = [];
  const promised: Queued[] = [];
  const early: string[] = [];

  const take = (record: JsonRecord, line: number, version: string): QueueStep | undefined => {
    const operation = toText(record.operation);
    const text = toText(record.content).trim();
    if (operation === 'enqueue') {
      // Notifications come and go without a dequeue of their own: counted in, they would shift the typed ones.
      if (isMachineText(text)) return { skip: 'queued notification' };
      waiting.push({ text, line });
      return undefined;
    }
    const oldest = waiting.shift();
    if (operation === 'popAll') waiting.length = 0;
    if (operation !== 'remove' || !oldest) return { skip: `queue ${operation.slice(0, 40)}` };
    return handOver(oldest, version);
  };

  const handOver = (oldest: Queued, version: string): QueueStep => {
    // A queued command comes again as a record of its own.
    if (oldest.text === '' || oldest.text.startsWith('/')) return { skip: 'queued command' };
    if (drop(early, text => text === oldest.text)) return { skip: 'queue remove' };
    if (!bringsAttachment(version)) return { prompt: oldest };
    promised.push(oldest);
    return { skip: 'queue remove' };
  };

  return {
    take,
    arrived: (text: string): void => {
      if (!drop(promised, queued => queued.text === text.trim())) early.push(text.trim());
    },
    overdue: (): readonly Queued[] => promised.splice(0),
    left: (): number => waiting.length + promised.length,
  };
};

const drop = <Item>(items: Item[], fits: (item: Item) => boolean): boolean => {
  const at = items.findIndex(fits);
  if (at === -1) return false;
  items.splice(at, 1);
  return true;
};

const bringsAttachment = (version: string): boolean => {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && (minor > 1 || (minor === 1 && build >= 91)));
};
