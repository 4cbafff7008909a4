import { expect, test } from 'vitest';
import type { App, MomentsAnswer, MomentsRequest } from '../../src/app/app.ts';
import type { Moment } from '../../src/domain/moment.ts';
import { UserError } from '../../src/errors.ts';
import { createMomentsReducer, openMoments } from '../../src/tui/screens/moments/moments-state.ts';
import { makeMoment, makeMoments } from '../helpers/fake-search.ts';
import { makePushback } from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

const act = {
  turn: 2,
  words: 'All done, the cart is rounded.',
  paths: ['src/cart.ts'],
  commands: ['npm test'],
};
const three: readonly Moment[] = [
  makeMoment(3, { session: 'claude-code:1', words: 'No, that is wrong', act }),
  makeMoment(5, {
    session: 'claude-code:2',
    words: 'You touched the lockfile again',
    pushback: makePushback(5, { class: 'constraint_reminder', strength: 0.7 }),
    rule: { turn: 1, text: 'Never touch the lockfile' },
    origin: { onset: 4, span: { turns: 1, toolCalls: 2, minutes: 3, tokens: null } },
  }),
  makeMoment(7, { session: 'codex:gone', words: 'Stop', pushback: makePushback(7, { strength: 0.4 }) }),
];

/** An index of moments that remembers what it was asked. */
const listing = (answer: MomentsAnswer = makeMoments(three)) => {
  const asked: MomentsRequest[] = [];
  const moments: App['moments'] = async request => {
    asked.push(request);
    const page = answer.moments.slice(request.from, request.from + request.limit);
    return { ...answer, from: request.from, moments: page };
  };
  return { asked, moments };
};
const openScreen = async (more: Partial<App> = {}, columns = 120, rows = 30) => {
  const screen = openScreens(more, columns, rows);
  await screen.shows('3 of 3');
  screen.press('M');
  await screen.shows('3 moments');
  return screen;
};

test.each([
  [40, 12],
  [80, 24],
  [120, 30],
  [200, 50],
])('M lists pushback of all sessions, and enter and esc keep the place at %ix%i', async (columns, rows) => {
  const screen = await openScreen(listing(), columns, rows);
  screen.fits();
  screen.press('j');
  await screen.shows('❯  70%');
  screen.fits();
  screen.press('\r');
  await screen.shows('turn 4/4');
  screen.press('q');
  await screen.shows('❯  70%');
  screen.press('q');
  await screen.shows('3 of 3');
});

test('opened again it stands where it was left: the same moment, order, groups and query', async () => {
  const screen = await openScreen(listing());
  screen.press('sb/wrong\r');
  await screen.shows('newest first · by class');
  screen.press('j');
  await screen.shows('❯  70%');
  screen.press('q');
  await screen.shows('3 of 3');
  screen.press('M');
  await screen.shows('newest first · by class');
  await screen.shows('❯  70%');
  expect(screen.frame()).toContain('/wrong');
});

test('act and words stand side by side where there is room, else one below the other', async () => {
  const wide = await openScreen(listing(), 120, 30);
  await wide.shows('▌ 3 developer');
  const row =
    wide
      .frame()
      .split('\n')
      .find(line => line.includes('▌ 3 developer')) ?? '';
  expect(row).toContain('│ 2 agent cart.ts · $ npm test');
  expect(wide.frame()).toContain('All done, the cart is rounded.');
  const narrow = await openScreen(listing(), 80, 24);
  await narrow.shows('▌ 3 developer');
  const rows = narrow.frame().split('\n');
  const at = (words: string) => rows.findIndex(line => line.includes(words));
  expect(at('│ 2 agent')).toBeLessThan(at('▌ 3 developer'));
});

test('a moment tells the rule that it recalls and what it cost', async () => {
  const screen = await openScreen(listing());
  screen.press('j');
  await screen.shows('recalls turn 1: “Never touch the lockfile”');
  expect(screen.frame()).toContain('began in turn 4: 1 turn, 2 tool calls, 3 minutes until then');
});

test('s, b and p ask for another order, for groups and for the project of the chosen moment', async () => {
  const { asked, moments } = listing();
  const screen = await openScreen({ moments });
  screen.press('s');
  await screen.shows('newest first');
  screen.press('b');
  await screen.shows('by class');
  screen.press('b');
  await screen.shows('by topic');
  screen.press('p');
  await screen.shows('in shop');
  await screen.until(() => asked.at(-1)?.within.project === 'shop');
  expect(asked.at(-1)).toMatchObject({ order: 'newest', by: 'about', from: 0 });
  screen.press('p');
  await screen.shows('everywhere');
});

test('a heading stands above each group, and ] goes to the next one', async () => {
  const groups = [
    { name: 'file cart.ts', count: 2, strongest: 0.8 },
    { name: 'unnamed', count: 1, strongest: 0.4 },
  ];
  const screen = await openScreen(listing(makeMoments(three, { groups })));
  await screen.shows('file cart.ts 2, up to 80%');
  expect(screen.frame()).toContain('about what the log does not name 1, up to 40%');
  screen.press(']');
  await screen.shows('❯  40%');
  screen.press('[');
  await screen.shows('❯  80%');
});

test('a query is typed with /, what is wrong in it is told with its place, and esc clears it', async () => {
  const { asked, moments } = listing();
  const screen = await openScreen({ moments });
  screen.press('/wrong agnet:x');
  await screen.shows('column 7: there is no filter agnet: (quotes search for it as words)');
  await screen.until(() => asked.at(-1)?.query === 'wrong agnet:x');
  screen.press('\x1b');
  await screen.until(() => asked.at(-1)?.query === '');
  screen.press('/wrong\r');
  await screen.shows('/wrong');
  screen.press('\r');
  await screen.shows('turn 3/4');
});

test('a and R keep a person’s word, U takes the last one back', async () => {
  const kept: unknown[] = [];
  const screen = await openScreen({
    ...listing(),
    reviewPushback: async (session, turn, review) => {
      kept.push([session, turn, review?.decision ?? null, review?.class ?? null]);
    },
  });
  screen.press('a');
  await screen.shows('kept (U takes it back)');
  await screen.shows('✓ correction');
  screen.press('jR');
  await screen.shows('no pushback (U takes it back)');
  screen.press('UU');
  await screen.until(() => kept.length === 4);
  expect(kept).toEqual([
    ['claude-code:1', 3, 'accepted', 'correction'],
    ['claude-code:2', 5, 'rejected', null],
    ['claude-code:2', 5, null, null],
    ['claude-code:1', 3, null, null],
  ]);
  screen.press('U');
  await screen.shows('nothing was decided here');
});

test('a word that cannot be kept is told', async () => {
  const screen = await openScreen({
    ...listing(),
    reviewPushback: async () => {
      throw new UserError('The disk is full.', 'Free some space.');
    },
  });
  screen.press('a');
  await screen.shows('The disk is full.');
});

test('a moment whose log is gone leads nowhere, and says so', async () => {
  const screen = await openScreen(listing());
  screen.press('G\r');
  await screen.shows('its log is not in the list of sessions');
});

test('of many moments only those around the chosen one are asked for', async () => {
  const many = Array.from({ length: 5000 }, (_, at) => makeMoment(3, { words: `Objection ${at}` }));
  const { asked, moments } = listing(makeMoments(many));
  const screen = openScreens({ moments }, 80, 24);
  await screen.shows('3 of 3');
  screen.press('M');
  await screen.shows('5,000 moments');
  screen.press('G');
  await screen.shows('Objection 4999');
  screen.press(':2500\r');
  await screen.shows('Objection 2499');
  screen.press('dddddd');
  await screen.shows('2536/5000');
  expect(asked.every(({ limit }) => limit <= 240)).toBe(true);
  expect(asked.length).toBeLessThan(8);
});

test('a click chooses a moment, one on the chosen opens it, the wheel moves, and a heading is no moment', async () => {
  const groups = [{ name: 'correction', count: 3, strongest: 0.8 }];
  const screen = await openScreen(listing(makeMoments(three, { groups })));
  await screen.shows('correction 3, up to 80%');
  screen.point('click', 'correction 3, up to');
  screen.point('click', 'You touched the lockfile');
  await screen.shows('❯  70%');
  screen.wheel('You touched the lockfile', -1);
  await screen.shows('❯  80%');
  screen.point('click', '❯  80%');
  await screen.shows('turn 3/4');
});

test('an answer to an earlier question is dropped, and the chosen moment stays chosen when others come in', () => {
  const reduce = createMomentsReducer(() => undefined);
  const first = reduce(openMoments(), { type: 'answered', generation: 1, answer: makeMoments(three) });
  const asked = reduce(reduce(first, { type: 'move', by: 1 }), { type: 'refresh' });
  expect(reduce(asked, { type: 'answered', generation: 1, answer: makeMoments() })).toBe(asked);
  const more = makeMoments([makeMoment(9), ...three]);
  expect(reduce(asked, { type: 'answered', generation: 2, answer: more }).cursor).toBe(2);
});

test('nothing found says so', async () => {
  const screen = openScreens({}, 80, 24);
  await screen.shows('3 of 3');
  screen.press('M');
  await screen.shows('No pushback was found.');
});
