import { expect, test } from 'vitest';
import type { LibraryEvent, SearchAnswer, SearchRequest } from '../../src/app/app.ts';
import { UserError } from '../../src/errors.ts';
import { toProblemLine } from '../../src/tui/screens/search/search-rows.ts';
import { makeAnswer } from '../helpers/fake-search.ts';
import { makeClassification, makePlan, makePushback } from '../helpers/fake-session.ts';
import { listedSessions, openScreens, usualConfig } from '../helpers/open-screens.tsx';

const oneHit: SearchAnswer = makeAnswer({
  hits: [
    {
      session: 'claude-code:1',
      turn: 3,
      speaker: 'developer',
      at: null,
      snippet: 'No, that is wrong',
      matches: [{ start: 12, end: 17 }],
      score: 1,
      before: null,
      pushback: makePushback(3),
      signs: [],
      labels: [],
    },
  ],
  total: 1,
});
const down = '\x1b[B';

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('no line of browse, help, replay or search leaves a terminal of %ix%i', async (columns, rows) => {
  const screen = openScreens({ search: async () => oneHit }, columns, rows);
  await screen.shows('3 of 3');
  screen.fits();
  screen.press('?');
  await screen.shows('Keys: sessions');
  screen.fits();
  screen.press('x');
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.fits();
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('wrong');
  await screen.shows('turn 3 ·');
  screen.fits();
  screen.press('\x1b');
  await screen.shows('turn 1/4');
  screen.press('C');
  await screen.shows('❯ offline');
  screen.fits();
  screen.press('\r');
  await screen.shows('M001');
  screen.fits();
  screen.press('?');
  await screen.shows('Keys: episodes');
  screen.fits();
  screen.press('xq]wL');
  await screen.shows('No standing rule');
  screen.fits();
  screen.press('L');
  await screen.shows(columns < 60 ? 'chance' : 'chance    80 % that it pushes back');
  screen.fits();
});

test('help that does not fit scrolls to its last key, and any other key goes back', async () => {
  const screen = openScreens({}, 40, 12);
  await screen.shows('3 of 3');
  screen.press('\r?');
  await screen.shows('Keys: replay (j k scroll, 1–11 of');
  screen.fits();
  screen.press('d'.repeat(20));
  await screen.shows('┃         on the strip: where you are');
  screen.fits();
  screen.press('x');
  await screen.shows('turn 1/4');
});

test('on a small screen the menu of classes shows a part and scrolls, and the strip keeps its marks', async () => {
  const screen = openScreens({}, 40, 12);
  await screen.shows('3 of 3');
  screen.press('\r]');
  await screen.shows('turn 3/4');
  screen.press('[');
  await screen.shows('no earlier pushback');
  screen.press('K');
  await screen.shows('↯███');
  screen.press(']a');
  await screen.shows('❯ correction (as detected)');
  for (let down = 0; down < 8; down += 1) {
    screen.press('\x1b[B');
    await new Promise(done => setTimeout(done, 20));
  }
  await screen.shows('❯ trust challenge');
  screen.fits();
});

test('what is typed in one chunk with the slash is the filter, question mark included', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('/rename?');
  await screen.shows('/rename?▏');
});

test('choosing an agent filters the list and opens nothing', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('a');
  await screen.shows('❯ every agent');
  screen.press(down);
  await screen.shows('❯ Claude Code');
  screen.press(down);
  await screen.shows('❯ Cursor');
  screen.press('\r');
  await screen.shows('1 of 3 sessions');
  screen.press('s');
  await screen.shows('1 of 3 sessions · pushback');
});

test('escape closes the menu of agents', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('a');
  await screen.shows('every agent');
  await screen.shows('esc back');
  expect(screen.frame()).not.toContain('⏎ replay');
  screen.press('\x1b');
  await screen.shows('Rename the worker');
});

test('an empty library says what to do', async () => {
  const screen = openScreens({ loadLibrary: onEvent => onEvent({ kind: 'done' }) });
  await screen.shows('No session found. Name a folder of logs');
});

test('a filter that fits nothing says how to clear it', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('/zzzz');
  await screen.shows('No session fits');
  await screen.shows('⏎ keep it · esc clear the filters');
  screen.press('\x1b');
  await screen.shows('3 of 3');
});

test('a question mark typed into find in session is text', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.press('/wrong?');
  await screen.shows('/wrong?▏');
});

test('the replay keeps its place behind help and behind search', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.press(']');
  await screen.shows('turn 3/4');
  screen.press('?');
  await screen.shows('Keys: replay');
  screen.press('x');
  await screen.shows('turn 3/4');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('\x1b');
  await screen.shows('turn 3/4');
});

test('a hit opens at its turn, and escape comes back to the query', async () => {
  const screen = openScreens({ search: async () => oneHit });
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('wrong');
  await screen.shows('1 turn');
  screen.press('\r');
  await screen.shows('turn 3/4');
  screen.press('\x1b');
  await screen.shows('search wrong▏');
});

test('an enter that comes before the answer opens its first hit as soon as it is there', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof oneHit>();
  const screen = openScreens({ search: () => promise });
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('wrong');
  await screen.shows('search wrong▏');
  screen.press('\r');
  await new Promise(setImmediate);
  expect(screen.frame()).toContain('search wrong▏');
  resolve(oneHit);
  await screen.shows('turn 3/4');
});

test('an error in the query is shown under it', async () => {
  const wrong = { ...oneHit, problems: [{ at: 3, what: 'there is no filter foo:' }] };
  const screen = openScreens({ search: async () => wrong });
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('no foo:x');
  await screen.shows('search no foo:x▏\n          ^ there is no filter foo:');
});

test('an error far to the right is told with its column', () => {
  const problems = [{ at: 60, what: 'there is no filter foo:' }];
  expect(toProblemLine(problems, 7, 80)).toBe('column 61: there is no filter foo:');
});

test('& leaves only pushback, and is a letter inside quotes', async () => {
  const asked: SearchRequest[] = [];
  const screen = openScreens({
    search: async request => {
      asked.push(request);
      return oneHit;
    },
  });
  await screen.shows('3 of 3');
  screen.press('Swrong&');
  await screen.shows('search wrong▏ only pushback');
  screen.press(' "&&');
  await screen.shows('search wrong "&&▏ only pushback');
  expect(asked.at(-1)).toMatchObject({ query: 'wrong "&&', pushbackOnly: true });
});

test('right chooses among the counts, enter narrows the search to it, esc lets go of it first', async () => {
  const facets = {
    sessions: new Map([['claude-code:3', 2]]),
    classes: new Map([['failure_report', 1] as const]),
  };
  const screen = openScreens({ search: async () => ({ ...oneHit, facets }) });
  await screen.shows('3 of 3');
  screen.press('Swrong');
  await screen.shows('Claude Code 2 │ shop 2 │ failure report 1');
  screen.press('\x1b[C');
  await screen.shows('❯Claude Code 2');
  screen.press('\x1b[D');
  screen.press('\x1b[D');
  await screen.shows('❯failure report 1');
  screen.press('\r');
  await screen.shows('search wrong class:failure_report▏');
  screen.press('\x1b[C');
  await screen.shows('❯Claude Code 2');
  screen.press('\x1b');
  await screen.shows('\nClaude Code 2');
  expect(screen.frame()).not.toContain('❯Claude');
  expect(screen.frame()).toContain('search wrong class:failure_report▏');
});

test('^r from the list looks in the project of the chosen hit, then in its session, then everywhere', async () => {
  const asked: SearchRequest['within'][] = [];
  const screen = openScreens({
    search: async ({ within }) => {
      asked.push(within);
      return oneHit;
    },
  });
  await screen.shows('3 of 3');
  screen.press('Swrong');
  await screen.shows('1 turn');
  screen.press('\x12');
  await screen.shows('in project “shop”');
  screen.press('\x12');
  await screen.shows('in session “');
  expect(asked.at(-1)).toEqual({ session: 'claude-code:1', project: null });
  screen.press('\x12');
  await screen.shows('1 turn\n');
}, 20_000);

test('a search made while the library is read finds what is read later', async () => {
  const tell: ((event: LibraryEvent) => void)[] = [];
  let answer: SearchAnswer = makeAnswer();
  const screen = openScreens({
    loadLibrary: onEvent => {
      tell.push(onEvent);
      onEvent({ kind: 'sessions', sessions: listedSessions.slice(1) });
      onEvent({ kind: 'progress', done: 2, total: 3, of: 'words' });
    },
    search: async () => answer,
  });
  await screen.shows('2 of 2');
  screen.press('S');
  await screen.shows('search ▏');
  screen.press('wrong');
  await screen.shows('No turn matches. Fewer words find more. · reading 2/3');
  answer = oneHit;
  tell[0]?.({ kind: 'sessions', sessions: listedSessions });
  tell[0]?.({ kind: 'done' });
  await screen.shows('turn 3 ·');
});

test('a log that is gone says what to do, and any key goes back to the list', async () => {
  const screen = openScreens({
    openSession: () => {
      throw new UserError('The log of this session is gone.', 'Run the list again.', { code: 3 });
    },
  });
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('Run the list again.');
  screen.press('x');
  await screen.shows('3 of 3');
});

test('keys of one chunk reach the screens that they open', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('jj\r]?');
  await screen.shows('Keys: replay');
  screen.press('x');
  await screen.shows('turn 3/4');
  screen.press('qGk\r');
  await screen.shows('turn 1/4');
});

test('an offline classification runs at once and shows its episodes with their quotes', async () => {
  const asked: string[] = [];
  const screen = openScreens({
    classify: async ({ head }, { engine, onProgress }) => {
      asked.push(engine);
      onProgress?.({ stage: 'extract', done: 1, total: 1, usage: null });
      return makeClassification({ session: head.id });
    },
  });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('❯ offline: rules on this machine, nothing is sent');
  screen.press('\r');
  await screen.shows('1 episode · offline · 2026-11-09 10:00');
  expect(asked).toEqual(['offline']);
  await screen.shows('❯ ◆ M001 Edit Of A Forbidden File S3 · turn 2→3 · high');
  await screen.shows('symptom    Developer Constraint Violation · A quoted ban was broken.');
  await screen.shows('outcome    Damage, Easily Reversed in Code or Task State');
  screen.press('jj');
  await screen.shows('❯ turn 3 “that is wrong”');
  screen.press('\r');
  await screen.shows('turn 3/4');
  await screen.shows('◆ pushed back on: M001');
  screen.press('{');
  await screen.shows('turn 2/4');
  screen.press('q');
  await screen.shows('❯ turn 3 “that is wrong”');
});

test('nothing is sent to an endpoint before y: what, where and for how much stand on the screen', async () => {
  const sent: string[] = [];
  const screen = openScreens({
    planClassification: async () =>
      makePlan({
        hidden: { email: 2, 'github-token': 1 },
        warnings: ['The way to this endpoint is not encrypted.'],
        limits: { cost: 0.5, tokens: 20_000 },
      }),
    previewClassification: async () => ({
      endpoint: 'https://api.openai.com/v1',
      requests: [
        {
          model: 'gpt-4.1',
          messages: [{ role: 'user', content: `mail [REDACTED:email:1]${' of a line'.repeat(60)}` }],
          temperature: 0,
        },
      ],
    }),
    classify: async (_summary, { engine }) => {
      sent.push(engine);
      return makeClassification();
    },
  });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('❯ offline');
  screen.press(down);
  await screen.shows('❯ openai: gpt-4.1 at https://api.openai.com/v1');
  screen.press('\r');
  await screen.shows('This session would leave this machine.');
  await screen.shows('endpoint  https://api.openai.com/v1');
  await screen.shows('about 1234 tokens');
  await screen.shows('about $0.0025');
  await screen.shows('limit     stops at $0.5 or 20000 tokens');
  await screen.shows('2 email, 1 github-token');
  await screen.shows('! The way to this endpoint is not encrypted.');
  screen.press('p');
  await screen.shows('request 1 of 1 to https://api.openai.com/v1');
  await screen.shows('mail [REDACTED:email:1]');
  screen.press('y');
  for (let press = 0; press < 8; press += 1) screen.press('j');
  await screen.shows('"temperature": 0');
  screen.press('p');
  await screen.shows('This session would leave this machine.');
  screen.press('\r');
  screen.press('n');
  await screen.shows('❯ offline');
  expect(sent).toEqual([]);
  screen.press(down);
  await screen.shows('❯ openai');
  screen.press('\r');
  await screen.shows('y sends it');
  screen.press('y');
  await screen.shows('1 episode');
  expect(sent).toEqual(['openai']);
});

test('escape stops a run, and what it found until then is shown as such', async () => {
  const screen = openScreens({
    classify: (_summary, { signal, onProgress }) =>
      new Promise(done => {
        onProgress?.({ stage: 'extract', done: 1, total: 1, usage: null });
        const usage = { input: 1200, cached: 0, output: 34 };
        onProgress?.({ stage: 'validate', done: 1, total: 3, usage, cost: 0.0123, secondsLeft: 20 });
        signal.addEventListener('abort', () => {
          const cancelled = makeClassification();
          done({ ...cancelled, run: { ...cancelled.run, outcome: 'cancelled' } });
        });
      }),
  });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('❯ offline');
  screen.press('\r');
  await screen.shows('1/3');
  await screen.shows('1,234 tokens · $0.0123 · about 20 s left');
  screen.press('\x1b');
  await screen.shows('cancelled before the end');
  await screen.shows('M001');
});

test('a missing key says what to set, and the engine can be chosen again', async () => {
  const screen = openScreens({
    planClassification: async () => {
      throw new UserError('The openai engine has no key.', 'Set OPENAI_API_KEY, or use the offline engine.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('❯ offline');
  screen.press(down);
  await screen.shows('❯ openai');
  screen.press('\r');
  await screen.shows('Set OPENAI_API_KEY');
  screen.press('C');
  await screen.shows('❯ offline');
  screen.press('q');
  await screen.shows('3 of 3');
});

test('a classification of an earlier day is there again: in the list, the replay and the episodes', async () => {
  const kept = makeClassification({ session: 'claude-code:3' });
  const screen = openScreens({
    loadLibrary: onEvent => {
      onEvent({ kind: 'sessions', sessions: listedSessions });
      onEvent({ kind: 'episodes', counts: new Map([['claude-code:3', 1]]) });
      onEvent({ kind: 'done' });
    },
    classification: async session => (session === 'claude-code:3' ? kept : null),
    history: async session => (session === 'claude-code:3' ? [kept] : []),
  });
  await screen.shows('◆1');
  screen.press('\r');
  await screen.shows('turn 1/4 ↯ 0/1 ◆ 1');
  screen.press('}');
  await screen.shows('◆ begins here: M001');
  screen.press('c');
  await screen.shows('❯ ◆ M001');
});

test('a person’s word on a turn wins in the replay and in the list, is kept, and can be taken back', async () => {
  const kept: unknown[] = [];
  const screen = openScreens({
    reviewPushback: async (session, turn, review) => {
      kept.push([session, turn, review && { ...review, at: '' }]);
    },
  });
  await screen.shows('↯1');
  screen.press('\r');
  await screen.shows('turn 1/4 ↯ 0/1');
  screen.press(']R');
  await screen.shows('not pushback: kept');
  await screen.shows('turn 3/4 Claude');
  screen.press('U');
  await screen.shows('turn 3/4 ↯ 1/1');
  screen.press('a');
  await screen.shows('❯ correction (as detected)');
  screen.press(down);
  await screen.shows('❯ rejection');
  screen.press('\r');
  await screen.shows('▌ 3 developer ↯ rejection');
  expect(kept).toEqual([
    ['claude-code:3', 3, { decision: 'rejected', class: null, note: '', at: '' }],
    ['claude-code:3', 3, null],
    ['claude-code:3', 3, { decision: 'edited', class: 'rejection', note: '', at: '' }],
  ]);
});

test('( lets weaker pushback count and ) only stronger, in the replay and in the list', async () => {
  const [first] = listedSessions;
  const doubtful = [makePushback(1, { strength: 0.28, class: 'rejection' })];
  const unsure = first?.counts && { ...first, counts: { ...first.counts, doubtful } };
  const screen = openScreens({
    loadLibrary: onEvent => {
      onEvent({ kind: 'sessions', sessions: unsure ? [unsure] : [] });
      onEvent({ kind: 'done' });
    },
  });
  await screen.shows('↯1');
  screen.press('\r((');
  await screen.shows('what is 26 % sure or more counts as pushback');
  await screen.shows('turn 1/4 ↯ 1/2');
  screen.press(')))))))))))))q');
  await screen.shows('1 of 1');
  screen.press('&');
  await screen.shows('No session fits');
});

test('the threshold of the config holds from the start', async () => {
  const screen = openScreens({ config: async () => ({ ...usualConfig, threshold: 0.9 }) });
  await screen.shows('3 of 3');
  screen.press('&');
  await screen.shows('No session fits');
});

test('a word that cannot be kept says why', async () => {
  const screen = openScreens({
    reviewPushback: async () => {
      throw new UserError('The store is full.', 'Free some space.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('turn 1/4');
  screen.press(']R');
  await screen.shows('The store is full.');
});

test('what was kept of pushback on an earlier day shows in the list', async () => {
  const rejected = { decision: 'rejected', class: null, note: '', at: '' } as const;
  const screen = openScreens({
    loadLibrary: onEvent => {
      onEvent({ kind: 'sessions', sessions: listedSessions.slice(0, 1) });
      onEvent({ kind: 'reviews', reviews: new Map([['claude-code:1', new Map([[3, rejected]])]]) });
      onEvent({ kind: 'done' });
    },
  });
  await screen.shows('1 of 1');
  screen.press('&');
  await screen.shows('No session fits');
});

test('the list takes the query language: filters are asked of the index, and what is wrong stands beside them', async () => {
  const asked: string[] = [];
  const screen = openScreens({
    sessionsFor: async query => {
      asked.push(query);
      return ['2.jsonl'];
    },
  });
  await screen.shows('3 of 3');
  screen.press('/has:pushback');
  await screen.shows('1 of 3');
  await screen.shows('❯ Rename the worker');
  expect(asked.at(-1)).toBe('has:pushback');
  screen.press(' agnet:x');
  await screen.shows('there is no filter agnet:');
  screen.press('\x1b');
  await screen.shows('3 of 3');
});

test('^o recalls a query of an earlier run, and one that leads somewhere is kept', async () => {
  const kept: string[] = [];
  const screen = openScreens({
    search: async () => oneHit,
    queries: async () => ['class:rejection'],
    keepQuery: async query => void kept.push(query),
  });
  await screen.shows('3 of 3');
  screen.press('S');
  await screen.until(() => kept.includes('class:rejection'));
  screen.press('\x0f');
  await screen.shows('search class:rejection');
  screen.press('\x15');
  screen.press('wrong');
  await screen.shows('turn 3 ·');
  screen.press('\r');
  await screen.until(() => kept.at(-1) === 'wrong');
});
