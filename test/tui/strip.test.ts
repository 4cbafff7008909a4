import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Episode } from '../../src/domain/episode.ts';
import type { Happened } from '../../src/domain/happened.ts';
import type { Pushback } from '../../src/domain/pushback.ts';
import type { TurnSpan } from '../../src/domain/session.ts';
import type { MomentOrigin } from '../../src/domain/standing-rule.ts';
import { toLegend } from '../../src/tui/screens/replay/legend.ts';
import { toLayout } from '../../src/tui/screens/replay/replay-layout.ts';
import { neighbourhood, toStrip, withPlayhead } from '../../src/tui/screens/replay/strip.ts';
import { toTurnSigns } from '../../src/tui/screens/replay/turn-signs.ts';
import { makeEpisode, makePushback } from '../helpers/fake-session.ts';

type Marked = {
  readonly pushbacks: readonly Pushback[];
  readonly doubtful: readonly Pushback[];
  readonly origins: readonly MomentOrigin[];
  readonly episodes: readonly Episode[];
  readonly survey: readonly (readonly Happened[])[];
  readonly found: readonly number[];
};

const spansOf = (total: number): TurnSpan[] =>
  Array.from({ length: total }, (_, index) => ({
    number: index + 1,
    speaker: index % 2 === 0 ? 'developer' : 'agent',
    at: null,
    pieces: [{ from: index, to: index + 1, as: 'x' }],
  }));
const draw = (total: number, width: number, marked: Partial<Marked>, legendWidth = 200) => {
  const { pushbacks = [], doubtful = [], origins = [], episodes = [], survey = [], found = [] } = marked;
  const signs = toTurnSigns({ pushbacks, doubtful, origins, episodes }, survey, total);
  const strip = toStrip({ spans: spansOf(total), signs, found, width });
  const whole = (cells: readonly string[]) => stripVTControlCharacters(cells.join(''));
  /** The first cell of each turn, where turns have several. */
  const plain = (cells: readonly string[]) =>
    total < width
      ? Array.from({ length: total }, (_, index) => whole(cells)[strip.cellOf(index + 1)]).join('')
      : whole(cells);
  return {
    ...strip,
    row: whole(strip.marks),
    barRow: whole(strip.density),
    text: plain(strip.marks),
    bars: plain(strip.density),
    one: plain(strip.both),
    legend: stripVTControlCharacters(toLegend([strip], legendWidth, '? help')),
  };
};
const origin = (turn: number, onset: number): MomentOrigin => ({ turn, onset, span: null, rule: null });

test('a pushback has a mark in a narrow strip and the letter of its class in a wide one', () => {
  const pushbacks = [makePushback(3, { class: 'scope_objection' }), makePushback(5)];
  expect(draw(6, 80, { pushbacks }).text).toBe('  ↯ ↯ ');
  expect(draw(6, 120, { pushbacks }).text).toBe('  S C ');
});

test('a doubtful pushback differs by its sign, not only by its colour', () => {
  const doubtful = [makePushback(3, { strength: 0.2 })];
  expect(draw(5, 80, { doubtful }).text).toBe('  ?  ');
  expect(draw(5, 120, { doubtful }).text).toBe('  c  ');
});

test('an episode is a band from its onset to its resolution, a pushback a span from where it began', () => {
  const episodes = [makeEpisode({ onset: 2, pushback: [5], resolvedAt: 8 })];
  expect(draw(9, 80, { episodes, pushbacks: [makePushback(5)] }).text).toBe(' ◆──↯──✓ ');
  expect(draw(9, 80, { origins: [origin(7, 3)], pushbacks: [makePushback(7)] }).text).toBe('  ◇┄┄┄↯  ');
});

test('a session shorter than the strip fills it: signs at the beginning of a turn, bands up to the next one', () => {
  const pushbacks = [makePushback(3)];
  const origins = [origin(3, 2)];
  expect(draw(4, 20, { pushbacks, origins }).row).toBe('     ◇┄┄┄┄↯         ');
  const episodes = [makeEpisode({ onset: 1, pushback: [3], resolvedAt: 4 })];
  expect(draw(4, 20, { pushbacks, episodes }).row).toBe('◆─────────↯────✓    ');
  const bars = draw(4, 20, {}).barRow;
  expect(bars).toBe('████ ████ ████ ████ ');
  expect(draw(4, 20, { found: [2] }).barRow).toBe('████ •███ ████ ████ ');
});

test('stopped, refused and failed turns are marked, also where nobody pushed back', () => {
  const survey: Happened[][] = [[], ['failed'], [], ['refused', 'failed'], [], ['interrupted']];
  expect(draw(6, 80, { survey }).text).toBe(' ✗ ⊘ ◼');
});

test('a legend that has no room keeps the most telling signs and says where the rest is explained', () => {
  const survey: Happened[][] = [[], ['failed'], [], ['refused', 'failed'], [], ['interrupted']];
  const pushbacks = [makePushback(3), makePushback(5, { class: 'scope_objection' })];
  const whole = draw(6, 120, { survey, pushbacks }).legend;
  expect(whole).toContain('┃ here');
  const cut = draw(6, 120, { survey, pushbacks }, 48).legend;
  expect(cut.length).toBeLessThanOrEqual(48);
  expect(cut).toMatch(/^C correction · .* · … \? help$/);
  expect(cut).not.toContain('failed');
});

test('where turns share a cell the most telling sign is drawn, and a click goes to its turn', () => {
  const strip = draw(100, 10, {
    survey: [...Array.from({ length: 40 }, () => []), ['failed'], ['interrupted']],
    pushbacks: [makePushback(47)],
    origins: [origin(47, 43)],
  });
  expect(strip.text).toBe('    ↯     ');
  expect(strip.turnAt(4)).toBe(47);
  expect(strip.turnAt(5)).toBe(51);
});

test('find matches stand on the density and never hide a pushback', () => {
  const strip = draw(6, 80, {
    pushbacks: [makePushback(3)],
    found: [3, 4],
    survey: [[], [], [], ['failed']],
  });
  expect(strip.text).toBe('  ↯✗  ');
  expect(strip.bars.slice(2, 4)).toBe('••');
  expect(strip.one.slice(2, 4)).toBe('↯•');
});

test('the legend names what stands on the strip now and nothing else', () => {
  expect(draw(4, 80, {}).legend).toBe('┃ here');
  const pushbacks = [makePushback(1), makePushback(3, { class: 'trust_challenge' })];
  expect(draw(4, 80, { pushbacks }).legend).toBe('↯ pushback · ┃ here');
  expect(draw(4, 120, { pushbacks, survey: [[], ['failed']] }).legend).toBe(
    'C correction · T trust challenge · ✗ failed call · ┃ here',
  );
});

test('the neighbourhood holds the playhead, is as wide as the strip and stays while one steps on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 2, max: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, width, share) => {
        const turn = 1 + Math.floor(share * (total - 1));
        const { from, to } = neighbourhood(turn, total, width);
        expect(from).toBeGreaterThanOrEqual(1);
        expect(from).toBeLessThanOrEqual(turn);
        expect(to).toBeGreaterThanOrEqual(turn);
        expect(to - from + 1).toBe(Math.min(width, total));
      },
    ),
  );
  const moves = new Set(Array.from({ length: 100 }, (_, turn) => neighbourhood(turn + 501, 2000, 100).from));
  expect(moves.size).toBeLessThanOrEqual(3);
});

test('every turn has a cell, and a click on any column gives a turn of that cell', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: -5, max: 400 }),
      (total, width, column) => {
        const strip = draw(total, width, { pushbacks: [makePushback(Math.ceil(total / 2))] });
        const turn = strip.turnAt(column);
        expect(turn).toBeGreaterThanOrEqual(1);
        expect(turn).toBeLessThanOrEqual(total);
        expect(strip.marks).toHaveLength(width);
        if (column >= 0 && column < width) expect(strip.cellOf(turn)).toBeLessThanOrEqual(column);
        if (column >= 0 && column < width && turn < total)
          expect(strip.cellOf(turn + 1)).toBeGreaterThanOrEqual(total < width ? column + 1 : column);
        expect(stripVTControlCharacters(withPlayhead(strip.density, strip, turn))).toContain('┃');
      },
    ),
  );
});

test.each([
  [40, 12, 1, null, false],
  [80, 24, 2, null, false],
  [200, 50, 2, 4, true],
  [300, 100, 2, 4, true],
])('at %ix%i a long session has the strips that there is room for', (columns, rows, strips, near, legend) => {
  const layout = toLayout({ columns, rows }, 10_000);
  expect(layout.marks === null ? 1 : 2).toBe(strips);
  expect(layout.near).toBe(near);
  expect(layout.legend).toBe(legend);
  const around = 3 + (layout.prompt ? 1 : 0) + strips + (near === null ? 0 : 1) + (legend ? 1 : 0);
  expect(layout.height + around).toBe(rows);
  expect(layout.top).toBe(around - 2);
});

test('a session with a cell for each turn has no second strip', () => {
  expect(toLayout({ columns: 200, rows: 50 }, 200).near).toBe(null);
});
