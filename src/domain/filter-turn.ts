import type { Pushback } from './pushback.ts';
import { alternatives, type Filter, type Sign } from './query-filters.ts';
import type { SessionHead, TurnSpan } from './session.ts';

/** What is known of a turn that filters ask for. */
export type FilteredTurn = {
  readonly head: SessionHead;
  readonly span: Pick<TurnSpan, 'speaker' | 'at'>;
  /** As a person sees it; undefined: it is none. */
  readonly pushback: Pushback | undefined;
  /** The codes of all episodes that it belongs to; null: it belongs to none. */
  readonly labels: ReadonlySet<string> | null;
  /** Was a tool call refused in it, was it stopped? Asked only where a filter wants to know: the turn must be decoded for it. */
  readonly shows: (sign: 'refusal' | 'interruption') => boolean;
};

/** Does a turn pass the filters of a query, read as search reads them, but with dates held against its own time? */
export const passes = (filters: readonly Filter[], turn: FilteredTurn): boolean =>
  alternatives(filters).every(group => group.some(filter => holds(filter, turn))) &&
  !filters.some(filter => filter.negated && holds(filter, turn));

const holds = (filter: Filter, { head, span, pushback, labels, shows }: FilteredTurn): boolean => {
  switch (filter.name) {
    case 'agent':
      return `${head.agent} ${head.source}`.toLowerCase().includes(filter.text);
    case 'session':
      return head.id.toLowerCase().includes(filter.text);
    case 'project':
    case 'branch':
    case 'model':
      return (head[filter.name] ?? '').toLowerCase().includes(filter.text);
    case 'in':
      // Where acts and output are looked for is no matter of who speaks.
      return (filter.field !== 'developer' && filter.field !== 'agent') || filter.field === span.speaker;
    case 'class':
      return pushback !== undefined && [pushback.class, ...pushback.secondary].includes(filter.class);
    case 'strength':
      return pushback !== undefined && compare(pushback.strength, filter.sign, filter.than);
    case 'after':
      return span.at !== null && span.at >= filter.date;
    case 'before':
      return span.at !== null && span.at < filter.date;
    case 'has':
      if (filter.thing === 'pushback') return pushback !== undefined;
      return filter.thing === 'episode' ? labels !== null : shows(filter.thing);
    default:
      return labels?.has(filter.code) === true;
  }
};

const compare = (strength: number, sign: Sign, than: number): boolean => {
  switch (sign) {
    case '>':
      return strength > than;
    case '>=':
      return strength >= than;
    case '<':
      return strength < than;
    case '<=':
      return strength <= than;
  }
};
