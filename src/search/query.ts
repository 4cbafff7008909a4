import { type PushbackClass, pushbackClasses } from '../domain/pushback.ts';
import type { Speaker } from '../domain/turn.ts';

/** A parsed query. Words and phrases must all stand in the turn, `not` none of them. */
export type Query = {
  readonly words: readonly string[];
  readonly not: readonly string[];
  readonly agent: string | null;
  readonly project: string | null;
  readonly speaker: Speaker | null;
  readonly class: PushbackClass | null;
  readonly pushback: boolean;
  readonly after: string | null;
  readonly before: string | null;
  readonly problems: readonly { readonly at: number; readonly what: string }[];
};

const token = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g;

/** Reads `words "a phrase" -not agent: project: in: class: has:pushback after: before:`; never throws. */
export const parseQuery = (text: string): Query => {
  const query = {
    words: [] as string[],
    not: [] as string[],
    agent: null as string | null,
    project: null as string | null,
    speaker: null as Speaker | null,
    class: null as PushbackClass | null,
    pushback: false,
    after: null as string | null,
    before: null as string | null,
    problems: [] as { at: number; what: string }[],
  };
  for (const match of text.matchAll(token)) {
    const [, minus, filter, phrase, word] = match;
    const value = (phrase ?? word ?? '').toLowerCase();
    const wrong = (what: string) => query.problems.push({ at: match.index, what });
    if (value === '') continue;
    switch (filter) {
      case undefined:
        (minus ? query.not : query.words).push(value);
        break;
      case 'agent':
        query.agent = value;
        break;
      case 'project':
        query.project = value;
        break;
      case 'after':
      case 'before':
        if (/^\d{4}(-\d\d(-\d\d)?)?$/.test(value)) query[filter] = value;
        else wrong(`${filter}: wants a date like 2026-11-24`);
        break;
      case 'in':
        if (value === 'developer' || value === 'agent') query.speaker = value;
        else wrong('in: wants developer or agent');
        break;
      case 'class': {
        const found = pushbackClasses.find(name => name.startsWith(value.replaceAll(' ', '_')));
        if (found) query.class = found;
        else wrong(`class: wants one of ${pushbackClasses.join(', ')}`);
        break;
      }
      case 'has':
      case 'pushback':
        if (filter === 'pushback' || value === 'pushback') query.pushback = true;
        else wrong('has: wants pushback');
        break;
      default:
        // A colon inside code is no filter: `http://x` and `std::move` are words.
        (minus ? query.not : query.words).push(`${filter}:${value}`);
    }
  }
  return query;
};
