import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSession } from '../../src/app/open-session.ts';
import { dueAfter, toBeat } from '../../src/tui/screens/replay/replay-pace.ts';
import { openAt, type ReplayAction, type ReplayState } from '../../src/tui/screens/replay/replay-state.ts';
import { makePushback, makeTurn, textBlock, toolBlock } from '../helpers/fake-session.ts';
import { openReplay, replayOf } from '../helpers/open-replay.ts';
import { adapterOf, samples } from '../helpers/samples.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1, 9) + seconds * 1000).toISOString();
const answer = Array.from({ length: 120 }, (_, line) => `line ${line + 1} of the answer`).join('\n');
const turns = [
  makeTurn(1, 'developer', textBlock('Explain the cache', at(0))),
  makeTurn(2, 'agent', textBlock('I will look.', at(1)), textBlock(answer, at(9))),
  makeTurn(3, 'developer', textBlock('Shorter, please', at(69))),
  makeTurn(4, 'agent', textBlock('It keeps rows.', at(70))),
];
const replay = replayOf(turns);
const play = { type: 'play' } as const;
const tick = { type: 'tick' } as const;

/** Every state that playing goes through, from the first, and how long each stays. */
const plays = (start: ReplayState, one = replay): { states: ReplayState[]; delays: number[] } => {
  const [states, delays] = [[one.from(start, play)], [] as number[]];
  for (let state = states[0]; state?.playing && states.length < 5000; state = states.at(-1)) {
    delays.push(toBeat(one.world, state)?.delay ?? 0);
    states.push(one.from(state, tick));
  }
  return { states, delays };
};
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

test('in real pace a block stays as long as the log says, up to the idle limit', () => {
  const real = (idle: ReplayState['idle']) =>
    Math.round(sum(plays({ ...openAt(1), idle }).delays) / 100) * 100;
  expect(real('real')).toBe(70_000);
  expect(real('2 s')).toBe(1000 + 2000 + 2000 + 1000);
  expect(real('none')).toBe(4 * 300);
});

test('paced, a block stays as long as it takes to read', () => {
  const { delays } = plays({ ...openAt(3), pace: 'paced' });
  expect(Math.round(delays[1] ?? 0)).toBe(Math.round((15 / 21) * 1000));
});

test('at once, every block has the same beat, and a long one a beat a page', () => {
  const { states, delays } = plays({ ...openAt(1), pace: 'instant' });
  const pages = Math.ceil(120 / 9);
  expect(states.length).toBe(1 + 3 + pages + 1 + 1);
  for (const delay of delays.slice(1, -1)) expect(delay).toBeCloseTo(250);
});

test.each(['real', 'paced', 'instant'] as const)(
  'in %s pace no line of a long answer runs past unseen',
  pace => {
    for (const speed of [0.25, 1, 16]) {
      const { states } = plays({ ...openAt(1), pace, speed });
      const seen = new Set(states.flatMap(replay.screen));
      for (const line of answer.split('\n')) expect(seen).toContain(`  ${line}`);
    }
  },
);

test('at sixteen times the speed every block has its beat and the whole takes a sixteenth', () => {
  const { states, delays } = plays({ ...openAt(1), speed: 16, idle: 'real' });
  const blocks = new Set(states.map(({ step }) => `${step.turn}.${step.block}`));
  expect([...blocks]).toEqual(['1.-1', '1.0', '2.0', '2.1', '3.0', '4.0']);
  expect(sum(delays)).toBeGreaterThan(70_000 / 16);
  expect(sum(delays)).toBeLessThan((70_000 / 16) * 1.02);
});

test('the time that drawing takes does not add up', () => {
  const beats = Array.from({ length: 1000 }, () => 20);
  let due: number | null = null;
  let now = 0;
  for (const delay of beats) {
    due = dueAfter(due, delay, now);
    // Each frame is drawn 7 ms after it was due.
    now = due + 7;
  }
  expect(due).toBe(20_000);
  expect(dueAfter(0, 20, 60_000)).toBe(60_020);
});

test('playing ends with a word, and space plays from the beginning again', () => {
  const ended = plays(openAt(3)).states.at(-1);
  if (!ended) throw new Error('it never began');
  expect(ended.playing).toBe(false);
  expect(ended.said).toBe('end of the session: {play} plays it again');
  const again = replay.from(ended, play);
  expect(again.playing).toBe(true);
  expect(again.step.turn).toBe(1);
  expect(again.said).toBe('from the beginning');
});

test('what does not show has no beat: hidden tool calls and thinking are passed over', () => {
  const hidden = replayOf([
    makeTurn(
      1,
      'agent',
      { kind: 'thinking', text: 'Hm.', at: null, sidechain: false },
      textBlock('First.'),
      toolBlock({ name: 'Read' }),
      toolBlock({ name: 'Grep' }),
      textBlock('Last.'),
    ),
  ]);
  const steps = (state: ReplayState) => [
    ...new Set(plays(state, hidden).states.map(({ step }) => step.block)),
  ];
  expect(steps({ ...openAt(1), tools: 'off' })).toEqual([-1, 1, 4]);
  expect(steps(openAt(1))).toEqual([-1, 1, 2, 3, 4]);
});

test('a step onto a long block begins at its start, and one step further goes on behind it', () => {
  const long = replay.press({ type: 'step', by: 1 }, { type: 'step', by: 1 }, { type: 'step', by: 1 });
  expect(replay.screen(long)).toContain('▎ line 1 of the answer');
  expect(replay.from(long, { type: 'step', by: 1 }).step).toEqual({ turn: 3, block: 0, line: null });
});

test('a pause in the middle of a block keeps what shows, and a step ends the block first', () => {
  const { states } = plays({ ...openAt(2), pace: 'paced' });
  const middle = states.find(({ step, playing }) => playing && (step.line ?? 0) > 40);
  if (!middle) throw new Error('the block came at once');
  const paused = replay.from(middle, play);
  const words = (state: ReplayState) => replay.screen(state).map(line => line.replace('▎', ' '));
  expect(words(paused)).toEqual(words(middle));
  expect(replay.screen(paused).every(line => line.startsWith('▎'))).toBe(true);
  expect(replay.from(paused, { type: 'step', by: 1 }).step).toEqual({ turn: 2, block: 1, line: null });
});

test('the same step looks the same from both sides', () => {
  const next = { type: 'step', by: 1 } as const;
  const back = { type: 'step', by: -1 } as const;
  for (const one of sampleReplays()) {
    let state = openAt(1);
    for (let step = 0; step < 30; step += 1) {
      const there = one.from(state, next);
      const further = one.from(there, next);
      if (further.step !== there.step && further.said === '') {
        const returned = one.from(further, back);
        expect({ ...returned, said: '' }).toEqual({ ...there, said: '' });
        expect(one.screen(returned)).toEqual(one.screen(there));
      }
      state = there;
    }
  }
});

const moves: fc.Arbitrary<ReplayAction> = fc.oneof(
  fc.constantFrom<ReplayAction[]>(
    play,
    tick,
    { type: 'pace' },
    { type: 'idle' },
    { type: 'tools' },
    { type: 'thinking' },
    { type: 'focused' },
    { type: 'why' },
    { type: 'only' },
    { type: 'trailer' },
    { type: 'step', by: 1 },
    { type: 'step', by: -1 },
    { type: 'developer', by: 1 },
    { type: 'pushback', by: -1 },
    { type: 'failed', by: 1 },
    { type: 'page', by: 0.5 },
    { type: 'speed', by: 1 },
  ),
  fc.integer({ min: -40, max: 40 }).map(by => ({ type: 'scroll', by }) as const),
  fc.double({ min: 0, max: 1, noNaN: true }).map(share => ({ type: 'seek', share }) as const),
  fc.integer({ min: -3, max: 99 }).map(turn => ({ type: 'go', spot: { turn, offset: null } }) as const),
);

test('after any keys on any sample the position is in range and alone decides what shows', () => {
  for (const one of sampleReplays()) {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 25 }), actions => {
        const state = one.press(...actions);
        const { step, top } = state;
        for (const turn of [step.turn, top.turn]) {
          expect(turn).toBeGreaterThanOrEqual(1);
          expect(turn).toBeLessThanOrEqual(Math.max(1, one.model.total()));
        }
        const fresh = one.again();
        expect(fresh.screen(state)).toEqual(one.screen(state));
        expect(fresh.screen(state).length).toBeLessThanOrEqual(one.world.height);
      }),
      { numRuns: 12 },
    );
  }
});

function sampleReplays() {
  return samples.map(({ path, text }) => {
    const open = () => {
      const session = openSession(adapterOf(path, text), path);
      while (session.readOn());
      const last = session.outline().spans.length;
      const pushbacks = [3, 7].filter(turn => turn <= last).map(turn => makePushback(turn));
      return openReplay(session, { pushbacks });
    };
    return { ...open(), again: open };
  });
}
