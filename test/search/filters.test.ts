import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Marks } from '../../src/search/current-marks.ts';
import { openIndex } from '../../src/search/search-index.ts';
import type { IndexedSession, Said } from '../../src/search/write-sessions.ts';
import { findAll, makeMarks, makeSaid } from '../helpers/fake-search.ts';
import { makeHead, makePushback, makeSummary } from '../helpers/fake-session.ts';
import { emptyFolder } from '../helpers/write-log.ts';

const session = (
  name: string,
  said: readonly Said[],
  more: Partial<ReturnType<typeof makeHead>> = {},
): IndexedSession => {
  const summary = makeSummary([], [makePushback(3, { class: 'correction', strength: 0.6 })]);
  const head = makeHead({ id: `claude-code:${name}`, path: `/logs/${name}.jsonl`, ...more });
  const doubtful = [makePushback(5, { class: 'rejection', strength: 0.25 })];
  const counts = summary.counts && { ...summary.counts, doubtful };
  return { inode: 1, summary: { ...summary, head, counts }, said, trace: '' };
};

const said = [
  makeSaid(1, 'Add a currency switch'),
  makeSaid(2, 'Done', {
    paths: '/home/dev/shop/src/multiCurrency.ts\n/home/dev/shop/README.md',
    commands: 'npm test -- --run\ngit push --force',
    signs: ['refusal'],
  }),
  makeSaid(3, 'No, leave the tax alone', { signs: ['interruption'] }),
  makeSaid(4, 'Sorry'),
  makeSaid(5, 'Hm, and the levy?'),
];
const index = openIndex(join(emptyFolder(), 'index.sqlite'), 'one');
index.write(
  [
    session('a', said, { branch: 'feature/tax', model: 'claude-opus' }),
    session('b', [makeSaid(1, 'Currency again, 税率を直して')], { branch: 'main', model: 'gpt-5' }),
  ],
  [],
);
const find = (query: string, marks: Marks = makeMarks()) =>
  findAll(index, query, { roots: ['/logs'], marks });
const places = (query: string, marks?: Marks) =>
  find(query, marks)
    .hits.map(hit => `${hit.session.split(':')[1]} ${hit.turn}`)
    .sort();

describe('a query', () => {
  test('finds either of two words', () => {
    expect(places('tax or levy')).toEqual(['a 3', 'a 5']);
    expect(places('"no leave" or 税率')).toEqual(['a 3', 'b 1']);
    expect(places('levy or 税率')).toEqual(['a 5', 'b 1']);
  });

  test('names branch, model and session, and turns each round', () => {
    expect(places('currency branch:main')).toEqual(['b 1']);
    expect(places('currency model:opus')).toEqual(['a 1']);
    expect(places('currency -model:opus')).toEqual(['b 1']);
    expect(places('currency session:claude-code:b')).toEqual(['b 1']);
    expect(places('currency branch:main branch:feature')).toEqual(['a 1', 'b 1']);
  });

  test('finds files and commands that the agent’s tools were about, and shows them', () => {
    expect(places('in:path currency.ts')).toEqual(['a 2']);
    expect(places('in:command "push --force"')).toEqual(['a 2']);
    expect(places('in:command -push')).toEqual([]);
    expect(places('in:path in:command force')).toEqual(['a 2']);
    expect(places('in:path force')).toEqual([]);
    expect(find('in:command force').hits[0]?.snippet).toContain('git push --force');
  });

  test('finds refused calls and stops', () => {
    expect(places('has:refusal')).toEqual(['a 2']);
    expect(places('has:interruption')).toEqual(['a 3']);
    expect(places('in:developer -has:interruption tax')).toEqual([]);
  });

  test('compares the strength of pushback', () => {
    expect(places('strength>0.5')).toEqual(['a 3', 'b 3'].slice(0, 1));
    expect(places('strength>0.7')).toEqual([]);
    expect(places('strength<0.7 has:pushback')).toEqual(['a 3']);
  });

  test('gives the turn before a hit in a line', () => {
    expect(find('levy').hits[0]?.before).toBe('Sorry');
    expect(find('switch').hits[0]?.before).toBeNull();
  });

  test('takes a word that nothing says for the likest that something says', () => {
    const { hits, instead } = find('curency switch');
    expect(instead).toEqual([{ typed: 'curency', meant: 'currency' }]);
    expect(hits).toHaveLength(1);
    expect(find('currency').instead).toEqual([]);
    expect(find('zzzzzz')).toMatchObject({ hits: [], instead: [] });
    expect(find('"curency"')).toMatchObject({ hits: [], instead: [] });
  });
});

describe('what a person sees', () => {
  test('a lower threshold makes weak pushback count', () => {
    expect(places('has:pushback')).toEqual(['a 3']);
    expect(places('has:pushback', makeMarks({ threshold: 0.2 }))).toEqual(['a 3', 'a 5']);
    expect(places('has:pushback', makeMarks({ threshold: 0.9 }))).toEqual([]);
  });

  test('a person’s word wins, on what was detected and on what was not', () => {
    const word = (decision: 'accepted' | 'edited' | 'rejected', name: 'undo_request' | null) =>
      ({ decision, class: name, note: '', at: '2026-11-01T00:00:00.000Z' }) as const;
    const reviews = new Map([
      [
        'claude-code:a',
        new Map([
          [3, word('rejected', null)],
          [1, word('edited', 'undo_request')],
          [5, word('accepted', null)],
        ]),
      ],
    ]);
    expect(places('has:pushback', makeMarks({ reviews }))).toEqual(['a 1', 'a 5']);
    expect(places('class:undo', makeMarks({ reviews }))).toEqual(['a 1']);
    expect(find('levy', makeMarks({ reviews })).hits[0]?.pushback?.class).toBe('rejection');
    expect(places('has:pushback')).toEqual(['a 3']);
  });

  test('episodes are found by what they are labelled', () => {
    const marks = makeMarks({
      episodes: [{ session: 'claude-code:a', turns: [2, 3], labels: ['S3', 'C1', 'DS2'] }],
    });
    expect(places('has:episode', marks)).toEqual(['a 2', 'a 3']);
    expect(places('symptom:S3 in:developer', marks)).toEqual(['a 3']);
    expect(places('severity:DS4', marks)).toEqual([]);
    expect(places('tax -has:episode', marks)).toEqual([]);
    expect(places('has:episode')).toEqual([]);
  });

  test('answers are counted by session and by class', () => {
    const { sessions, classes } = find('in:developer', makeMarks({ threshold: 0.2 })).facets;
    expect(sessions).toEqual(
      new Map([
        ['claude-code:a', 3],
        ['claude-code:b', 1],
      ]),
    );
    expect(classes).toEqual(
      new Map([
        ['correction', 1],
        ['rejection', 1],
      ]),
    );
  });

  test('a turn is told with those around it', () => {
    expect(index.around('claude-code:a', 3, 1).map(({ turn, text }) => `${turn} ${text}`)).toEqual([
      '2 Done',
      '3 No, leave the tax alone',
      '4 Sorry',
    ]);
    expect(index.around('claude-code:a', 1, 2).map(({ turn }) => turn)).toEqual([1, 2, 3]);
  });
});
