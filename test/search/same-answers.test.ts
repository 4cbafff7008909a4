import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passes } from '../../src/domain/filter-turn.ts';
import { createFinder, createMatcher } from '../../src/domain/match-words.ts';
import { parseQuery, type Query, termsOf } from '../../src/domain/query.ts';
import { openIndex } from '../../src/search/search-index.ts';
import type { Said } from '../../src/search/write-sessions.ts';
import { findAll, makeSaid } from '../helpers/fake-search.ts';
import { makeHead, makePushback } from '../helpers/fake-session.ts';
import { emptyFolder } from '../helpers/write-log.ts';

/** Pieces that meet in texts and queries alike: names, accents, signs, scripts, and words that begin others. */
const pieces = [
  ...[
    'tax',
    'taxes',
    'Tax',
    'round',
    'around',
    'café',
    'cafe',
    'CAFÉ',
    'naïve',
    'й',
    'straße',
    '10%',
    'multi',
  ],
  ...['multiCurrency', 'HTMLParser', 'parser', 'currency', 'userId', 'user_id', 'superuser_id', 'user', 'id'],
  ...[
    'foo.bar',
    'foo',
    'bar',
    '->',
    '<=',
    '::',
    'a->b',
    '登录',
    '请修复登录页面',
    'API接口',
    'ログイン',
    "don't",
  ],
  ...['re-read', 'C++', 'x', '\\', '_', '%', "'", '…', '😀', 'ſ', 'É', '_id'],
];
const gaps = [' ', ' ', ' ', '', ', ', '\n', '-', '.', '_'];
const pieceOf = fc.constantFrom(...pieces);
const textOf = fc
  .array(fc.tuple(pieceOf, fc.constantFrom(...gaps)), { maxLength: 9 })
  .map(parts => parts.flat().join(''));

const filters = [
  ...[
    'in:developer',
    'in:agent',
    '-in:agent',
    'has:pushback',
    '-has:pushback',
    'has:refusal',
    '-has:refusal',
  ],
  ...['has:interruption', 'class:correction', 'class:undo', '-class:corr', 'strength>0.5', '-strength>0.5'],
  ...[
    'agent:codex',
    'session:a',
    '-session:a',
    'project:shop',
    'has:episode',
    'symptom:S3',
    'has:nothing',
    'in:',
  ],
];
const phraseOf = fc.array(pieceOf, { minLength: 1, maxLength: 3 }).map(words => `"${words.join(' ')}"`);
const partOf = fc.oneof(
  { weight: 6, arbitrary: pieceOf },
  { weight: 2, arbitrary: pieceOf.map(piece => piece.slice(0, 2)) },
  { weight: 2, arbitrary: phraseOf },
  { weight: 2, arbitrary: fc.oneof(pieceOf, phraseOf).map(piece => `-${piece}`) },
  { weight: 1, arbitrary: fc.constant('or') },
  { weight: 1, arbitrary: fc.constantFrom(...filters) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);
const queryOf = fc.array(partOf, { minLength: 1, maxLength: 4 }).map(parts => parts.join(' '));

const session = (name: string, agent: string, texts: readonly string[]) => {
  const head = makeHead({
    id: `claude-code:${name}`,
    path: `/logs/${name}.jsonl`,
    project: '/home/dev/shop',
    agent,
  });
  const said = texts.map(
    (text, at): Said => ({
      ...makeSaid(at + 1, text),
      signs: at % 5 === 1 ? ['refusal'] : at % 5 === 3 ? ['interruption'] : [],
    }),
  );
  const pushbacks = texts.flatMap((_, at) =>
    at % 3 === 0
      ? [makePushback(at + 1, { strength: (at % 10) / 10, class: at % 2 ? 'correction' : 'undo_request' })]
      : [],
  );
  return { head, said, pushbacks };
};
type Made = ReturnType<typeof session>;

const indexOf = (sessions: readonly Made[]) => {
  const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
  const written = sessions.map(({ head, said, pushbacks }) => {
    const counts = { developerTurns: 1, agentTurns: 1, prompts: 1, toolCalls: 0, problems: 0, pushbacks };
    const none = { doubtful: [], rules: [], origins: [], claims: [], tokens: null, cost: null };
    const summary = {
      head,
      bytes: 1,
      modifiedAt: '2026-11-01T09:00:00.000Z',
      counts: { ...counts, ...none },
    };
    return { inode: 1, summary, said, trace: '' };
  });
  index.write(written, []);
  return index;
};

/** The turns that answer as a session in memory is looked through. */
const inMemory = (query: Query, sessions: readonly Made[]): string[] => {
  const holds = createMatcher(query);
  return sessions.flatMap(({ head, said, pushbacks }) =>
    said
      .filter(({ turn, speaker, at, signs, text }) => {
        const pushback = pushbacks.find(one => one.turn === turn);
        const shows = (sign: Said['signs'][number]) => signs.includes(sign);
        return (
          passes(query.filters, { head, span: { speaker, at }, pushback, labels: null, shows }) &&
          holds([text])
        );
      })
      .map(({ turn }) => `${head.id} ${turn}`),
  );
};

test('the index and a session in memory read every query alike, and none throws', () => {
  const runs = fc.tuple(
    fc.array(textOf, { minLength: 24, maxLength: 24 }),
    fc.array(queryOf, { minLength: 100, maxLength: 100 }),
  );
  fc.assert(
    fc.property(runs, ([texts, queries]) => {
      const sessions = [
        session('a', 'Codex', texts.slice(0, 12)),
        session('b', 'Claude Code', texts.slice(12)),
      ];
      const index = indexOf(sessions);
      for (const text of queries) {
        const query = parseQuery(text);
        const { hits, instead } = findAll(index, text);
        const found = instead.length > 0 ? [] : hits.map(hit => `${hit.session} ${hit.turn}`);
        expect({ text, found: found.sort() }).toEqual({ text, found: inMemory(query, sessions).sort() });
      }
      index.close();
    }),
    { numRuns: 3 },
  );
});

test('where a text holds a word, the word is found in it', () => {
  fc.assert(
    fc.property(textOf, pieceOf, (text, piece) => {
      const query = parseQuery(piece);
      const found = createFinder(termsOf(query))(text);
      const holds = termsOf(query).length > 0 && createMatcher(query)([text]);
      expect(holds && found.length === 0).toBe(false);
      for (const { start, end } of found) expect(start < end && end <= text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});
