import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Adapter } from '../../src/adapters/adapter.ts';
import { readRecord } from '../../src/adapters/read-record.ts';
import type { RecordCut } from '../../src/domain/record-cut.ts';
import type { Outline, TurnSpan } from '../../src/domain/session.ts';
import type { ToolCall } from '../../src/domain/tool-call.ts';
import { turnText, turnToolCalls } from '../../src/domain/turn.ts';
import { cutDocument } from '../../src/files/cut-document.ts';
import {
  adapterOf,
  claimsOf,
  cutOfSample,
  readSample,
  recordsOf,
  sampleNamed,
  samples,
} from '../helpers/samples.ts';

describe.each(samples.map(sample => [sample.name, sample] as const))('%s', (_title, sample) => {
  const { name, path, text } = sample;
  test('exactly one adapter claims it, also under another name', () => {
    for (const shown of [path, '/tmp/copy', 'x.txt']) {
      const claiming = claimsOf(sample, shown);
      expect(claiming.map(adapter => adapter.source)).toEqual([name.split('/')[0]]);
    }
  });

  test('its turns are numbered from 1, alternate, and are worth replaying', () => {
    const { turns, outline } = readSample(name);
    expect(turns.map(turn => turn.number)).toEqual(turns.map((_, index) => index + 1));
    expect(turns.every((turn, index) => index === 0 || turn.speaker !== turns[index - 1]?.speaker)).toBe(
      true,
    );
    // A run without a person is one long answer.
    if (outline.head.source === 'swe-agent') expect(outline.toolCalls).toBeGreaterThanOrEqual(10);
    else if (outline.head.parent === null) expect(turns.length).toBeGreaterThanOrEqual(10);
    expect(outline.problems).toEqual([]);
  });

  test('a call that edits says what', () => {
    const { turns, outline } = readSample(name);
    const calls = turns.flatMap(turnToolCalls).filter(call => call.edits.length > 0);
    // Cursor's old layouts print a diff and no file name.
    const bare = (call: ToolCall) =>
      outline.head.agent === 'Cursor' && call.name === 'edit' && call.edits[0]?.path === '';
    expect(calls.filter(call => call.target === '' && !bare(call))).toEqual([]);
    expect(calls.flatMap(call => (bare(call) ? [] : call.edits)).filter(edit => edit.path === '')).toEqual(
      [],
    );
  });

  test('a reader sees its turns, calls and marks', () => {
    const { turns, outline } = readSample(name);
    const lines = turns.flatMap(turn => [
      `${turn.number} ${turn.speaker}: ${turnText(turn).replace(/\s+/g, ' ').slice(0, 90)}`,
      ...turn.blocks.flatMap(block => {
        if (block.kind === 'tool')
          return [
            `    ${block.sidechain ? 'side ' : ''}${block.call.status} ${block.call.kind} ${block.call.name} ${block.call.target.slice(0, 50)} edits ${block.call.edits.length}${block.call.subagent ? ` subagent ${block.call.subagent}` : ''}`,
          ];
        if (block.kind === 'text' && block.sidechain) return [`    side ${block.text.slice(0, 60)}`];
        return block.kind === 'text' || block.kind === 'thinking' ? [] : [`    ${block.kind}`];
      }),
    ]);
    const { head } = outline;
    expect(
      [
        `${head.id} ${head.agent} ${head.modality} ${head.title} ${head.startedAt} prompts ${outline.prompts}`,
        ...lines,
      ].join('\n'),
    ).toMatchSnapshot();
  });

  test('cut after any line, it reads, and no turn that stayed whole gets another number', () => {
    const adapter = adapterOf(path, text);
    const records = recordsOf(sample);
    const whole = scanRecords(adapter, records);
    for (let kept = 0; kept <= records.length; kept += 1)
      expectSamePart(adapter, records.slice(0, kept), whole, kept);
  });

  test('read while it grows, no turn gets another number', () => {
    const adapter = adapterOf(path, text);
    const records = recordsOf(sample);
    const scanner = adapter.scan('x');
    let before: readonly string[] = [];
    for (const [index, record] of records.entries()) {
      scanner.push(record, index);
      const now = scanner.outline().spans.map(({ number, speaker }) => `${number} ${speaker}`);
      // A prompt may turn out to be a stop or a command once its words are there: SpecStory writes its header first.
      expect(now.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      before = now;
    }
  });

  test('cut inside any record, even inside a character, it reads and tells the record', () => {
    const adapter = adapterOf(path, text);
    const bytes = Buffer.from(text);
    const whole = scanRecords(adapter, recordsOf(sample));
    for (const at of cutsInside(bytes, cutOfSample(sample))) {
      const cut = recordsOf(sample, bytes.toString('utf8', 0, at));
      const index = cut.length - 1;
      // Half a header of a SpecStory export reads as the last words of the turn before it.
      const { problems } = expectSamePart(adapter, cut, whole, index - 1);
      if (path.endsWith('.md')) continue;
      const told = problems.map(({ line, what }) => `${line} ${what.replace(/:.*/, '')}`);
      const isRead = isPassedOver(adapter, cut[index] ?? '') || readRecord(cut[index] ?? '') !== undefined;
      expect(told.map(one => one.replace('torn line', 'torn'))).toEqual(isRead ? [] : [`${index + 1} torn`]);
    }
  });

  test('with bytes that do not belong there it reads', () => {
    const adapter = adapterOf(path, text);
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 8 }), (at, noise) => {
        const noisy = Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
        const records = recordsOf(sample, noisy.toString('utf8'));
        const { spans } = decodeAll(adapter, records, scanRecords(adapter, records));
        expect(spans.map(span => span.number)).toEqual(spans.map((_, index) => index + 1));
      }),
      { numRuns: 25 },
    );
  });
});

test.each(samples.map(sample => [sample.name, sample] as const))(
  '%s: cut anywhere, a turn’s tokens are a whole number from 0 on or not known',
  (_title, sample) => {
    const { path, text } = sample;
    const adapter = adapterOf(path, text);
    fc.assert(
      fc.property(fc.nat(text.length), cut => {
        const records = recordsOf(sample, text.slice(0, cut));
        const counts = scanRecords(adapter, records).spans.map(
          span => decodeSpan(adapter, records, span).tokens,
        );
        expect(
          counts.filter(count => count !== null && !(Number.isSafeInteger(count) && count >= 0)),
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
  },
);

test('the samples tell tokens as their agents’ logs do: none in an export', () => {
  const told = samples.map(({ name }) => ({
    name,
    tokens: readSample(name).turns.flatMap(({ tokens }) => tokens ?? []),
  }));
  const kinds = new Set(told.filter(({ tokens }) => tokens.length > 0).map(({ name }) => name.split('/')[0]));
  expect([...kinds].filter(kind => kind === 'specstory')).toEqual([]);
  expect(kinds).toContain('claude-code');
  expect(kinds).toContain('codex');
  expect(kinds).toContain('gemini');
  expect(told.flatMap(({ tokens }) => tokens).filter(count => count <= 0)).toEqual([]);
});

test('what a log says that its calls cost is told in dollars, and nothing is where it says nothing', () => {
  const dollarsOf = (name: string) =>
    readSample(sampleNamed(name).name).turns.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  expect(dollarsOf('seed-packets')).toBeCloseTo(costsIn('seed-packets', /"cost": ([\d.]+)/g), 6);
  expect(dollarsOf('cave-exit')).toBeCloseTo(costsIn('cave-exit', /"cost":\{[^}]*"total":([\d.]+)/g), 6);
  expect(dollarsOf('cave-exit')).toBeGreaterThan(0);
  const silent = samples.filter(({ name }) => /^(?:codex|specstory|gemini)/.test(name));
  expect(silent.flatMap(({ name }) => readSample(name).turns.flatMap(({ cost }) => cost ?? []))).toEqual([]);
});

const costsIn = (name: string, pattern: RegExp): number =>
  [...sampleNamed(name).text.matchAll(pattern)].reduce((sum, [, cost]) => sum + Number(cost), 0);

test('a torn line costs one record and is told with its line', () => {
  const { text, path } = sampleNamed('checkout-currency');
  const lines = text.split('\n');
  const adapter = adapterOf(path, text);
  const whole = scanRecords(adapter, lines);
  const torn = scanRecords(
    adapter,
    lines.map((line, index) => (index === 3 ? line.slice(0, 40) : line)),
  );
  expect(torn.problems).toEqual([{ path: 'x', line: 4, what: 'torn line: not a JSON object' }]);
  expect(torn.prompts).toBe(whole.prompts);
});

const scanRecords = (adapter: Adapter, records: readonly string[]): Outline => {
  const scanner = adapter.scan('x');
  records.forEach(scanner.push);
  return scanner.outline();
};

const decodeSpan = (adapter: Adapter, records: readonly string[], { speaker, pieces }: TurnSpan) =>
  adapter.decode(
    speaker,
    pieces.map(piece => ({ ...piece, text: records.slice(piece.from, piece.to).join('\n') })),
  );

const decodeAll = (adapter: Adapter, records: readonly string[], outline: Outline): Outline => {
  for (const span of outline.spans) decodeSpan(adapter, records, span);
  return outline;
};

const withoutMark = ({ abandoned: _, ...span }: Partial<TurnSpan> = {}): Partial<TurnSpan> => span;

/** Scans a part of a log: each turn whose records end by `reach` is there as in the whole; the others decode. */
const expectSamePart = (
  adapter: Adapter,
  records: readonly string[],
  whole: Outline,
  reach: number,
): Outline => {
  const cut = scanRecords(adapter, records);
  const isWhole = ({ pieces }: TurnSpan) => pieces.every(({ to }) => to <= reach);
  // A queued prompt is a turn once it is handed over, which a later line says.
  const isWaiting = ({ number, pieces }: TurnSpan) =>
    number > cut.spans.length && pieces.every(({ as }) => as === 'enqueued');
  const stayed = whole.spans.filter(span => isWhole(span) && !isWaiting(span));
  const same = new Set(stayed.map(({ number }) => number));
  // A look at each with `toEqual` would take most of the test's time.
  // That a turn was left behind, only a later line tells.
  const changed = stayed.filter(
    ({ abandoned: _, ...span }) => !isDeepStrictEqual(span, withoutMark(cut.spans[span.number - 1])),
  );
  expect(changed).toEqual([]);
  for (const span of cut.spans) if (!same.has(span.number)) decodeSpan(adapter, records, span);
  return cut;
};

/** A kind that is passed over without being parsed is counted, torn or not. */
const isPassedOver = (adapter: Adapter, record: string): boolean =>
  Object.keys(scanRecords(adapter, [record]).skipped).length > 0;

/** One place in every record, inside its first character of several bytes if it has one: the bytes kept. */
const cutsInside = (bytes: Buffer, cut: RecordCut): number[] =>
  (cut.by === 'member' ? cutDocument(bytes, cut.lists) : lineSpans(bytes)).flatMap(
    ({ start, end }, number) => {
      const wide = bytes.subarray(start, end).findIndex(byte => byte >= 0xc0);
      if (end - start <= 2) return [];
      return [start + 1 + (wide === -1 ? (number * 7919) % (end - start - 1) : wide)];
    },
  );

const lineSpans = (bytes: Buffer): { start: number; end: number }[] => {
  const spans: { start: number; end: number }[] = [];
  for (let start = 0; start < bytes.length; start = (spans.at(-1)?.end ?? 0) + 1) {
    const end = bytes.indexOf(newline, start);
    spans.push({ start, end: end === -1 ? bytes.length : end });
  }
  return spans;
};
const newline = 10;
