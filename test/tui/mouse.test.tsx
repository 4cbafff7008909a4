import { expect, test } from 'vitest';
import type { Hit } from '../../src/domain/hit.ts';
import { makeAnswer } from '../helpers/fake-search.ts';
import {
  fakeSession,
  makeClassification,
  makeEpisode,
  makePushback,
  makeSummary,
  makeTurn,
  textBlock,
} from '../helpers/fake-session.ts';
import { listedSessions, openScreens } from '../helpers/open-screens.tsx';

const turns = Array.from({ length: 40 }, (_, index) =>
  makeTurn(index + 1, index % 2 === 0 ? 'developer' : 'agent', textBlock(`Words of turn ${index + 1}.`)),
);
const rule = (turn: number, sentence: string) => ({
  ...{ turn, start: 0, end: sentence.length, sentence, kind: 'ban' as const, objects: [] },
  touches: [{ turn: turn + 1, callId: null, what: 'edits it', verdict: 'broken' as const }],
  liftedAt: null,
  remindedAt: [],
});
const rules = [rule(1, 'Never touch checkout.ts.'), rule(5, 'Only use npm.')];
const summary = makeSummary(turns, [makePushback(3)]);
const withRules = {
  ...summary,
  head: { ...summary.head, title: 'A session with rules' },
  counts: summary.counts && { ...summary.counts, rules },
};
const openReplay = async (columns = 100, rows = 30) => {
  const screen = openScreens(
    {
      openSession: () => fakeSession(turns),
      loadLibrary: onEvent => {
        onEvent({ kind: 'sessions', sessions: [withRules] });
        onEvent({ kind: 'done' });
      },
    },
    columns,
    rows,
  );
  await screen.shows('1 of 1');
  screen.press('\r');
  await screen.shows('turn 1/40');
  return screen;
};

test('in the list a click chooses, a second one opens, the wheel moves, and the rule beside it can be dragged', async () => {
  const screen = openScreens({}, 140, 30);
  await screen.shows('❯ 長い題名');
  screen.point('click', 'Add a currency switch');
  await screen.shows('❯ Add a currency switch');
  screen.wheel('Rename the worker', -1);
  await screen.shows('❯ 長い題名');
  const column = () => (screen.frame().split('\n')[2] ?? '').indexOf('│');
  const before = column();
  screen.pointAt({ kind: 'click', row: 5, column: before + 20 });
  screen.pointAt({ kind: 'drag', row: 5, column: before + 10 });
  await screen.shows('❯ 長い題名');
  expect(column()).toBe(before);
  const edge = 140 - Math.round(140 * 0.4);
  screen.pointAt({ kind: 'click', row: 5, column: edge });
  screen.pointAt({ kind: 'drag', row: 9, column: edge - 14 });
  await screen.until(() => column() < before);
  screen.fits();
  screen.point('click', 'Rename the worker');
  await screen.shows('❯ Rename the worker');
  screen.point('click', '❯ Rename the worker');
  await screen.shows('turn 1/4');
});

test('a click in the menu of agents chooses, and the wheel moves through it', async () => {
  const screen = openScreens();
  await screen.shows('3 of 3');
  screen.press('a');
  await screen.shows('❯ every agent');
  screen.wheel('every agent');
  await screen.shows('❯ Claude Code');
  screen.point('click', 'Cursor');
  await screen.shows('1 of 3 sessions');
});

test('in the turns a click stands on a block, the wheel scrolls, and a click on the prompt above goes to it', async () => {
  const screen = await openReplay();
  screen.point('click', 'Words of turn 4.');
  await screen.shows('turn 4/40');
  screen.wheel('Words of turn 4.');
  await screen.until(() => !screen.frame().includes('1 developer'));
  screen.press('G');
  await screen.shows('turn 40/40');
  screen.press('k');
  screen.point('click', '▌ 3');
  await screen.shows('turn 3');
});

test('a click on the strip seeks, and a drag from there on seeks on', async () => {
  const screen = await openReplay();
  const strip = { row: 3, column: 47 };
  screen.pointAt({ kind: 'click', ...strip });
  await screen.shows('turn 20/40');
  screen.pointAt({ kind: 'drag', row: 20, column: 72 });
  await screen.shows('turn 30/40');
  screen.point('click', 'Words of turn 30.');
  screen.pointAt({ kind: 'drag', ...strip });
  screen.press('y');
  await screen.shows('copied turn 30');
});

test('the wheel over the ledger scrolls the ledger alone, and a click on a rule goes to its turn', async () => {
  const screen = await openReplay(140, 30);
  screen.press('9L');
  await screen.shows('2 rules stated');
  screen.wheel('Never touch checkout.ts.');
  await screen.shows('2 rules stated');
  screen.point('click', 'Never touch checkout.ts.');
  await screen.shows('turn 1/40');
  await screen.shows('❯ 1 Never touch checkout.ts.');
  await screen.shows('2 rules stated, as of turn');
  screen.point('click', 'broken in 6');
  await screen.shows('turn 6/40');
  screen.fits();
});

test.each([
  [140, 30],
  [80, 24],
])('tab goes into the ledger and back, and its keys pick a turn there, at %ix%i', async (columns, rows) => {
  const screen = await openReplay(columns, rows);
  screen.press('9\t');
  await screen.shows('❯ 5 Only use npm.');
  screen.fits();
  screen.press('j');
  await screen.shows('❯   ✗ broken in 6: edits it');
  screen.press('jj');
  await screen.shows('❯   ✗ broken in 2: edits it');
  screen.press('\r');
  await screen.shows('turn 2/40');
  screen.fits();
  if (columns === 80) return expect(screen.frame()).not.toContain('rules stated');
  await screen.shows('⏎ to that turn');
  screen.press('\t');
  await screen.shows('1 rule stated, 1 still to come');
  screen.press(']');
  await screen.shows('turn 3/40');
});

test('in the search a click chooses a hit and a second one opens it, and the wheel moves', async () => {
  const hit = (turn: number, snippet: string): Hit => ({
    ...{ session: 'claude-code:3', turn, speaker: 'developer', at: null, snippet, matches: [] },
    ...{ score: 1, pushback: null, before: null, signs: [], labels: [] },
  });
  const hits = [hit(1, 'first words'), hit(2, 'second words'), hit(3, 'third words')];
  const screen = openScreens({ search: async () => makeAnswer({ hits, total: 3 }) });
  await screen.shows('3 of 3');
  screen.press('Swords');
  await screen.shows('❯ ▌ first words');
  screen.point('click', 'third words');
  await screen.shows('❯ ▌ third words');
  screen.wheel('third words', -1);
  await screen.shows('❯ ▌ second words');
  screen.point('click', 'second words');
  await screen.shows('turn 2/4');
});

test('a click on what the answers are counted by narrows the search to it, and widens it again', async () => {
  const facets = {
    sessions: new Map([
      ['claude-code:3', 2],
      ['claude-code:2', 1],
    ]),
    classes: new Map([['failure_report', 1] as const]),
  };
  const screen = openScreens({ search: async () => makeAnswer({ total: 3, facets }) });
  await screen.shows('3 of 3');
  screen.press('Swords');
  await screen.shows('Claude Code 2 · Cursor 1 │ shop 3 │ failure report 1');
  screen.point('click', 'Claude Code 2');
  await screen.shows('search words agent:"Claude Code"▏');
  screen.point('click', 'failure report 1');
  await screen.shows('search words agent:"Claude Code" class:failure_report▏');
  screen.point('click', 'Code 2');
  await screen.shows('search words class:failure_report▏');
});

test('in the palette a click runs an entry, in the help a click goes back, and the wheel moves both', async () => {
  const screen = openScreens({}, 40, 12);
  await screen.shows('3 of 3');
  screen.press('?');
  await screen.shows('1–11 of');
  screen.wheel('Keys:');
  await screen.shows('2–12 of');
  screen.point('click', 'Keys:');
  await screen.shows('3 of 3');
  screen.press(':');
  await screen.shows('❯ replay');
  screen.wheel('replay');
  await screen.shows('❯ filter');
  screen.point('click', 'replay');
  await screen.shows('turn 1/4');
});

test('in the episodes a click chooses one or a quote, the wheel scrolls, and a second click replays it', async () => {
  const classification = async () =>
    makeClassification({
      session: listedSessions[2]?.head.id ?? '',
      episodes: [makeEpisode(), makeEpisode({ id: 'M002', name: 'Tests Said To Pass' })],
    });
  const screen = openScreens({ classification }, 140, 30);
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/2');
  screen.point('click', '· M002');
  await screen.shows('episode 2/2');
  screen.point('click', '“');
  await screen.until(() => /│ +❯ turn 2 “/.test(screen.frame()));
  screen.press('R');
  await screen.shows('❯ It is just none');
  screen.wheel('It is just none');
  await screen.shows('❯ invisible agent action');
  screen.press('\x1b');
  await screen.shows('❯ · M002');
  screen.point('click', '· M002');
  await screen.shows('❯ ◆ M002');
  screen.point('click', '· M002');
  await screen.shows('turn ');
  await screen.shows('episodes › replay');
});
