import { expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { agreementOfJudges } from '../../src/domain/judge-agreement.ts';
import { UserError } from '../../src/errors.ts';
import { makeClassification, makeEpisode } from '../helpers/fake-session.ts';
import { openScreens } from '../helpers/open-screens.tsx';

const item = (session: string, id: string, disagreements: string[] = []) => ({
  episode: makeEpisode({ id, session, name: `Name Of ${id}` }),
  queued: {
    ...{ session, key: `2026-11-09 ${id}` as const, confidence: 'low' as const },
    ...{ disagreements, startedAt: '2026-11-09' },
  },
});
const three = [
  item('claude-code:2', 'M001', ['offline did not find it']),
  item('claude-code:1', 'M002'),
  item('codex:gone', 'M003'),
];
const queueing = (decided: string[]): Partial<App> => ({
  reviewQueue: async () => ({
    total: three.length - decided.length,
    items: three.filter(({ queued }) => !decided.includes(queued.key)),
  }),
  reviewEpisode: async (_session, key, review) => {
    decided.push(`${key}${review ? '' : ' taken back'}`);
  },
});

test.each([
  [40, 12],
  [80, 24],
  [200, 50],
])('Q lists what waits in all sessions, and a decision brings the next at %ix%i', async (columns, rows) => {
  const decided: string[] = [];
  const screen = openScreens(queueing(decided), columns, rows);
  await screen.shows('3 of 3');
  screen.press('Q');
  await screen.shows('3 episodes to review');
  await screen.shows('offline did not find it');
  screen.fits();
  screen.press('a');
  await screen.shows('2 episodes to review');
  await screen.shows('❯ ◆ M002');
  screen.press('R');
  await screen.shows('It is just none');
  screen.press('\r');
  await screen.shows('1 episode to review');
  await screen.shows('❯ ◆ M003');
  screen.fits();
  screen.press('U');
  await screen.shows('❯ ◆ M002');
  screen.press('U');
  await screen.shows('❯ ◆ M001');
  await screen.shows('3 episodes to review');
  screen.press('\r');
  await screen.shows('turn 2/4');
  screen.press('q');
  await screen.shows('❯ ◆ M001');
  expect(decided).toEqual([
    '2026-11-09 M001',
    '2026-11-09 M002',
    '2026-11-09 M002 taken back',
    '2026-11-09 M001 taken back',
  ]);
});

test('labels are no reason to leave an episode, and the last decision asks for what is left', async () => {
  const decided: string[] = [];
  const screen = openScreens(queueing(decided));
  await screen.shows('3 of 3');
  screen.press('Q');
  await screen.shows('3 episodes to review');
  screen.press('r');
  await screen.shows('❯ Unknown');
  screen.press('j');
  await screen.shows('❯ Resolved: Agent by Itself');
  screen.press('\r');
  await screen.shows('resolution Resolved, Agent by Itself');
  await screen.shows('❯ ◆ M001');
  screen.press('a');
  await screen.shows('❯ ◆ M002');
  screen.press('aa');
  await screen.shows('nothing to review');
});

test.each([
  [40, 12],
  [100, 30],
])('A shows how far person, rules and model agree, with n, at %ix%i', async (columns, rows) => {
  const review = { decision: 'accepted' as const, annotation: null, reason: null, note: '', at: '' };
  const run = makeClassification({ episodes: [makeEpisode({ review })] });
  const screen = openScreens({ agreement: async () => agreementOfJudges([[run]]) }, columns, rows);
  await screen.shows('3 of 3');
  screen.press('Q');
  await screen.shows('No episode waits for you');
  expect(screen.frame()).not.toContain('a accept');
  screen.press('A');
  await screen.shows('you and offline rules');
  await screen.shows('symptom     100 %  kappa –  n 1');
  screen.fits();
  screen.press('jjjj');
  await screen.shows('Kappa is agreement beyond chance');
  screen.fits();
  screen.press('q');
  await screen.shows('No episode waits for you');
});

test('a store that cannot be read says so', async () => {
  const screen = openScreens({
    reviewQueue: async () => {
      throw new UserError('A newer pushback wrote it.', 'Update pushback.');
    },
  });
  await screen.shows('3 of 3');
  screen.press('Q');
  await screen.shows('A newer pushback wrote it.');
});

test.each([
  [40, 12],
  [100, 30],
])('a file that a newer version wrote is named where nothing else waits at %ix%i', async (columns, rows) => {
  const what = 'A newer pushback wrote /kept/a1.json (version 99). Update pushback.';
  const unread = { storeProblems: async () => [{ path: '/kept/a1.json', line: null, what }] };
  const screen = openScreens(unread, columns, rows);
  await screen.shows('3 of 3');
  screen.press('Q');
  await screen.shows('1 file of the store not read');
  await screen.shows('/kept/a1.json');
  await screen.shows('Update pushback.');
  screen.fits();
});

test('D sets the runs of a session side by side', async () => {
  const other = makeEpisode({ id: 'M007', name: 'Only One Saw It', evidence: [], onset: 9, pushback: [9] });
  const [offline, model] = [makeClassification(), makeClassification({ episodes: [makeEpisode(), other] })];
  const runs = [offline, { ...model, run: { ...model.run, engine: 'openai', model: 'gpt-4.1' } }];
  const screen = openScreens({ classification: async () => model, history: async () => runs });
  await screen.shows('3 of 3');
  screen.press('C');
  await screen.shows('episode 1/2');
  screen.press('D');
  await screen.shows('gpt-4.1 of 2026-11-09 10:00 and offline of 2026-11-09 10:00');
  await screen.shows('◆ both M001 Edit Of A Forbidden File = M001 Edit Of A Forbidden File');
  await screen.shows('only gpt-4.1 M007 Only One Saw It');
  screen.press('q');
  await screen.shows('episode 1/2');
});
