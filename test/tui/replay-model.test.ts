import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { MomentOrigin, StandingRule } from '../../src/domain/standing-rule.ts';
import type { Block } from '../../src/domain/turn.ts';
import { toLedgerLines } from '../../src/tui/screens/replay/ledger-lines.ts';
import { createReplayModel } from '../../src/tui/screens/replay/replay-model.ts';
import { createReplayReducer } from '../../src/tui/screens/replay/replay-reducer.ts';
import {
  openAt,
  type ReplayAction,
  type ReplayState,
  viewOf,
} from '../../src/tui/screens/replay/replay-state.ts';
import { noFacts } from '../../src/tui/screens/replay/session-facts.ts';
import {
  fakeSession,
  makeEpisode,
  makeHead,
  makePushback,
  makeSummary,
  makeTurn,
  textBlock,
  toolBlock,
} from '../helpers/fake-session.ts';
import { replayOf } from '../helpers/open-replay.ts';

const turns = [
  makeTurn(1, 'developer', textBlock('Add a currency switch to the checkout page')),
  makeTurn(
    2,
    'agent',
    textBlock('I will look first.'),
    toolBlock({ name: 'Edit', target: 'src/checkout.ts' }),
    textBlock('Done.'),
  ),
  makeTurn(3, 'developer', textBlock('No, I said not to touch the tax code')),
  makeTurn(
    4,
    'agent',
    toolBlock({ name: 'Bash', target: 'npm test', status: 'error', exitCode: 1 }),
    textBlock('Reverted.'),
  ),
  makeTurn(5, 'developer', textBlock('Still wrong on mobile')),
];
const pushbacks = [
  makePushback(3, {
    class: 'constraint_reminder',
    signals: [{ kind: 'words', text: 'I said', start: 4, end: 10, contribution: 1.2 }],
  }),
  makePushback(5, { class: 'failure_report' }),
];
const episode = makeEpisode({
  evidence: [{ turn: 3, quote: 'not to touch', context: '', located: 'exact', start: 11, end: 23 }],
  resolvedAt: 4,
});
const rule: StandingRule = {
  turn: 1,
  start: 0,
  end: 21,
  sentence: 'Never touch checkout.ts.',
  kind: 'ban',
  objects: ['checkout.ts'],
  touches: [
    { turn: 2, callId: 'Edit', what: 'src/checkout.ts', verdict: 'broken' },
    { turn: 4, callId: null, what: 'left alone', verdict: 'kept' },
  ],
  liftedAt: null,
  remindedAt: [3],
};
const origin: MomentOrigin = {
  turn: 3,
  onset: 2,
  span: { turns: 1, toolCalls: 1, minutes: 2.5, tokens: 12_500 },
  rule: 0,
};
const model = createReplayModel(fakeSession(turns), {
  ...noFacts,
  pushbacks,
  episodes: [episode],
  rules: [rule],
  origins: [origin],
  claims: [],
});
const summary = makeSummary(turns, pushbacks);
const world = { model, summary, findSubagent: () => null, counted: true, width: 60, height: 10 };
const reduce = createReplayReducer(() => world);
const press = (...actions: ReplayAction[]) => actions.reduce(reduce, openAt(1));
const screen = (state: ReturnType<typeof press>) =>
  model.windowFrom(state.top, world.height, viewOf(state, world.width), state.playing ? state.step : null);

test('] goes from pushback to pushback and says when there is none left', () => {
  const next = { type: 'pushback', by: 1 } as const;
  expect(press(next).step.turn).toBe(3);
  expect(press(next, next).step.turn).toBe(5);
  expect(press(next, next, next).said).toBe('no later pushback');
});

test('] before the session is read says so instead of “none”', () => {
  const early = createReplayReducer(() => ({ ...world, counted: false }));
  expect(early(openAt(1), { type: 'pushback', by: 1 }).said).toContain('still looking for pushback');
});

test('a pushback shows its class, strength and the words that decided it', () => {
  const shown = screen(press({ type: 'pushback', by: 1 })).join('\n');
  expect(shown).toContain('↯ constraint reminder ▰▰▰▰▱ 80%');
  expect(shown).toContain('because “I said”');
});

test('an episode says where it begins, was pushed back on and was put right', () => {
  const notes = (number: number) =>
    model
      .lines(number, viewOf(openAt(1), 100))
      .map(line => line.text)
      .join('\n');
  expect(notes(2)).toContain('◆ begins here: M001 Edit Of A Forbidden File (Developer Constraint Violation)');
  expect(notes(3)).toContain('◆ pushed back on: M001');
  expect(notes(4)).toContain('◆ put right here: M001');
});

test('} goes to where a pushback or an episode began, and says when there is none', () => {
  expect(press({ type: 'onset', by: 1 }).step.turn).toBe(2);
  expect(press({ type: 'onset', by: 1 }, { type: 'onset', by: 1 }).said).toBe('no later onset');
});

test('the turn where it began says what it cost until the developer spoke, and which rule it broke', () => {
  const notes = model
    .lines(2, viewOf(openAt(1), 120))
    .map(line => line.text)
    .join('\n');
  expect(notes).toContain(
    '◇ what turn 3 objects to began here (unnoticed for 1 turn, 1 tool call, 2.5 minutes, 12,500 tokens)',
  );
  expect(notes).toContain('✗ against the rule of turn 1 “Never touch checkout.ts.”: src/checkout.ts');
});

test('what a person rejected as pushback began nowhere', () => {
  const rejected = createReplayModel(fakeSession(turns), { ...noFacts, origins: [origin] });
  expect(rejected.onsets).toEqual([]);
});

test('w explains a pushback in whole: signs, what the agent had done, the rule and where it began', () => {
  const shown = screen(press({ type: 'why' }, { type: 'pushback', by: 1 })).join('\n');
  expect(shown).toContain('80 % that it pushes back');
  expect(shown).toContain('words     “I said” +1.2');
  expect(shown).toContain('before it the agent made 1 tool call (1 run)');
  expect(shown).toContain('rule      turn 1 “Never touch checkout.ts.”');
  expect(shown).toContain('began     in turn 2, 1 turn, 1 tool call');
});

test('b goes to the turns that broke a rule', () => {
  expect(press({ type: 'break', by: 1 }).step.turn).toBe(2);
  expect(press({ type: 'break', by: 1 }, { type: 'break', by: 1 }).said).toBe('no later broken rule');
});

test('the ledger holds what was stated until now, with the turns that kept or broke it until now', () => {
  const ledger = (now: number, rules = [rule]) =>
    toLedgerLines(rules, { now, cursor: null }, 40)
      .map(({ text }) => text)
      .join('\n');
  expect(ledger(0)).toBe('0 rules stated, 1 still to come');
  expect(ledger(1)).toContain('1 Never touch checkout.ts.');
  expect(ledger(1)).not.toContain('broken');
  expect(ledger(2)).toContain('✗ broken in 2');
  expect(ledger(4)).toContain('✓ kept in 4');
  expect(ledger(4)).toContain('said again in 3');
  expect(ledger(4, [])).toContain('No standing rule was found');
});

test('a quote far down a long turn is on the screen when one opens it', () => {
  const filler = 'Nothing of note happened on this line.\n'.repeat(300);
  const long = createReplayModel(
    fakeSession([makeTurn(1, 'agent', textBlock(filler), textBlock(`${filler}Here it is.`))]),
    noFacts,
  );
  const at = { ...world, model: long };
  const opened = createReplayReducer(() => at)(openAt(1), {
    type: 'go',
    spot: { turn: 1, offset: filler.length * 2 + 2 },
  });
  const shown = long.windowFrom(opened.top, at.height, viewOf(opened, at.width), null).join('\n');
  expect(shown).toContain('Here it is.');
});

const longOutput = Array.from({ length: 100 }, (_, index) => `row ${index + 1}`).join('\n');
const folding = createReplayModel(
  fakeSession([
    makeTurn(1, 'developer', textBlock('Count')),
    makeTurn(
      2,
      'agent',
      textBlock('Counting.'),
      toolBlock({ name: 'Bash', target: 'seq 100', output: longOutput }),
    ),
  ]),
  noFacts,
);
const foldWorld = { ...world, model: folding };
const fold = createReplayReducer(() => foldWorld);
const foldScreen = (state: ReplayState) =>
  folding.windowFrom(state.top, foldWorld.height, viewOf(state, foldWorld.width), null).join('\n');

test('o opens the first folded block in view, and folds it again also when it began above the screen', () => {
  const open = fold(openAt(1), { type: 'fold' });
  expect(open.step).toEqual({ turn: 2, block: 1, line: null });
  expect(foldScreen(open)).toContain('row 3');
  const below = fold(open, { type: 'scroll', by: 60 });
  expect(foldScreen(below)).toContain('row 60');
  const folded = fold(below, { type: 'fold' });
  expect(foldScreen(folded)).toContain('✓ Bash seq 100 ▸ 100 lines');
  expect(foldScreen(folded)).not.toContain('row');
});

test('o opens the block under the playhead, and says so where nothing is folded', () => {
  expect(fold(openAt(2), { type: 'fold' }).opened.get(2)).toEqual([1]);
  expect(press({ type: 'fold' }).said).toBe('nothing is folded here');
});

test('a quote in the folded part of a block opens it', () => {
  const filler = 'Nothing of note happened on this line.\n'.repeat(600);
  const long = createReplayModel(
    fakeSession([makeTurn(1, 'agent', textBlock(`${filler}Here it is.`))]),
    noFacts,
  );
  const at = { ...world, model: long };
  const opened = createReplayReducer(() => at)(openAt(1), {
    type: 'go',
    spot: { turn: 1, offset: filler.length + 5 },
  });
  expect(long.windowFrom(opened.top, at.height, viewOf(opened, at.width), null).join('\n')).toContain(
    'Here it is.',
  );
});

test('the answer before a pushback stays in view when one jumps to it', () => {
  expect(screen(press({ type: 'pushback', by: 1 })).join('\n')).toContain('Done.');
});

test('while playing nothing after the playhead is shown', () => {
  const shown = screen(press({ type: 'play' }, { type: 'tick' })).join('\n');
  expect(shown).toContain('Add a currency switch');
  expect(shown).not.toContain('I will look first');
});

test('play stops at the end of the session and says so', () => {
  const ticks = Array.from({ length: 30 }, () => ({ type: 'tick' }) as const);
  const ended = press({ type: 'play' }, ...ticks);
  expect(ended.playing).toBe(false);
  expect(ended.said).toBe('end of the session: {play} plays it again');
});

test('a step back undoes a step forward', () => {
  const forward = press({ type: 'step', by: 1 }, { type: 'step', by: 1 }, { type: 'step', by: 1 });
  const back = reduce(reduce(forward, { type: 'step', by: 1 }), { type: 'step', by: -1 });
  expect(back.step).toEqual(forward.step);
});

test('enter pressed before find has found anything goes to the match when it comes', () => {
  const asked = press({ type: 'find' }, { type: 'typed', text: 'reverted' }, { type: 'settle' });
  expect(asked.step.turn).toBe(1);
  const early = reduce(asked, {
    type: 'found',
    query: 'reverted',
    found: [],
    sums: [],
    scanned: 2,
    meant: null,
  });
  expect(early.step.turn).toBe(1);
  const found = reduce(early, {
    type: 'found',
    query: 'reverted',
    found: [4],
    sums: [1],
    scanned: 5,
    meant: null,
  });
  expect(found.step.turn).toBe(4);
  const again = reduce(found, {
    type: 'found',
    query: 'reverted',
    found: [4, 5],
    sums: [1, 2],
    scanned: 5,
    meant: null,
  });
  expect(again.step.turn).toBe(4);
});

test('e finds the next failed tool call', () => {
  expect(press({ type: 'failed', by: 1 }).step.turn).toBe(4);
});

test('enter opens the subagent that the turn started, and says so where there is none', () => {
  const parent = createReplayModel(
    fakeSession([
      makeTurn(1, 'developer', textBlock('Look into it')),
      makeTurn(
        2,
        'agent',
        toolBlock({ name: 'Task', kind: 'task', subagent: 'one' }),
        toolBlock({ name: 'Task', kind: 'task', subagent: 'two' }),
      ),
    ]),
    noFacts,
  );
  const asked: string[] = [];
  const findSubagent = (id: string) => {
    asked.push(id);
    return id === 'two' ? { ...summary, head: makeHead({ id: 'claude-code:two' }) } : null;
  };
  const here = createReplayReducer(() => ({ ...world, model: parent, findSubagent }));
  const subagent = { type: 'subagent' } as const;
  const step = { type: 'step', by: 1 } as const;
  expect(here(openAt(1), subagent).said).toBe('no subagent was started in this turn');
  expect(here(openAt(2), subagent).said).toBe('the log of this subagent is not here');
  const second = [step, step, subagent].reduce<ReturnType<typeof openAt>>(here, openAt(2));
  expect(second.leaving).toMatchObject({ to: 'replay', summary: { head: { id: 'claude-code:two' } } });
  expect(asked).toEqual(['one', 'two']);
});

test('tool calls are short, then full, then hidden with their number', () => {
  const seen = (state: ReturnType<typeof press>) =>
    model
      .lines(2, viewOf(state, 60))
      .map(line => line.text)
      .join('\n');
  expect(seen(press())).toContain('✓ Edit src/checkout.ts');
  expect(seen(press({ type: 'tools' }, { type: 'tools' }))).toContain('1 tool call hidden');
});

test('two keys in one tick both land', () => {
  expect(
    press({ type: 'go', spot: { turn: 5, offset: null } }, { type: 'developer', by: -1 }).step.turn,
  ).toBe(3);
});

test('speed stays between a quarter and sixteen times', () => {
  const faster = Array.from({ length: 9 }, () => ({ type: 'speed', by: 1 }) as const);
  expect(press(...faster).speed).toBe(16);
  expect(press(...faster, { type: 'speed', by: 0 }).speed).toBe(1);
});

test('no line is wider than the screen and no control character of a log is drawn', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 20, max: 200 }),
      (text, width) => {
        const hostile = createReplayModel(
          fakeSession([makeTurn(1, 'agent', textBlock(`\u001b[2J${text}`))]),
          noFacts,
        );
        for (const line of hostile.windowFrom({ turn: 1, line: 0 }, 50, viewOf(openAt(1), width), null)) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        }
      },
    ),
  );
});

test('scrolling never leaves the session', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 30 }), steps => {
      const state = press(...steps.map(by => ({ type: 'scroll', by }) as const));
      expect(screen(state).length).toBeGreaterThan(0);
      expect(state.top.turn).toBeGreaterThanOrEqual(1);
      expect(state.top.turn).toBeLessThanOrEqual(turns.length);
    }),
  );
});

test('another model is told by a rule below the header of the turn where it begins, and by no other', () => {
  const by = (number: number, model: string | null) => ({
    ...makeTurn(number, number % 2 === 0 ? 'agent' : 'developer', textBlock(`Words ${number}`)),
    model: number % 2 === 0 ? model : null,
  });
  const { model, press } = replayOf([
    ...[by(1, null), by(2, 'opus-4'), by(3, null), by(4, null)],
    ...[by(5, null), by(6, 'haiku-4\u001b[31m'), by(7, null), by(8, 'haiku-4\u001b[31m')],
  ]);
  const rulesOf = (turn: number) =>
    model
      .lines(turn, viewOf(press(), 60))
      .map(({ text }) => stripVTControlCharacters(text).trim())
      .filter(text => text.includes('model'));
  expect([2, 3, 4, 5, 8].flatMap(rulesOf)).toEqual([]);
  expect(rulesOf(6)).toEqual([expect.stringMatching(/^── model: opus-4 → haiku-4 ─+$/)]);
});

describe('what a subagent wrote inside its parent’s log', () => {
  const side = (block: Block): Block => ({ ...block, sidechain: true });
  const replay = replayOf([
    makeTurn(1, 'developer', textBlock('Look for it')),
    makeTurn(
      2,
      'agent',
      toolBlock({ name: 'Task', target: 'find the cache' }),
      side(textBlock('Find the cache.')),
      side(toolBlock({ name: 'Grep', target: 'cache', output: 'src/cache.ts' })),
      side(textBlock('It is in src/cache.ts.')),
      textBlock('Found.'),
    ),
  ]);
  const shown = (...actions: ReplayAction[]) =>
    replay.screen(replay.press(...actions)).map(line => stripVTControlCharacters(line).trimEnd());

  test('is a branch of one line, with how much it is', () => {
    expect(shown()).toContain('  ┆ subagent: 3 blocks, 1 tool call, o unfolds it');
    expect(shown().join()).not.toContain('Find the cache.');
    expect(shown()).toContain('  Found.');
  });

  test('unfolds on a key and folds again', () => {
    const open = shown({ type: 'fold' });
    expect(open).toContain('▎ ┆ Find the cache.');
    expect(open).toContain('  ┆ It is in src/cache.ts.');
    const folded = shown({ type: 'fold' }, { type: 'fold' });
    expect(folded.map(line => line.replace('▎', ' '))).toEqual(shown());
  });

  test('is one step of the replay while it is folded', () => {
    const steps = [1, 2, 3, 4].map(
      count => replay.press(...new Array(count).fill({ type: 'step', by: 1 })).step,
    );
    expect(steps.map(({ turn, block }) => [turn, block])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [2, 4],
    ]);
  });

  test('unfolds where a match is gone to that stands in it', () => {
    const state = replay.press(
      { type: 'find' },
      { type: 'typed', text: 'is in src' },
      { type: 'settle' },
      { type: 'found', query: 'is in src', found: [2], sums: [1], scanned: 2, meant: null },
    );
    expect(state.said).toBe('');
    expect(replay.screen(state).map(line => stripVTControlCharacters(line))).toContainEqual(
      expect.stringContaining('It is in src/cache.ts.'),
    );
  });
});
