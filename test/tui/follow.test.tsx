import { appendFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLog, openSession } from '../../src/app/open-session.ts';
import type { ReplayAction } from '../../src/tui/screens/replay/replay-state.ts';
import { makeTurn, textBlock } from '../helpers/fake-session.ts';
import { replayOf } from '../helpers/open-replay.ts';
import { listedSessions, openScreens } from '../helpers/open-screens.tsx';
import { adapterOf, sampleNamed } from '../helpers/samples.ts';
import { emptyFolder, writeClaudeLog, writeText } from '../helpers/write-log.ts';

const turnsTo = (last: number) =>
  Array.from({ length: last }, (_, index) =>
    makeTurn(index + 1, index % 2 === 0 ? 'developer' : 'agent', textBlock(`Words of turn ${index + 1}.`)),
  );
const short = replayOf(turnsTo(20));
const grown = replayOf(turnsTo(26));
const follow = { type: 'follow' } as const;

test('f goes to the end and stays there while turns are added', () => {
  const state = short.press(follow);
  expect(state.step.turn).toBe(20);
  expect(short.screen(state).join('\n')).toContain('Words of turn 20.');
  const later = grown.from(state, { type: 'grown' });
  expect(later.step.turn).toBe(26);
  expect(grown.screen(later).join('\n')).toContain('Words of turn 26.');
});

test.each<[string, ReplayAction]>([
  ['a line up', { type: 'scroll', by: -1 }],
  ['half a page up', { type: 'page', by: -0.5 }],
  ['a step back', { type: 'step', by: -1 }],
  ['the first turn', { type: 'go', spot: { turn: 1, offset: null } }],
  ['playing', { type: 'play' }],
])('%s stops following with a word, and what is added moves nothing then', (_, action) => {
  const state = short.press(follow, action);
  expect(state.following).toBe(false);
  expect(state.said).not.toBe('');
  expect(grown.from(state, { type: 'grown' }).top).toEqual(state.top);
});

test.each<[string, ReplayAction]>([
  ['a line down', { type: 'scroll', by: 1 }],
  ['other tool calls', { type: 'tools' }],
  ['thinking', { type: 'thinking' }],
])('%s at the end goes on following', (_, action) => {
  const state = short.press(follow, action);
  expect(state.following).toBe(true);
  expect(short.screen(state).join('\n')).toContain('Words of turn 20.');
});

test('a log that lost its file says so and is no longer followed', () => {
  const state = short.press(follow, { type: 'lost', words: 'The log of this session is gone' });
  expect(state.following).toBe(false);
  expect(state.said).toContain('is gone');
});

test.each(['currency', 'codex'])('what is written to a log (%s) appears while one follows it', async name => {
  const { path: from, text } = sampleNamed(name);
  const path = join(emptyFolder(), from.split('/').at(-1) ?? 'log.jsonl');
  const lines = text.split('\n');
  const half = Math.ceil(lines.length / 2);
  writeFileSync(path, `${lines.slice(0, half).join('\n')}\n`);
  const total = (() => {
    const session = openSession(adapterOf(from, text), from);
    while (session.readOn());
    session.close();
    return session.outline().spans.length;
  })();
  const screen = openScreens({ now: () => new Date(), openSession: () => openLog(path) }, 80, 24);
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('❚❚ paused');
  screen.press('f');
  await screen.shows('following');
  expect(screen.frame()).not.toContain(`turn ${total}/${total}`);
  const rest = lines.slice(half).join('\n');
  appendFileSync(path, rest.slice(0, 30));
  // Long enough that the half line has been read as it is.
  await sleep(1200);
  appendFileSync(path, rest.slice(30));
  await screen.shows(`turn ${total}/${total}`);
  screen.press('k');
  await screen.shows('no longer following');
});

test('pushback in turns that are added is counted and marked while one follows', async () => {
  const [one] = listedSessions;
  if (!one) throw new Error('no session is listed');
  const path = join(emptyFolder(), 'log.jsonl');
  const { text } = sampleNamed('currency');
  const lines = text.split('\n');
  writeFileSync(path, `${lines.slice(0, 2).join('\n')}\n`);
  const asked: string[] = [];
  const screen = openScreens(
    {
      now: () => new Date(),
      openSession: () => openLog(path),
      loadLibrary: onEvent => {
        onEvent({
          kind: 'sessions',
          sessions: [{ ...one, counts: one.counts && { ...one.counts, pushbacks: [] } }],
        });
        onEvent({ kind: 'done' });
      },
      recount: async from => {
        asked.push(from);
        return one;
      },
    },
    80,
    24,
  );
  await screen.shows('1 of 1');
  screen.press('\r');
  await screen.shows('❚❚ paused');
  screen.press('f');
  await screen.shows('following');
  appendFileSync(path, lines.slice(2).join('\n'));
  await screen.shows('↯ 1/1');
  screen.press('[');
  await screen.shows('turn 3/');
  await screen.shows('↯ correction');
  expect(asked[0]).toBe(one.head.path);
});

const openedOn = async (path: string) => {
  const screen = openScreens({ now: () => new Date(), openSession: () => openLog(path) }, 80, 24);
  await screen.shows('3 of 3');
  screen.press('\r');
  await screen.shows('❚❚ paused');
  return screen;
};

test('a log that is cut short while it is open is shown as it is now, with a word, at the turn that one read', async () => {
  const path = writeClaudeLog(join(emptyFolder(), 'log.jsonl'), 'one', [
    'Add it',
    'Done',
    'No',
    'Sorry',
    'Thanks',
  ]);
  const screen = await openedOn(path);
  screen.press('J');
  await screen.shows('turn 3/5');
  truncateSync(path, readFileSync(path, 'utf8').split('\n').slice(0, 4).join('\n').length + 1);
  await screen.shows('the log was cut short');
  await screen.shows('turn 3/4');
});

test('a log in whose place another file was put is told, and the turn that one read is found by its record', async () => {
  const folder = emptyFolder();
  const says = ['Add it', 'Done', 'No', 'Sorry', 'Thanks'];
  const path = writeClaudeLog(join(folder, 'log.jsonl'), 'one', says);
  const screen = await openedOn(path);
  screen.press('J');
  await screen.shows('turn 3/5');
  const [first = '', second = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  // Two turns fewer stand before it now.
  expect([first, second].join('')).toContain('Add it');
  renameSync(writeText(join(folder, 'new'), rest.join('\n')), path);
  await screen.shows('another file stands in place of the log');
  await screen.shows('turn 1/3');
  expect(screen.frame()).toContain('No');
});
